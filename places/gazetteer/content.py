"""What one edition of the gazetteer says, whether it comes from the bundle or from official files."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

from places.folding import fold

# How names of intercommunalities begin in the official files, and in full.
FORMS = {"CC": "Communauté de communes", "CA": "Communauté d’agglomération", "CU": "Communauté urbaine"}
ACRONYM = re.compile(r"\s*\((?:C[AC] )?[A-Z0-9]{2,}\)$")
QUOTED = re.compile(r'"([^"]*)"')


class GazetteerError(Exception):
    """A source cannot be read or does not make sense; the message is in French, for who runs the command."""


def french(name: str) -> str:
    """Return a name with the typography of the site: L'Haÿ → L’Haÿ, "Sources" → « Sources »."""
    return QUOTED.sub("«\u00a0\\1\u00a0»", " ".join(name.split())).replace("'", "’")


def intercommunality_name(name: str) -> str:
    """Return « Communauté de communes du Kreiz-Breizh » for "CC du Kreiz-Breizh (CCKB)"."""
    name = french(ACRONYM.sub("", name))
    form, _, rest = name.partition(" ")
    return f"{FORMS[form]} {rest}" if form in FORMS and rest else name


def department_code(commune: str) -> str:
    """Return the department's part of a commune's code: two characters, three overseas."""
    return commune[: 3 if commune.startswith(("97", "98")) else 2]


@dataclass
class RegionRow:
    """`outline` is a GeoJSON MultiPolygon, where the source has one."""

    code: str
    name: str
    outline: dict[str, Any] | None = None


@dataclass
class DepartmentRow:
    """A department, or an overseas collectivity, which has no region."""

    code: str
    name: str
    region: str | None
    outline: dict[str, Any] | None = None


@dataclass
class IntercommunalityRow:
    """`kind` is one of places.models.Intercommunality.Kind; `code` its SIREN number."""

    code: str
    name: str
    kind: str
    population: int


@dataclass
class CommuneRow:
    """`latitude` and `longitude` are degrees WGS 84, both None where the source gives no position."""

    code: str
    name: str
    department: str
    intercommunality: str | None
    population: int
    postcodes: list[str]
    latitude: float | None = None
    longitude: float | None = None
    position_exact: bool = False
    former_names: list[str] = field(default_factory=list)
    former_codes: list[str] = field(default_factory=list)

    def was(self, code: str, name: str) -> None:
        """Note another code or name of this commune, once."""
        if code != self.code and code not in self.former_codes:
            self.former_codes.append(code)
        if fold(name) not in map(fold, [self.name, *self.former_names]):
            self.former_names.append(name)


@dataclass
class Gazetteer:
    """`digest` tells two editions apart; `official` figures are not replaced by those of a bundle."""

    title: str
    digest: str
    official: bool
    regions: list[RegionRow]
    departments: list[DepartmentRow]
    intercommunalities: list[IntercommunalityRow]
    communes: list[CommuneRow]

    def main_departments(self) -> dict[str, str]:
        """Return, by intercommunality, the department where most of its inhabitants live."""
        inhabitants: dict[str, Counter[str]] = defaultdict(Counter)
        for commune in self.communes:
            if commune.intercommunality:
                # One more each, so that communes without inhabitants count.
                inhabitants[commune.intercommunality][commune.department] += commune.population + 1
        return {code: counts.most_common(1)[0][0] for code, counts in inhabitants.items()}
