"""Sets of initiatives."""

from collections.abc import Iterable, Sequence
from typing import Self

from django.db.models import Exists, F, OuterRef, Prefetch, Q, Subquery

from initiatives.models.reach import Stage
from initiatives.models.theme import InitiativeTheme, Theme
from initiatives.refresh import refresh_projection
from moderation.models import SheetQuerySet
from places.folding import Fold
from places.territory import Territory


class InitiativeQuerySet(SheetQuerySet):
    """Sets of initiatives."""

    def within(self, territories: Sequence[Territory]) -> Self:
        """Return the initiatives that have a location inside one of these territories."""
        from initiatives.models.location import Location

        inside = Q(pk__in=[])
        for territory in territories:
            inside |= Location.inside(territory)
        return self.filter(pk__in=Location.objects.filter(inside).values("initiative"))

    def within_themes(self, themes: Iterable[str]) -> Self:
        """Return the initiatives of which one of these themes (their words in addresses) is the main or another one."""
        chosen = Theme.objects.filter(slug__in=list(themes)).values("pk")
        # Asked sheet by sheet: a theme has a large part of all sheets, and what is left to ask about is few.
        others = InitiativeTheme.objects.filter(initiative=OuterRef("pk"), theme__in=chosen)
        return self.filter(Q(main_theme__in=chosen) | Q(Exists(others)))

    def with_places(self) -> Self:
        """Fetch the places that a label names."""
        from initiatives.models.location import Location

        places = Location.objects.select_related("commune", "intercommunality", "department", "region")
        return self.prefetch_related(Prefetch("locations", places))

    def by_place(self) -> Self:
        """Sort by the commune of the first location, then by title; those without a commune come last."""
        from initiatives.models.location import Location

        first = Location.objects.filter(initiative=OuterRef("pk")).order_by("pk")[:1]
        communes = self.alias(commune_key=Subquery(first.values("commune__key")))
        return communes.order_by(F("commune_key").asc(nulls_last=True), Fold(F("title")), "pk")

    def for_cards(self) -> Self:
        """Fetch all that a card shows, in a number of queries that does not depend on the number of cards."""
        from initiatives.models.participation import Participation

        cards = self.with_places().select_related("main_theme")
        return cards.prefetch_related(
            "photos", Prefetch("participations", Participation.objects.select_related("actor"))
        )

    def for_page(self) -> Self:
        """Fetch all that a sheet shows."""
        return self.for_cards().prefetch_related("themes", "tags")

    def going_on(self) -> Self:
        """Return the initiatives that have not ended."""
        return self.exclude(stage=Stage.ENDED)

    def refresh(self) -> None:
        """Bring listings, pins and counts in line with these initiatives: the only writer of those tables."""
        refresh_projection(self.values_list("pk", flat=True))
