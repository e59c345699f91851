"""Sets of analyses."""

from collections.abc import Sequence
from typing import Any, Self

from django.contrib.postgres.search import SearchQuery
from django.db.models import Prefetch, Q, TextField, Value
from django.db.models.functions import Concat

from events.models import Event
from initiatives.models import Actor, Initiative, Theme
from initiatives.models.actor_set import acting_inside
from initiatives.models.call_set import Vector
from initiatives.models.naming_set import NamingQuerySet
from places.folding import Fold, fold
from places.territory import Territory

NEWEST = ("-published_at", "-pk")


def words_of_article() -> Vector:
    """Return the words of the title, of the summary, of the signature and of the text."""
    parts = Concat(
        "title",
        Value(" "),
        "summary",
        Value(" "),
        "signed_by",
        Value(" "),
        "text",
        output_field=TextField(),
    )
    return Vector(Fold(parts))


class ArticleQuerySet(NamingQuerySet):
    """Sets of analyses."""

    def within(self, territories: Sequence[Territory]) -> Self:
        """Return those about one of these territories; one that says none lies where what it names does."""
        there = Q(pk__in=[])
        for territory in territories:
            there |= acting_inside(territory)  # by the column `territory`, which actors have too
        named = self.naming_some("initiatives", "initiative", Initiative.objects.within(territories))
        named |= self.naming_some("authors", "actor", Actor.objects.within(territories))
        named |= self.naming_some("events", "event", Event.objects.within(territories))
        return self.filter(there | Q(territory="") & named)

    def with_words(self, text: str) -> Self:
        """Return the analyses that have every word of a text, whatever their accents and their endings."""
        query = SearchQuery(fold(text), config="french_folded")
        return self.filter(words_found=query)

    def placed_by(self, sheet: Any) -> Self:
        """Return those that lists find by where an initiative or a meeting is, or what it joined, or what joined it."""
        kind = sheet._meta.model_name
        rows = self.through(f"{kind}s").filter(**{f"{kind}__in": sheet.family().values("pk")})
        return self.filter(territory="", pk__in=rows.values("article"))

    def by_place(self) -> Self:
        """Sort by territory, then by title."""
        return self.order_by("territory", "title", "pk")

    def for_lists(self) -> Self:
        """Fetch what a row of a list shows, in a number of queries that does not depend on the number of rows."""
        return self.defer("text", "words_found").prefetch_related(
            "photos",
            Prefetch("themes", Theme.objects.order_by("rank", "name")),
            Prefetch("authors", Actor.objects.select_related("merged_into").order_by("name", "pk")),
        )

    def for_page(self) -> Self:
        """Fetch all that the page of an analysis shows: what it names, public or not."""
        return (
            self.for_lists()
            .defer(None)
            .defer("words_found")
            .prefetch_related(
                Prefetch(
                    "initiatives", Initiative.objects.select_related("merged_into").order_by("title", "pk")
                ),
                Prefetch("events", Event.objects.select_related("merged_into").order_by("-day", "pk")),
            )
        )
