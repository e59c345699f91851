"""Pages of results: at most 10,000 reachable sheets, cards fetched in one query."""

import re
from typing import Any

from django.core.paginator import Page, Paginator

from initiatives.cards import Card, cards
from initiatives.models import Actor, Participation
from initiatives.models.listing import ALL
from initiatives.results import Found, Hit
from initiatives.results.finding import newest_with
from places.territory import Territory

PER_PAGE = 24


class Reach:
    """The sheets found, as far as pages lead, for Django's paginator."""

    def __init__(self, found: Found) -> None:
        self._found = found

    def __len__(self) -> int:
        return self._found.reach

    def __getitem__(self, ranks: slice) -> list[Hit]:
        return self._found.hits(ranks.start, ranks.stop)


def asked_page(paginator: Paginator, number: str | None) -> Page:
    """Return the page of this number as typed in an address: the first if it is no page number, at most the last."""
    if not re.fullmatch(r"[1-9][0-9]{0,6}", number or ""):
        return paginator.page(1)
    return paginator.page(min(int(number or 1), paginator.num_pages))


def result_page(found: Found, number: str | None) -> Page:
    """Return one page of cards of what was found."""
    reach: Any = Reach(found)  # the stubs want a whole sequence; the paginator only counts and cuts
    page = asked_page(Paginator(reach, PER_PAGE), number)
    page.object_list = cards(list(page.object_list))
    return page


def newest(limit: int, key: str = ALL) -> list[Card]:
    """Return the cards of the sheets that appeared last, of those that have a key."""
    return cards(newest_with(key, limit))


def around(territory: Territory, limit: int) -> list[Card]:
    """Return the newest sheets that work at a wider scale, which comprises a territory; the nearest scale first."""
    scales = [f"sur:{holder.token}" for holder in reversed(territory.parents)] + ["sur:national"]
    hits: dict[int, Hit] = {}
    for key in scales:
        if len(hits) < limit:
            hits |= {hit.initiative: hit for hit in newest_with(key, limit, without=territory.token)}
    return cards(list(hits.values())[:limit])


def parts_of(actor: Actor, limit: int) -> list[tuple[Card, str]]:
    """Return the newest initiatives in which an actor takes part, as cards, each with its roles in words."""
    shown = newest(limit, f"acteur:{actor.pk}")
    roles: dict[int, list[Participation]] = {}
    for part in Participation.objects.filter(actor=actor, initiative__in=[card.pk for card in shown]):
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
