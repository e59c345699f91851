"""The file that comes with the site: every commune, in columns, because columns compress well.

Positions are whole numbers of 1/10,000 degree (11 m); `exact` is one character a commune.
"""

import gzip
import hashlib
import json
from pathlib import Path
from typing import Any

from places.gazetteer.content import (
    CommuneRow,
    DepartmentRow,
    Gazetteer,
    GazetteerError,
    IntercommunalityRow,
    RegionRow,
    department_code,
)

PATH = Path(__file__).resolve().parent.parent / "data" / "gazetteer.json.gz"
SCALE = 10_000  # units per degree


def write(gazetteer: Gazetteer, header: dict[str, Any], path: Path = PATH) -> None:
    """Write the bundle; the same content makes the same bytes."""
    communes = gazetteer.communes
    order = {row.code: index for index, row in enumerate(gazetteer.intercommunalities)}
    content = header | {
        "title": gazetteer.title,
        "regions": [[row.code, row.name] for row in gazetteer.regions],
        "departments": [[row.code, row.name, row.region] for row in gazetteer.departments],
        "intercommunalities": [
            [row.code, row.name, row.kind, row.population] for row in gazetteer.intercommunalities
        ],
        "communes": {
            "code": [row.code for row in communes],
            "name": [row.name for row in communes],
            "intercommunality": [
                order[row.intercommunality] if row.intercommunality else None for row in communes
            ],
            "population": [row.population for row in communes],
            "postcodes": [" ".join(row.postcodes) for row in communes],
            "latitude": [_scaled(row.latitude) for row in communes],
            "longitude": [_scaled(row.longitude) for row in communes],
            "exact": "".join("1" if row.position_exact else "0" for row in communes),
        },
        "former": {
            row.code: [row.former_names, row.former_codes]
            for row in communes
            if row.former_names or row.former_codes
        },
    }
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    path.write_bytes(gzip.compress(text.encode(), 9, mtime=0))


def _scaled(degrees: float | None) -> int | None:
    return None if degrees is None else round(degrees * SCALE)


def read(path: Path = PATH) -> Gazetteer:
    """Return the edition in the file.

    Raises:
        GazetteerError: the file is absent, damaged or of another shape.
    """
    try:
        packed = path.read_bytes()
        content = json.loads(gzip.decompress(packed))
        intercommunalities = [IntercommunalityRow(*row) for row in content["intercommunalities"]]
        return Gazetteer(
            title=content["title"],
            digest=hashlib.sha256(packed).hexdigest(),
            official=False,
            regions=[RegionRow(*row) for row in content["regions"]],
            departments=[DepartmentRow(*row) for row in content["departments"]],
            intercommunalities=intercommunalities,
            communes=list(_communes(content["communes"], content["former"], intercommunalities)),
        )
    except (OSError, EOFError, ValueError, KeyError, TypeError, IndexError) as error:
        raise GazetteerError(f"Le fichier {path.name} est illisible\u00a0: {error}") from error


def _communes(
    columns: dict[str, Any], former: dict[str, Any], intercommunalities: list[IntercommunalityRow]
) -> Any:
    for code, name, group, population, postcodes, latitude, longitude, exact in zip(
        *(columns[key] for key in columns), strict=True
    ):
        names, codes = former.get(code, ((), ()))
        yield CommuneRow(
            code=code,
            name=name,
            department=department_code(code),
            intercommunality=None if group is None else intercommunalities[group].code,
            population=population,
            postcodes=postcodes.split(),
            latitude=None if latitude is None else latitude / SCALE,
            longitude=None if longitude is None else longitude / SCALE,
            position_exact=exact == "1",
            former_names=list(names),
            former_codes=list(codes),
        )
