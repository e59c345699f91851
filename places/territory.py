"""A territory of any level, as addresses and filters name it: `departement-29`."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple, Self, TypeVar

from django.db import DEFAULT_DB_ALIAS
from django.db.models import Q
from django.urls import reverse

from places import phrases
from places.addresses import address
from places.folding import fold
from places.models import Commune, Department, Intercommunality, Place, Region
from places.statements import fetch

Level = TypeVar("Level", bound=Place)

TOKEN = re.compile(r"(region|departement|intercommunalite|commune)-([0-9][0-9AB][0-9]*)")


# A place, then those that hold it, each by its code and its name.
REGION = "SELECT r.code, r.name FROM places_region AS r WHERE r.code = %s"
DEPARTMENT = """
SELECT d.code, d.name, r.code, r.name
FROM places_department AS d LEFT JOIN places_region AS r ON r.code = d.region_id WHERE d.code = %s
"""
INTERCOMMUNALITY = """
SELECT n.code, n.name, d.code, d.name, r.code, r.name
FROM places_intercommunality AS n JOIN places_department AS d ON d.code = n.department_id
LEFT JOIN places_region AS r ON r.code = d.region_id WHERE n.code = %s AND n.successor_id IS NULL
"""
COMMUNE = """
SELECT c.code, c.name, n.code, n.name, n.department_id, d.code, d.name, r.code, r.name
FROM places_commune AS c JOIN places_department AS d ON d.code = c.department_id
LEFT JOIN places_region AS r ON r.code = d.region_id
LEFT JOIN places_intercommunality AS n ON n.code = c.intercommunality_id
WHERE c.code = %s AND c.successor_id IS NULL
"""
INSIDE = {
    "region": "SELECT 'departement', code, name FROM places_department WHERE region_id = %s ORDER BY key",
    "departement": """
SELECT level, code, name FROM (
    SELECT 0 AS rank, 'intercommunalite' AS level, code, name, key FROM places_intercommunality
    WHERE department_id = %s AND successor_id IS NULL
    UNION ALL SELECT 1, 'commune', code, name, key FROM places_commune
    WHERE department_id = %s AND intercommunality_id IS NULL AND successor_id IS NULL
) AS inside ORDER BY rank, key
""",
    "intercommunalite": """
SELECT 'commune', code, name FROM places_commune WHERE intercommunality_id = %s AND successor_id IS NULL ORDER BY key
""",
}


class Inside(NamedTuple):
    """A place inside another: what a link to it, and its filter, need."""

    level: str
    code: str
    name: str

    @property
    def token(self) -> str:
        """Return the value of the filter `territoire` that means it."""
        return f"{self.level}-{self.code}"

    def get_absolute_url(self) -> str:
        """Return the address of its page."""
        return address("territory", self.level, self.code)


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

    @classmethod
    def from_tokens(cls, tokens: Iterable[str]) -> list[Self]:
        """Return the territories of tokens, those that mean none left out; each is a query."""
        return [territory for territory in map(cls.from_token, tokens) if territory]

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
    def children(self) -> list[Inside]:
        """The territories just inside it, by name: departments, then intercommunalities, then communes.

        An intercommunality over several departments is inside the one where most of its inhabitants live. Communes of
        no intercommunality (islands, overseas collectivities) come after those of their department.
        """
        inside = INSIDE.get(self.kind)
        return [Inside(*row) for row in fetch(inside, [self.code] * inside.count("%s"))] if inside else []

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

    @property
    def definite(self) -> str:
        """Name it as the object of a sentence: « le Finistère », « la Bretagne », « Brest »."""
        return phrases.definite(self.token, self.phrase, self.name)


def called(text: str) -> list[Territory]:
    """Return the territories of this token, code of a department, or very name, accents and case apart; widest last."""
    if known := Territory.from_token(text.strip()):
        return [known]
    name, code = fold(text), text.strip().upper()
    if not name:
        return []
    found: list[Place] = [
        *Commune.objects.current().filter(key=name).select_related("department"),
        *Intercommunality.objects.current().filter(key=name).select_related("department"),
        *Department.objects.filter(Q(key=name) | Q(code=code)),
        *Region.objects.filter(key=name),
    ]
    return [Territory(place) for place in found]


def _place(level: str, code: str) -> Place | None:
    """Return a place with those that hold it, in one query unless its code is gone."""
    if level == "commune":
        if found := fetch(COMMUNE, [code]):
            return _commune(*found[0])
        commune = Commune.objects.by_code(code)
        return commune and _commune(*fetch(COMMUNE, [commune.pk])[0])
    if level == "intercommunalite":
        if found := fetch(INTERCOMMUNALITY, [code]):
            return _intercommunality(*found[0])
        gone = Intercommunality.objects.filter(code=code).values_list("successor", flat=True).first()
        return _intercommunality(*fetch(INTERCOMMUNALITY, [gone])[0]) if gone else None
    if level == "departement":
        return next((_department(*row) for row in fetch(DEPARTMENT, [code])), None)
    return next((_region(*row) for row in fetch(REGION, [code])), None)


def _row(model: type[Level], **values: Any) -> Level:
    """Return the row of a model that these columns were read of; another is read when it is asked for."""
    names = [field.attname for field in model._meta.concrete_fields if field.attname in values]
    return model.from_db(DEFAULT_DB_ALIAS, names, [values[name] for name in names])


def _region(code: str, name: str) -> Region:
    return _row(Region, code=code, name=name)


def _department(code: str, name: str, region: str | None, region_name: str) -> Department:
    department = _row(Department, code=code, name=name, region_id=region)
    department.region = _region(region, region_name) if region else None
    return department


def _intercommunality(code: str, name: str, *department: Any) -> Intercommunality:
    group = _row(Intercommunality, code=code, name=name, department_id=department[0])
    group.department = _department(*department)
    return group


def _commune(
    code: str, name: str, group: str | None, group_name: str, of_group: str, *department: Any
) -> Commune:
    commune = _row(Commune, code=code, name=name, department_id=department[0], intercommunality_id=group)
    commune.department = _department(*department)
    commune.intercommunality = (
        _row(Intercommunality, code=group, name=group_name, department_id=of_group) if group else None
    )
    return commune
