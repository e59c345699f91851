"""Sets of analyses."""

from collections.abc import Iterable
from typing import Any, Self

from django.contrib.postgres.search import SearchQuery
from django.db.models import Exists, OuterRef, Prefetch, Q, TextField, Value
from django.db.models.functions import Concat

from events.models import Event
from initiatives.models import Actor, Initiative, Theme
from initiatives.models.actor_set import acting_inside
from initiatives.models.call_set import Vector
from moderation.models import SheetQuerySet
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


class ArticleQuerySet(SheetQuerySet):
    """Sets of analyses."""

    def within(self, territories: Iterable[str]) -> Self:
        """Return those about one of these territories; one that says none lies where what it names does."""
        wanted = list(territories)
        there = Q(pk__in=[])
        for territory in filter(None, map(Territory.from_token, wanted)):
            there |= acting_inside(territory)  # by the column `territory`, which actors have too
        named = Q(pk__in=self._naming("initiatives", "initiative", Initiative.objects.within(wanted)))
        named |= Q(pk__in=self._naming("authors", "actor", Actor.objects.within(wanted)))
        named |= Q(pk__in=self._naming("events", "event", Event.objects.within(wanted)))
        return self.filter(there | Q(territory="") & named)

    def _naming(self, field: str, column: str, sheets: Any) -> Any:
        """Return the primary keys of the analyses that name some of these sheets."""
        return (
            self.through(field).filter(**{f"{column}__in": sheets.order_by().values("pk")}).values("article")
        )

    def through(self, field: str) -> Any:
        """Return the rows that say which analysis names what, by a field to many."""
        relation: Any = self.model._meta.get_field(field)
        return relation.remote_field.through._default_manager

    def within_themes(self, themes: Iterable[str]) -> Self:
        """Return the analyses that name one of these themes (their words in addresses), or none at all."""
        named = self.through("themes").filter(article=OuterRef("pk"))
        return self.filter(Exists(named.filter(theme__slug__in=list(themes))) | ~Exists(named))

    def with_words(self, text: str) -> Self:
        """Return the analyses that have every word of a text, whatever their accents and their endings."""
        query = SearchQuery(fold(text), config="french_folded")
        return self.filter(words_found=query)

    def naming(self, field: str, column: str, sheet: Any) -> Self:
        """Return those that name a sheet, or one that joined it."""
        # These first, then the rows that name them: one condition on both tables would read each row that there is.
        named = self.through(field).filter(**{f"{column}__in": sheet.family().values("pk")})
        return self.filter(pk__in=named.values("article"))

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
