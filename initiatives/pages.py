"""Pages of results: at most 10,000 reachable sheets, cards fetched in one query."""

from typing import Any

from django.core.paginator import Page, Paginator

from initiatives.cards import Card, cards
from initiatives.filters.conditions import WITH_KEYS
from initiatives.models import Actor, Participation
from initiatives.models.listing import ALL
from initiatives.results import Found, Hit
from initiatives.results.finding import newest_with
from moderation import caching
from moderation.paging import asked_page
from places.statements import fetch
from places.territory import TOKEN, Territory

PER_PAGE = 24
LOOKED_AT = 24  # newest sheets of a scale, of which those outside a territory are shown
COMMON_SCALES = "SELECT key FROM initiatives_frequentkey WHERE key >= 'sur:' AND key < 'sur;'"
# The set first, whatever its order: the planner must not look for a rare key among the newest sheets, one by one.
NEWEST = """
WITH found AS MATERIALIZED (SELECT initiative_id, position, keys FROM initiatives_listing WHERE {condition})
SELECT initiative_id, keys FROM found ORDER BY position DESC LIMIT %s
"""


class Reach:
    """The sheets found, as far as pages lead, for Django's paginator."""

    def __init__(self, found: Found) -> None:
        self._found = found

    def __len__(self) -> int:
        return self._found.reach

    def __getitem__(self, ranks: slice) -> list[Hit]:
        return self._found.hits(ranks.start, ranks.stop)


def result_page(found: Found, number: str | None) -> Page:
    """Return one page of cards of what was found."""
    reach: Any = Reach(found)  # the stubs want a whole sequence; the paginator only counts and cuts
    page = asked_page(Paginator(reach, PER_PAGE), number)
    page.object_list = cards(list(page.object_list))
    return page


def newest(limit: int, key: str = ALL) -> list[Card]:
    """Return the cards of the sheets that appeared last, of those that have a key."""
    return cards(newest_with(key, limit))


def inside_and_around(territory: Territory, found: Found, limit: int) -> tuple[list[Card], list[Card]]:
    """Return the newest sheets of a territory, which are `found`, and of the wider scales that comprise it."""
    inside, wider = found.hits(0, min(limit, found.reach)), around(territory, limit)
    apart = {hit.initiative for hit in wider}
    shown = cards([*inside, *wider])
    return [card for card in shown if card.pk not in apart], [card for card in shown if card.pk in apart]


def around(territory: Territory, limit: int) -> list[Hit]:
    """Return the newest sheets that work at a wider scale, which comprises a territory; the nearest scale first."""
    scales = [f"sur:{holder.token}" for holder in reversed(territory.parents)] + ["sur:national"]
    hits: dict[int, Hit] = {}
    for key in scales:
        if len(hits) < limit:
            hits |= {hit.initiative: hit for hit in _newest_outside(key, limit, territory.token)}
    return list(hits.values())[:limit]


def _newest_outside(key: str, limit: int, token: str) -> list[Hit]:
    """Return the newest sheets of a scale that do not lie inside a territory.

    Mostly they are some of its newest of all, remembered for all the territories that the scale comprises.
    """
    newest = caching.remembered(f"newest {key}", lambda: _newest_of(key))
    outside = [hit for hit, tokens in newest if token not in tokens]
    if len(outside) < limit and len(newest) == LOOKED_AT:
        return newest_with(key, limit, without=token)
    return outside[:limit]


def _newest_of(scale: str) -> list[tuple[Hit, frozenset[str]]]:
    """Return the newest sheets of a scale, each with the territories inside which it has a place."""
    if scale in caching.remembered("common scales", lambda: {key for (key,) in fetch(COMMON_SCALES)}):
        newest = [hit.initiative for hit in newest_with(scale, LOOKED_AT)]
        rows = fetch(NEWEST.format(condition="initiative_id = ANY(%s)"), [newest, LOOKED_AT])
    else:
        rows = fetch(NEWEST.format(condition=WITH_KEYS), [[scale], LOOKED_AT])
    return [(Hit(number), frozenset(filter(TOKEN.fullmatch, keys))) for number, keys in rows]


def parts_of(actor: Actor, limit: int) -> list[tuple[Card, str]]:
    """Return the newest initiatives in which an actor takes part, as cards, each with its roles in words."""
    shown = newest(limit, f"acteur:{actor.pk}")
    roles: dict[int, list[Participation]] = {}
    parts = Participation.objects.shown().filter(actor=actor)
    for part in parts.filter(initiative__in=[card.pk for card in shown]):
        roles.setdefault(part.initiative_id, []).append(part)
    return [
        (
            card,
            ", ".join(
                p.get_role_display() for p in sorted(roles.get(card.pk, []), key=lambda p: (p.rank, p.pk))
            ),
        )
        for card in shown
    ]
