"""A territory of any level, as addresses and filters name it: `departement-29`."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Self

from django.urls import reverse

from places import phrases
from places.models import Commune, Department, Intercommunality, Place, Region

TOKEN = re.compile(r"(region|departement|intercommunalite|commune)-([0-9][0-9AB][0-9]*)")


@dataclass(frozen=True)
class Territory:
    """A place of the gazetteer, whatever its level."""

    place: Place

    @classmethod
    def from_token(cls, token: str) -> Self | None:
        """Return the territory of a token, today's successor for a code that is gone, or None; any text is safe."""
        match = TOKEN.fullmatch(token)
        if not match:
            return None
        place = _place(*match.groups())
        return cls(place) if place else None

    def __str__(self) -> str:
        return self.name

    @property
    def kind(self) -> str:
        """Region, departement, intercommunalite or commune, as in addresses."""
        return self.place.level

    @property
    def code(self) -> str:
        """Return the official code."""
        return self.place.pk

    @property
    def name(self) -> str:
        """Return the name as it is written alone."""
        return self.place.name

    @property
    def label(self) -> str:
        """The name that no other territory has: « Paris (75) », « Paris (département) », « Brest Métropole (29) »."""
        if isinstance(self.place, Commune):
            return self.place.label
        if isinstance(self.place, Intercommunality):
            return f"{self.name} ({self.place.department_id})"
        return f"{self.name} ({self.place._meta.verbose_name})"

    @property
    def token(self) -> str:
        """Return the value of the filter `territoire` that means it."""
        return self.place.token

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return self.place.get_absolute_url()

    @cached_property
    def parents(self) -> "list[Territory]":
        """The territories that hold it, the widest first, itself left out."""
        place, holders = self.place, []
        if isinstance(place, Commune):
            holders = [place.department.region, place.department, place.intercommunality]
        elif isinstance(place, Intercommunality):
            holders = [place.department.region, place.department]
        elif isinstance(place, Department):
            holders = [place.region]
        return [Territory(holder) for holder in holders if holder]

    @cached_property
    def children(self) -> "list[Territory]":
        """The territories just inside it, by name: departments, then intercommunalities, then communes.

        An intercommunality over several departments is inside the one where most of its inhabitants live. Communes of
        no intercommunality (islands, overseas collectivities) come after those of their department.
        """
        place = self.place
        if isinstance(place, Region):
            return [Territory(row) for row in place.departments.all()]
        if isinstance(place, Department):
            alone = place.communes.current().filter(intercommunality=None)
            return [Territory(row) for row in [*place.intercommunalities.current(), *alone]]
        if isinstance(place, Intercommunality):
            return [Territory(row) for row in place.communes.current()]
        return []

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        """The way back, as (label, address): all territories, then its parents."""
        wider = [(parent.name, parent.get_absolute_url()) for parent in self.parents]
        return [("Territoires", reverse("territory_list")), *wider]

    @property
    def phrase(self) -> str:
        """Say that one is there: « en Bretagne », « dans le Finistère », « à Brest »."""
        if isinstance(self.place, Region):
            return phrases.in_region(self.code, self.name)
        if isinstance(self.place, Department):
            return phrases.in_department(self.code, self.name)
        if isinstance(self.place, Intercommunality):
            return phrases.in_intercommunality(self.name)
        return phrases.in_commune(self.name)


def _place(level: str, code: str) -> Place | None:
    if level == "commune":
        commune = Commune.objects.by_code(code)
        # One query more, with all that its page and its parents need.
        return commune and Commune.objects.select_related("department__region", "intercommunality").get(
            pk=commune.pk
        )
    if level == "intercommunalite":
        groups = Intercommunality.objects.select_related(
            "successor__department__region", "department__region"
        )
        group = groups.filter(code=code).first()
        return group and (group.successor or group)
    if level == "departement":
        return Department.objects.select_related("region").filter(code=code).first()
    return Region.objects.filter(code=code).first()
