"""How far two points are."""

from math import asin, cos, radians, sin, sqrt

_EARTH_RADIUS = 6371.0  # kilometres, mean


def distance_km(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Return the distance in kilometres between two points in degrees (WGS 84), on a sphere."""
    south, north = radians(latitude), radians(other_latitude)
    east = radians(other_longitude - longitude)
    chord = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin(east / 2) ** 2
    return 2 * _EARTH_RADIUS * asin(sqrt(min(1.0, chord)))
