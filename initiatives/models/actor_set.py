"""Sets of actors."""

from collections.abc import Iterable, Sequence
from typing import Self

from django.db.models import Exists, F, Model, OuterRef, Q, Value
from django.db.models.functions import Concat

from initiatives.models.relation import shown
from initiatives.models.theme import ActorTheme
from moderation.models import SheetQuerySet, Status
from places.folding import Fold, fold
from places.models import Commune, Department, Intercommunality
from places.territory import Territory

COMMUNE_PATHS = {
    "region": "commune__department__region",
    "departement": "commune__department",
    "intercommunalite": "commune__intercommunality",
    "commune": "commune",
}
# What lies inside a territory of each level, and by which of its columns.
HELD_BY: dict[str, list[tuple[type[Model], str]]] = {
    "region": [
        (Department, "region"),
        (Intercommunality, "department__region"),
        (Commune, "department__region"),
    ],
    "departement": [(Intercommunality, "department"), (Commune, "department")],
    "intercommunalite": [(Commune, "intercommunality")],
    "commune": [],
}


def acting_inside(territory: Territory) -> Q:
    """Return the condition on an actor that the territory where it says it acts is this one, or lies inside it."""
    inside = Q(territory=territory.token)
    for model, column in HELD_BY[territory.kind]:
        held = model._default_manager.filter(**{column: territory.code})
        inside |= Q(territory__in=held.values(token=Concat(Value(f"{model.level}-"), F("code"))))  # type: ignore[attr-defined]  # every Place has a level
    return inside


class ActorQuerySet(SheetQuerySet):
    """Sets of actors."""

    def within(self, territories: Sequence[Territory]) -> Self:
        """Return the actors based inside one of these territories, acting there, or active in an initiative there.

        A submission that waits gives no hold on a published actor that it names, only on one that waits with it. One
        that joined another lies where that one does, which has its initiatives.
        """
        from initiatives.models.initiative import Initiative

        based = Q(pk__in=[])
        for territory in territories:
            based |= Q(**{COMMUNE_PATHS[territory.kind]: territory.code}) | acting_inside(territory)
        there = Initiative.objects.within(territories)
        active = Q(pk__in=there.published().filter(shown("participations__")).values("participations__actor"))
        waiting = ~Q(status=Status.PUBLISHED) & Q(pk__in=there.values("participations__actor"))
        merged = Q(
            status=Status.MERGED, merged_into__in=self.model._default_manager.filter(based | active | waiting)
        )
        return self.filter(based | active | waiting | merged)

    def within_themes(self, themes: Iterable[str]) -> Self:
        """Return the actors that name one of these themes (their words in addresses), or none at all.

        Those that name none are about any: somebody must look after them.
        """
        named = ActorTheme.objects.filter(actor=OuterRef("pk"))
        return self.filter(Exists(named.filter(theme__slug__in=list(themes))) | ~Exists(named))

    def on_their_own(self) -> Self:
        """Return the actors that no initiative names that waits: they share its fate."""
        from initiatives.models.initiative import Initiative

        together = Initiative.objects.filter(status=Status.PENDING, participations__actor=OuterRef("pk"))
        return self.exclude(Exists(together))

    def named_like(self, text: str) -> Self:
        """Return the actors whose name holds every word of `text`, in any order, accents and case apart."""
        actors = self.alias(name_key=Fold(F("name")))
        for word in fold(text).split()[:10]:
            actors = actors.filter(name_key__contains=word)
        return actors

    def with_places(self) -> Self:
        """Fetch the communes."""
        return self.select_related("commune")

    def by_place(self) -> Self:
        """Sort by commune, then by name; those without a commune come last."""
        return self.order_by(F("commune__key").asc(nulls_last=True), Fold(F("name")), "pk")

    def by_name(self) -> Self:
        """Sort by name, accents and case apart."""
        return self.order_by(Fold(F("name")), "pk")
