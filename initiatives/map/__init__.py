"""The map: its tiles, its counts by department."""

from initiatives.map.departments import MAINLAND, counts_by_department, extent_of
from initiatives.map.squares import MAX_ZOOM, Tile
from initiatives.map.tiles import tile_json

__all__ = ["MAINLAND", "MAX_ZOOM", "Tile", "counts_by_department", "extent_of", "tile_json"]
