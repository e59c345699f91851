"""The wide territory that a person means by what they typed: an intercommunality, a department, a region."""

from typing import Any, cast

from django import forms
from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Q

from contributors.fields import CleanCharField
from contributors.parts import Part
from places.folding import fold
from places.models import Department, Intercommunality, Place, Region
from places.territory import Territory

MAX_LENGTH = 100
_SUGGESTIONS = 6


def territories_called(text: str) -> list[Place]:
    """Return the territories of this very name, or the department of this code; the widest last.

    Where a region has one department of its own name (La Réunion), the department alone: what lies in it lies in
    both.
    """
    name, code = fold(text[:MAX_LENGTH]), text.strip().upper()
    if not name:
        return []
    found: list[Place] = [
        *Intercommunality.objects.current().filter(key=name),
        *Department.objects.filter(Q(key=name) | Q(code=code)),
    ]
    regions_held = {place.region_id for place in found if isinstance(place, Department) and place.key == name}
    return [*found, *Region.objects.filter(key=name).exclude(pk__in=regions_held - {None})]


def territories_like(text: str) -> list[Place]:
    """Return a few territories whose name holds the text or is spelt nearly so, the nearest first."""
    name = fold(text[:MAX_LENGTH])
    if len(name) < 2:
        return []
    found: list[tuple[float, int, Place]] = []
    kinds = (Region.objects.all(), Department.objects.all(), Intercommunality.objects.current())
    for order, places in enumerate(kinds):
        near = places.annotate(likeness=TrigramSimilarity("key", name)).filter(
            Q(likeness__gt=0.3) | Q(key__contains=name)
        )
        found += [
            (-place.likeness, order, place) for place in near.order_by("-likeness", "key")[:_SUGGESTIONS]
        ]
    return [place for _, _, place in sorted(found, key=lambda row: row[:2])[:_SUGGESTIONS]]


def described(place: Place) -> str:
    """Return what tells a territory from another of its name: « Brest Métropole, métropole (29) »."""
    if isinstance(place, Intercommunality):
        return f"{place.name}, {place.get_kind_display()} ({place.department_id})"
    return f"{place.name}, {place._meta.verbose_name}"


class TerritoryPart(Part):
    """A part of a form in which a wide territory is typed; what is ambiguous comes back with a list to choose from."""

    territory = CleanCharField(
        label="Territoire",
        max_length=MAX_LENGTH,
        required=False,
        help_text="Une intercommunalité, un département ou une région\u00a0: Brest Métropole, Finistère, Bretagne.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "territoires"}),
    )
    territory_choice = forms.ChoiceField(
        label="Lequel est-ce\u202f?", required=False, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.suggestions: list[Place] = []
        if self.is_bound and self.data.get(self.add_prefix("territory_choice")):
            self._suggest(self.data.get(self.add_prefix("territory"), ""))

    def find_territory(self, cleaned: dict[str, Any], *, required: bool) -> None:
        """Set `place` to the territory meant by what was typed, or ask which."""
        typed, chosen = cleaned.get("territory", ""), cleaned.get("territory_choice", "")
        if "territory" in self.errors:
            return
        if not typed:
            self.forget_errors("territory_choice")
            if required:
                self.add_error("territory", "Indiquez l’intercommunalité, le département ou la région.")
            return
        known = territories_called(typed)
        if len(known) == 1:
            self.forget_errors("territory_choice")
            cleaned["place"] = known[0]
        elif chosen and (territory := Territory.from_token(chosen)):
            cleaned["place"] = territory.place
        else:
            self._ask_territory(typed, several=bool(known))

    def _ask_territory(self, typed: str, *, several: bool) -> None:
        self._suggest(typed)
        self.forget_errors("territory_choice")
        quoted = f"«\u00a0{typed}\u00a0»"
        if several:
            self.add_error(
                "territory_choice", f"Plusieurs territoires s’appellent {quoted}\u00a0: dites lequel."
            )
        elif self.suggestions:
            self.add_error("territory_choice", f"{quoted} est inconnu. Est-ce l’un de ceux-ci\u202f?")
        else:
            self.add_error(
                "territory",
                f"{quoted} est inconnu\u00a0: écrivez le nom d’une intercommunalité, d’un département ou d’une région.",
            )

    def _suggest(self, typed: str) -> None:
        """Offer the territories that what was typed may mean."""
        self.suggestions = list(dict.fromkeys([*territories_called(typed), *territories_like(typed)]))
        field = cast(forms.ChoiceField, self.fields["territory_choice"])
        field.choices = [(place.token, described(place)) for place in self.suggestions]
