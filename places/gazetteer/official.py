"""Read the official figures: a directory, or an address, that holds the seven files of `FILES`.

The JSON files have the shape that the official API of geography answers (communes with `nom`, `code`, `centre`,
`codesPostaux`, `population`, `codeDepartement`, `codeRegion`, `codeEpci`); outlines are GeoJSON with a `code` property;
`insee_aliases.csv` maps former codes and names to today's communes (columns old_insee, old_name, insee, kind).
"""

import csv
import hashlib
import http.client
import io
import json
import re
import urllib.parse
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from places.gazetteer.content import (
    CommuneRow,
    DepartmentRow,
    Gazetteer,
    GazetteerError,
    IntercommunalityRow,
    RegionRow,
    french,
    intercommunality_name,
)
from places.gazetteer.outlines import simplify
from places.models import Intercommunality

FILES = (
    "communes.json",
    "departements.json",
    "regions.json",
    "epcis.json",
    "departements.geojson",
    "regions.geojson",
    "insee_aliases.csv",
)
TITLE = "INSEE, DGCL, La Poste et IGN"
MAX_BYTES = 50 * 1024 * 1024  # per file; the list of communes weighs 7 MB
MAX_NAME = 150  # characters; the longest today has 90
TIMEOUT = 30  # seconds without an answer from the address

COMMUNE = re.compile(r"[0-9][0-9AB][0-9]{3}")
DEPARTMENT = re.compile(r"[0-9][0-9AB]|9[78][0-9]")
REGION = re.compile(r"[0-9]{2,3}")
SIREN = re.compile(r"[0-9]{9}")
POSTCODE = re.compile(r"[0-9]{5}")

UNREADABLE = (ValueError, KeyError, TypeError, IndexError, AttributeError, csv.Error)
Row = dict[str, Any]
T = TypeVar("T")


def read(source: str) -> Gazetteer:
    """Return the edition that a directory or an http(s) address holds.

    Raises:
        GazetteerError: a file is absent, too large, unreadable or of another shape; it says which.
    """
    files = {name: _fetch(source, name) for name in FILES}
    shapes = {
        (level, code): geometry
        for level in ("regions", "departements")
        for code, geometry in _read(files, f"{level}.geojson", _geometries).items()
    }
    try:
        outlines = simplify(shapes)  # together: a region's border is that of its departments
    except UNREADABLE as error:
        raise GazetteerError(f"Un contour est illisible\u00a0: {_said(error)}.") from error
    communes = {row.code: row for row in _rows(files, "communes.json", _commune)}
    for old_code, old_name, code in _read(files, "insee_aliases.csv", _aliases):
        if code in communes:
            communes[code].was(old_code, french(old_name))
    regions = _rows(files, "regions.json", _region)
    departments = _rows(files, "departements.json", _department)
    for region in regions:
        region.outline = outlines.get(("regions", region.code))
    for department in departments:
        department.outline = outlines.get(("departements", department.code))
    return Gazetteer(
        title=TITLE,
        digest=hashlib.sha256(b"".join(files.values())).hexdigest(),
        official=True,
        regions=regions,
        departments=departments,
        intercommunalities=_rows(files, "epcis.json", _intercommunality),
        communes=list(communes.values()),
    )


def _fetch(source: str, name: str) -> bytes:
    """Return the bytes of one file, from a directory or from an address."""
    try:
        if urllib.parse.urlsplit(source).scheme in ("http", "https"):
            url = f"{source.rstrip('/')}/{name}"
            with urllib.request.urlopen(url, timeout=TIMEOUT) as answer:  # noqa: S310 (the scheme is checked)
                content: bytes = answer.read(MAX_BYTES + 1)
                announced = answer.headers.get("Content-Length", "")
        else:
            with (Path(source) / name).open("rb") as file:
                content, announced = file.read(MAX_BYTES + 1), ""
    except (OSError, ValueError, http.client.HTTPException) as error:
        raise GazetteerError(f"Le fichier {name} ne peut pas être lu\u00a0: {error}.") from error
    if len(content) > MAX_BYTES:
        raise GazetteerError(f"Le fichier {name} dépasse {MAX_BYTES // 1024**2}\u00a0Mo.")
    if announced.isdigit() and len(content) < int(announced):
        raise GazetteerError(f"Le fichier {name} est arrivé tronqué.")
    return content


def _read(files: dict[str, bytes], name: str, parse: Callable[[str], T]) -> T:
    """Parse one file; say which it is when it cannot be read."""
    try:
        return parse(files[name].decode("utf-8-sig"))
    except UNREADABLE as error:
        raise GazetteerError(f"Le fichier {name} est illisible\u00a0: {_said(error)}.") from error


def _rows(files: dict[str, bytes], name: str, build: Callable[[Row], T]) -> list[T]:
    """Build one object per row of a JSON list; say which row cannot be read."""
    rows = _read(files, name, json.loads)
    if not isinstance(rows, list):
        raise GazetteerError(f"Le fichier {name} est illisible\u00a0: ce n’est pas une liste.")
    built = []
    for number, row in enumerate(rows, start=1):
        try:
            built.append(build(row))
        except UNREADABLE as error:
            raise GazetteerError(
                f"Le fichier {name} est illisible, ligne {number}\u00a0: {_said(error)}."
            ) from error
    return built


def _said(error: Exception) -> str:
    return f"il manque {error}" if isinstance(error, KeyError) else str(error).rstrip(".")


def _code(value: Any, pattern: re.Pattern[str]) -> str:
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise ValueError(f"code inattendu {value!r}")
    return value


def _name(value: Any) -> str:
    if not isinstance(value, str) or not value.strip() or len(value) > MAX_NAME or "\0" in value:
        raise ValueError(f"nom inattendu {str(value)[:50]!r}")
    return value


def _count(value: Any) -> int:
    if not isinstance(value, int) or not 0 <= value < 100_000_000:
        raise ValueError(f"nombre d’habitants inattendu {value!r}")
    return value


def _region(row: Row) -> RegionRow:
    return RegionRow(_code(row["code"], REGION), french(_name(row["nom"])))


def _department(row: Row) -> DepartmentRow:
    region = row.get("codeRegion")
    return DepartmentRow(
        _code(row["code"], DEPARTMENT), french(_name(row["nom"])), region and _code(region, REGION)
    )


def _intercommunality(row: Row) -> IntercommunalityRow:
    name = intercommunality_name(_name(row["nom"]))
    kind = Intercommunality.Kind(row["kind"]).value
    return IntercommunalityRow(_code(row["code"], SIREN), name, kind, _count(row["population"]))


def _commune(row: Row) -> CommuneRow:
    group = row.get("codeEpci")
    commune = CommuneRow(
        code=_code(row["code"], COMMUNE),
        name=french(_name(row["nom"])),
        department=_code(row["codeDepartement"], DEPARTMENT),
        intercommunality=_code(group, SIREN) if group else None,
        population=_count(row.get("population", 0)),
        postcodes=[_code(postcode, POSTCODE) for postcode in row.get("codesPostaux", [])],
    )
    if row.get("centre"):
        longitude, latitude = (float(degrees) for degrees in row["centre"]["coordinates"])
        if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
            raise ValueError(f"centre hors du globe {longitude}, {latitude}")
        commune.longitude, commune.latitude, commune.position_exact = longitude, latitude, True
    return commune


def _aliases(text: str) -> list[tuple[str, str, str]]:
    """Return former code, former name and today's code, for each line of the table."""
    rows = csv.DictReader(io.StringIO(text))
    if missing := {"old_insee", "old_name", "insee"} - set(rows.fieldnames or ()):
        raise ValueError(f"il manque les colonnes {', '.join(sorted(missing))}")
    return [
        (_code(row["old_insee"], COMMUNE), _name(row["old_name"]), _code(row["insee"], COMMUNE))
        for row in rows
    ]


def _geometries(text: str) -> dict[str, Row]:
    return {feature["properties"]["code"]: feature["geometry"] for feature in json.loads(text)["features"]}
