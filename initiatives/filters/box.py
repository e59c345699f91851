"""A rectangle on the map."""

import math
from dataclasses import dataclass
from typing import Self

from django.db.models import Q


@dataclass(frozen=True)
class Box:
    """A rectangle on the map, in degrees WGS 84."""

    west: float
    south: float
    east: float
    north: float

    @classmethod
    def parse(cls, text: str) -> Self | None:
        """Return the rectangle of "west,south,east,north", or None if that is not one."""
        try:
            west, south, east, north = (float(part) for part in text.split(","))
        except ValueError:
            return None
        if not all(map(math.isfinite, (west, south, east, north))) or west >= east or south >= north:
            return None
        if west < -180 or east > 180 or south < -90 or north > 90:
            return None
        return cls(west, south, east, north)

    @classmethod
    def around(cls, latitude: float, longitude: float, margin: float) -> Self:
        """Return the rectangle of `margin` degrees on each side of a point, wider than high as screens are."""
        return cls(
            max(-180.0, longitude - 1.5 * margin), max(-90.0, latitude - margin),
            min(180.0, longitude + 1.5 * margin), min(90.0, latitude + margin),
        )  # fmt: skip

    def __str__(self) -> str:
        return ",".join(
            f"{value:.5f}".rstrip("0").rstrip(".") for value in (self.west, self.south, self.east, self.north)
        )

    @property
    def pins(self) -> Q:
        """The condition for a pin to lie in the rectangle."""
        return Q(
            longitude_e6__gte=math.ceil(self.west * 1e6),
            longitude_e6__lte=math.floor(self.east * 1e6),
            latitude_e6__gte=math.ceil(self.south * 1e6),
            latitude_e6__lte=math.floor(self.north * 1e6),
        )
