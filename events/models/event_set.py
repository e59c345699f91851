"""Sets of meetings."""

from collections.abc import Sequence
from typing import Self

from django.contrib.postgres.search import SearchQuery
from django.db.models import Prefetch, Q, TextField, Value
from django.db.models.functions import Concat

from initiatives.models import Actor, Initiative, Theme
from initiatives.models.actor_set import COMMUNE_PATHS
from initiatives.models.call_set import Vector
from initiatives.models.naming_set import NamingQuerySet
from places.folding import Fold, fold
from places.territory import Territory


def words_of_event() -> Vector:
    """Return the words of the title, of the summary and of the description."""
    parts = Concat("title", Value(" "), "summary", Value(" "), "description", output_field=TextField())
    return Vector(Fold(parts))


class EventQuerySet(NamingQuerySet):
    """Sets of meetings."""

    def within(self, territories: Sequence[Territory]) -> Self:
        """Return the meetings in these territories; one that is online only lies where what it names does."""
        there = Q(pk__in=[])
        for territory in territories:
            there |= Q(**{COMMUNE_PATHS[territory.kind]: territory.code})
        named = self.naming_some("initiatives", "initiative", Initiative.objects.within(territories))
        named |= self.naming_some("organisers", "actor", Actor.objects.within(territories))
        return self.filter(there | Q(commune__isnull=True) & named)

    def with_words(self, text: str) -> Self:
        """Return the meetings that have every word of a text, whatever their accents and their endings."""
        query = SearchQuery(fold(text), config="french_folded")
        return self.filter(words_found=query)

    def with_places(self) -> Self:
        """Fetch the communes."""
        return self.select_related("commune")

    def by_place(self) -> Self:
        """Sort by commune, then by title; those that are online only come last."""
        return self.order_by("commune__key", "title", "pk")

    def for_calendar(self) -> Self:
        """Fetch what calendars say of each: hundreds at once, and none of their times, which are a rule there."""
        return (
            self.select_related("commune")
            .defer("description", "words_found")
            .prefetch_related(
                Prefetch("themes", Theme.objects.order_by("rank", "name")),
                Prefetch("organisers", Actor.objects.select_related("merged_into").order_by("name", "pk")),
            )
        )

    def for_page(self) -> Self:
        """Fetch all that the page of a meeting shows: what it names as far as it is public."""
        return self.select_related(
            "commune__department__region", "commune__intercommunality"
        ).prefetch_related(
            Prefetch("themes", Theme.objects.order_by("rank", "name")),
            Prefetch("organisers", Actor.objects.select_related("merged_into").order_by("name", "pk")),
            Prefetch("initiatives", Initiative.objects.select_related("merged_into").order_by("title", "pk")),
            "occurrences",
        )
