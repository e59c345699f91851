"""An export as GeoJSON (RFC 7946): one feature for each row, its columns as properties."""

import json
from collections.abc import Iterator
from itertools import islice
from typing import Any

from opendata.columns import PORTION, Export

ON_THE_MAP = {"latitude", "longitude"}  # columns that the geometry says


def features(export: Export[Any]) -> Iterator[str]:
    """Yield the file by pieces, some hundred rows at a time."""
    yield '{"type": "FeatureCollection", "features": ['
    before = "\n"
    while portion := list(islice(export.rows, PORTION)):
        yield before + ",\n".join(json.dumps(_feature(export, row), ensure_ascii=False) for row in portion)
        before = ",\n"
    yield "\n]}\n"


def _feature(export: Export[Any], row: Any) -> dict[str, Any]:
    properties = {column.name: column.read(row) for column in export.columns if column.name not in ON_THE_MAP}
    return {"type": "Feature", "geometry": _geometry(export.points(row)), "properties": properties}


def _geometry(points: list[tuple[float, float]]) -> dict[str, Any] | None:
    """Return one point, several together, or None: what has no point on the map is given no false one."""
    if not points:
        return None
    if len(points) == 1:
        return {"type": "Point", "coordinates": points[0]}
    return {"type": "MultiPoint", "coordinates": points}
