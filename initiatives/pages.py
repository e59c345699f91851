"""Pages of results: at most 10,000 reachable sheets, cards fetched in a constant number of queries."""

import re
from typing import Any

from django.contrib.postgres.search import SearchRank
from django.core.paginator import Page, Paginator
from django.db.models import F, FloatField, Min, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Cos, Radians, Sqrt

from initiatives.facets import CEILING, count_of
from initiatives.filters import Filters
from initiatives.models import Actor, Initiative, Listing, Location
from places.models import Commune

PER_PAGE = 24
KM_PER_DEGREE = 111.2  # of latitude: the Earth's circumference, 40,030 km, by 360
# ts_rank weights for D, C, B, A: description, summary and place, tags and actors, title.
WEIGHTS = [0.1, 0.3, 0.6, 1.0]


class ResultPaginator(Paginator):
    """Pages over listings whose number is already known, and cut at `CEILING`."""

    def __init__(self, rows: QuerySet, total: int) -> None:
        super().__init__(rows, PER_PAGE)
        self._total = min(total, CEILING)

    @property
    def count(self) -> int:
        """The number of sheets that can be reached."""
        return self._total


def asked_page(paginator: Paginator, number: str | None) -> Page:
    """Return the page of this number as typed in an address: the first if it is no page number, at most the last."""
    if not re.fullmatch(r"[1-9][0-9]{0,6}", number or ""):
        return paginator.page(1)
    return paginator.page(min(int(number or 1), paginator.num_pages))


def sorted_listings(filters: Filters) -> QuerySet[Listing]:
    """Return what passes in the order asked for; each order ends on the number, so that pages never overlap."""
    rows = filters.listings()
    if filters.sort == "titre":
        return rows.order_by("title_key", "initiative")
    if filters.sort == "pertinence" and filters.text is not None:
        rank = SearchRank(F("search"), filters.text, weights=WEIGHTS, normalization=Value(1))
        return rows.annotate(rank=rank).order_by("-rank", "-published_at", "-initiative")
    if filters.sort == "proche" and filters.near:
        return rows.annotate(km=distance_km(filters.near)).order_by(
            F("km").asc(nulls_last=True), "-initiative"
        )
    return rows.order_by("-published_at", "-initiative")


def distance_km(commune: Commune) -> Subquery:
    """Return the distance from a commune to the nearest place of a listing: its point, else its commune's position.

    On a flat map scaled at the latitude of the commune: within 1 % up to some 300 km, enough to sort by.
    """
    latitude = Coalesce("latitude", "commune__latitude", output_field=FloatField())
    longitude = Coalesce("longitude", "commune__longitude", output_field=FloatField())
    north = (latitude - Value(commune.latitude or 0.0)) * KM_PER_DEGREE
    east = (
        (longitude - Value(commune.longitude or 0.0))
        * Cos(Radians(Value(commune.latitude or 0.0)))
        * KM_PER_DEGREE
    )
    places = Location.objects.filter(initiative=OuterRef("initiative")).order_by().values("initiative")
    return Subquery(
        places.annotate(km=Min(Sqrt(north * north + east * east, output_field=FloatField()))).values("km"),
        output_field=FloatField(),
    )


def result_page(filters: Filters, number: str | None, total: int | None = None) -> Page:
    """Return one page of cards (`Initiative`, with `km` when sorted by distance) for these filters."""
    if total is None:
        total = count_of(filters)
    page = asked_page(ResultPaginator(sorted_listings(filters), total), number)
    page.object_list = cards(list(page.object_list))
    return page


def cards(listings: list[Listing]) -> list[Initiative]:
    """Return the initiatives of these listings, in their order, with all that a card shows."""
    found = Initiative.objects.for_cards().in_bulk([listing.pk for listing in listings])
    initiatives = []
    for listing in listings:
        initiative = found[listing.pk]
        initiative.km = getattr(listing, "km", None)
        initiatives.append(initiative)
    return initiatives


def newest(limit: int, **kwargs: Any) -> list[Initiative]:
    """Return the cards of the sheets published last; keyword arguments filter listings."""
    return cards(list(Listing.objects.filter(**kwargs).order_by("-published_at", "-initiative")[:limit]))


def parts_of(actor: Actor, limit: int) -> list[tuple[Initiative, str]]:
    """Return the newest initiatives in which an actor takes part, as cards, each with its roles in words."""
    return [
        (
            initiative,
            ", ".join(p.get_role_display() for p in initiative.public_participations if p.actor == actor),
        )
        for initiative in newest(limit, keys__contains=[f"acteur:{actor.pk}"])
    ]
