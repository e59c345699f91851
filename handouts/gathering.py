"""Ways to fill a basket at once: from a list with its filters, from a meeting, by words."""

from django.http import QueryDict

from events.models import Event
from handouts.basket import LENGTH, MOST, Basket
from initiatives.cards import Card, cards
from initiatives.filters import NAMES, Filters, value
from initiatives.results.finding import find

FEW = 8  # sheets shown for words


def gathered(query: QueryDict, basket: Basket) -> Basket | None:
    """Return the basket with what an address asks to add to it besides sheets; None when it asks for nothing more."""
    if slug := value(query, "rencontre"):
        return _with_meeting(slug, basket)
    if not any(query.get(name) for name in NAMES):
        return None
    found = find(Filters.parse(query))
    hits = found.hits(0, min(MOST, found.reach))
    return basket.holding([*basket.numbers, *(hit.initiative for hit in hits)])


def _with_meeting(slug: str, basket: Basket) -> Basket:
    """Return the basket with what a meeting presents, and with its title, place and day where none is given."""
    event = Event.objects.published().filter(slug=slug).select_related("commune").first()
    if event is None:
        return basket
    shown = event.initiatives.published().order_by("title", "pk").values_list("pk", flat=True)[:MOST]
    return Basket(
        title=basket.title or event.title[:LENGTH],
        subtitle=basket.subtitle,
        place=basket.place or (event.venue or event.place_label)[:LENGTH],
        day=basket.day or event.day,
    ).holding([*basket.numbers, *shown])


def searched(words: str, basket: Basket) -> list[tuple[Card, str]]:
    """Return the first sheets that have some words and are not in the basket, each with the address that adds it."""
    if not words:
        return []
    found = find(Filters(q=words))
    hits = found.hits(0, min(FEW + len(basket.numbers), found.reach))
    apart = [hit for hit in hits if hit.initiative not in basket.numbers][:FEW]
    return [(card, basket.holding([*basket.numbers, card.pk]).query) for card in cards(apart)]
