"""Make the bundled gazetteer: `python -m places.gazetteer.build`.

Needs npm, the network and the packages of requirements-dev.txt. See places/data/README.md.
"""

import argparse
import datetime
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any

from places.gazetteer import bundle, sources
from places.gazetteer.content import (
    CommuneRow,
    DepartmentRow,
    Gazetteer,
    IntercommunalityRow,
    RegionRow,
    french,
    intercommunality_name,
)
from places.gazetteer.positions import Record, Town, locate

APPROXIMATE_DIGITS = 2  # decimals of a degree, about a kilometre: it is not known better
EXACT_DIGITS = 4

Rows = list[dict[str, Any]]


def assemble(divisions: dict[str, Rows], records: list[Record], title: str) -> Gazetteer:
    """Join the official lists with the positions that GeoNames allows.

    Args:
        divisions: the files of the npm package: communes, departements, regions, epci.
        records: the places of GeoNames.
        title: what the edition is called where its sources are named.
    """
    group_of = {member["code"]: group["code"] for group in divisions["epci"] for member in group["membres"]}
    current = [row for row in divisions["communes"] if row["type"] == "commune-actuelle"]
    communes = {row["code"]: _commune(row, group_of.get(row["code"])) for row in current}
    seats: dict[str, list[str]] = defaultdict(list)
    parts: dict[str, list[str]] = defaultdict(list)
    for row in divisions["communes"]:
        if row["type"] != "commune-actuelle":
            code = row.get("chefLieu") or row["commune"]
            communes[code].was(row["code"], french(row["nom"]))
            (seats if row["code"] == code else parts)[code].append(row["nom"])

    towns = [_town(row, communes[row["code"]], seats[row["code"]], parts[row["code"]]) for row in current]
    for code, (point, exact) in locate(towns, records).items():
        digits = EXACT_DIGITS if exact else APPROXIMATE_DIGITS
        commune = communes[code]
        commune.latitude, commune.longitude = round(point.latitude, digits), round(point.longitude, digits)
        commune.position_exact = exact

    regions = [
        RegionRow(row["code"], french(row["nom"])) for row in divisions["regions"] if row["zone"] != "com"
    ]
    known = {region.code for region in regions}
    return Gazetteer(
        title=title,
        digest="",
        official=False,
        regions=regions,
        departments=[
            DepartmentRow(row["code"], french(row["nom"]), row["region"] if row["region"] in known else None)
            for row in divisions["departements"]
        ],
        intercommunalities=[
            IntercommunalityRow(
                row["code"], intercommunality_name(row["nom"]), row["type"], row["populationMunicipale"]
            )
            for row in divisions["epci"]
        ],
        communes=sorted(communes.values(), key=lambda commune: commune.code),
    )


def _commune(row: dict[str, Any], intercommunality: str | None) -> CommuneRow:
    return CommuneRow(
        code=row["code"],
        name=french(row["nom"]),
        department=row["departement"],
        intercommunality=intercommunality,
        population=row.get("population", 0),
        postcodes=row.get("codesPostaux", []),
        former_codes=list(row.get("anciensCodes", [])),
    )


def _town(row: dict[str, Any], commune: CommuneRow, seats: list[str], parts: list[str]) -> Town:
    return Town(
        code=commune.code,
        name=commune.name,
        area=row["region"] if row["zone"] == "metro" else row["departement"],
        department=commune.department,
        population=commune.population,
        intercommunality=commune.intercommunality or "",
        arrondissement=row.get("arrondissement", ""),
        postcodes=tuple(commune.postcodes),
        seat_names=tuple(seats),
        merged_names=tuple(parts),
    )


def main() -> None:
    """Fetch the sources, write the bundle, say what it holds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=Path, default=bundle.PATH, help="where to write the file")
    path = parser.parse_args().to
    with tempfile.TemporaryDirectory() as directory:
        divisions = sources.fetch_divisions(Path(directory))
    gazetteer = assemble(divisions, sources.read_geonames(), sources.TITLE)
    made = datetime.datetime.now(datetime.UTC).date().isoformat()
    bundle.write(gazetteer, {"made": made, "sources": sources.credits()}, path)
    exact = [commune for commune in gazetteer.communes if commune.position_exact]
    inhabitants = sum(commune.population for commune in gazetteer.communes)
    print(
        f"{path.name}: {len(gazetteer.communes)} communes, {len(exact)} with an exact position "
        f"({sum(commune.population for commune in exact) / inhabitants:.1%} of inhabitants), "
        f"{path.stat().st_size / 1000:.0f} kB"
    )


if __name__ == "__main__":
    main()
