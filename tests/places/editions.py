"""Small editions of the gazetteer, as objects and as official files, and where the real official files are."""

import csv
import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from places.gazetteer.content import CommuneRow, DepartmentRow, Gazetteer, IntercommunalityRow, RegionRow

ROOT = Path(__file__).resolve().parents[2]
OFFICIAL_DIR = Path(
    os.environ.get("PLACES_OFFICIAL_DIR", ROOT.parent.joinpath("shared", "data", "gazetteer"))
)
needs_official_files = pytest.mark.skipif(
    not (OFFICIAL_DIR / "communes.json").is_file(),
    reason=f"official figures are not in {OFFICIAL_DIR}: set PLACES_OFFICIAL_DIR",
)


def commune(code: str = "29019", name: str = "Brest", **fields: Any) -> CommuneRow:
    given: dict[str, Any] = {
        "department": "29",
        "intercommunality": "242900314",
        "population": 140_000,
        "postcodes": ["29200"],
        "latitude": 48.39,
        "longitude": -4.49,
        "position_exact": True,
    } | fields
    return CommuneRow(code, name, **given)


def gouesnou(**fields: Any) -> CommuneRow:
    given = {"population": 6_000, "postcodes": ["29850"], "latitude": 48.45}
    return commune("29061", "Gouesnou", **given | fields)


def quimper(**fields: Any) -> CommuneRow:
    given = {"intercommunality": "200068120", "population": 63_000, "postcodes": ["29000"], "latitude": 47.99}
    return commune("29232", "Quimper", **given | {"longitude": -4.1} | fields)


def among_others(*communes: CommuneRow) -> list[CommuneRow]:
    """Add communes, each with its group, so that the loss of one is believed and not taken for a truncated file."""
    names = [f"Plou{letter}" for letter in "abcdefghijklmnopqrst"]
    fields = {"population": 100, "postcodes": ["29999"]}
    return [
        *communes,
        *(
            commune(f"29{n}", name, intercommunality=f"200000{n}", **fields)
            for n, name in enumerate(names, 300)
        ),
    ]


def edition(communes: Iterable[CommuneRow] | None = None, **fields: Any) -> Gazetteer:
    """Return the west of Finistère, a valid edition to which a test makes its change."""
    communes = [commune(), gouesnou(), quimper()] if communes is None else list(communes)
    groups = {
        "242900314": IntercommunalityRow("242900314", "Brest Métropole", "METRO", 210_000),
        "200068120": IntercommunalityRow("200068120", "Quimper Bretagne Occidentale", "CA", 100_000),
    }
    used = dict.fromkeys(row.intercommunality for row in communes if row.intercommunality)
    given: dict[str, Any] = {
        "title": "Édition d’essai",
        "digest": "1",
        "official": False,
        "regions": [RegionRow("53", "Bretagne")],
        "departments": [
            DepartmentRow("29", "Finistère", "53"),
            DepartmentRow("987", "Polynésie française", None),
        ],
        "intercommunalities": [
            groups.get(code) or IntercommunalityRow(code, f"Groupe {code}", "CC", 100) for code in used
        ],
        "communes": communes,
    }
    return Gazetteer(**given | fields)


def official_files(directory: Path, communes: list[dict[str, Any]] | None = None, **files: Any) -> Path:
    """Write the seven official files; a keyword like `epcis` replaces the content of one."""
    content = {
        "communes": communes
        or [
            official_commune(),
            official_commune("29061", "Gouesnou", population=6_200, codesPostaux=["29850"]),
            official_commune(
                "29232", "Quimper", population=63_500, codesPostaux=["29000"], codeEpci="200068120"
            ),
        ],
        "departements": [{"nom": "Finistère", "code": "29", "codeRegion": "53"}],
        "regions": [{"nom": "Bretagne", "code": "53"}],
        "epcis": [
            {"nom": "Brest Métropole", "code": "242900314", "kind": "METRO", "population": 211_000},
            {
                "nom": "CA Quimper Bretagne Occidentale (QBO)",
                "code": "200068120",
                "kind": "CA",
                "population": 101_000,
            },
        ],
    } | files
    for name in ("communes", "departements", "regions", "epcis"):
        (directory / f"{name}.json").write_text(json.dumps(content[name], ensure_ascii=False))
    square = [[-5.0, 47.8], [-3.4, 47.8], [-3.4, 48.8], [-5.0, 48.8], [-5.0, 47.8]]
    for name, code in (("departements", "29"), ("regions", "53")):
        feature = {"properties": {"code": code}, "geometry": {"type": "Polygon", "coordinates": [square]}}
        (directory / f"{name}.geojson").write_text(json.dumps({"features": [feature]}))
    with (directory / "insee_aliases.csv").open("w", newline="") as file:
        rows = content.get("aliases", [("29128", "Lambézellec", "29019", "HIST")])
        csv.writer(file).writerows([("old_insee", "old_name", "insee", "kind"), *rows])
    return directory


def official_commune(code: str = "29019", name: str = "Brest", **fields: Any) -> dict[str, Any]:
    given = {
        "nom": name,
        "code": code,
        "codesPostaux": ["29200"],
        "population": 139_619,
        "codeDepartement": "29",
        "codeRegion": "53",
        "codeEpci": "242900314",
        "centre": {"type": "Point", "coordinates": [-4.5058, 48.4084]},
    }
    return given | fields
