"""Latitude and longitude as people type them, in decimal degrees (WGS 84)."""

import re
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError

from contributors.cleaning import clean_line

# At most three digits before the comma and 15 after: neither `1e400` nor `nan` has this shape.
_DECIMAL_DEGREES = re.compile(r"[+-]?[0-9]{1,3}(?:[.,][0-9]{0,15})?")
_TYPOGRAPHIC_MINUS = str.maketrans({"\u2212": "-", "\u2013": "-"})
_PRECISION = 6  # decimals: about ten centimetres


class _Box(NamedTuple):
    """A rectangle in degrees (WGS 84)."""

    south: float
    west: float
    north: float
    east: float

    def holds(self, latitude: float, longitude: float) -> bool:
        return self.south <= latitude <= self.north and self.west <= longitude <= self.east


# Rectangles around the inhabited parts of France, rounded outwards to half a degree.
_FRANCE = {
    "France métropolitaine": _Box(41.0, -5.5, 51.5, 10.0),
    "Antilles": _Box(14.0, -63.5, 18.5, -60.5),
    "Guyane": _Box(2.0, -55.0, 6.5, -51.0),
    "La Réunion": _Box(-21.5, 55.0, -20.5, 56.0),
    "Mayotte": _Box(-13.5, 44.5, -12.5, 45.5),
    "Saint-Pierre-et-Miquelon": _Box(46.5, -57.0, 47.5, -56.0),
    "Wallis-et-Futuna": _Box(-14.5, -178.5, -13.0, -176.0),
    "Polynésie française": _Box(-28.0, -155.0, -7.5, -134.0),
    "Nouvelle-Calédonie": _Box(-23.0, 163.0, -17.5, 168.5),
}


class _DegreesField(forms.CharField):
    """A number of degrees; the comma is accepted. The cleaned value is a float, or None when empty."""

    limit: int

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        super().__init__(empty_value=None, **kwargs)

    def to_python(self, value: Any) -> Any:
        """Return the number of degrees, rounded to 6 decimals, or None.

        Raises:
            ValidationError: with a message in French that says which coordinate is wrong, and how.
        """
        if value in self.empty_values:
            return None
        typed = re.sub(r"[\s°]", "", clean_line(str(value))).translate(_TYPOGRAPHIC_MINUS)
        if not typed:
            return None
        if not _DECIMAL_DEGREES.fullmatch(typed):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        degrees = float(typed.replace(",", "."))
        if abs(degrees) > self.limit:
            raise ValidationError(self.error_messages["range"], code="range")
        return round(degrees, _PRECISION)


class LatitudeField(_DegreesField):
    """Degrees north of the equator, from −90 to 90."""

    limit = 90
    default_error_messages = {
        "required": "Indiquez la latitude.",
        "invalid": "La latitude n’est pas un nombre\u00a0: écrivez-la en degrés, par exemple 48,3904.",
        "range": "La latitude doit être comprise entre −90 et 90 degrés.",
    }


class LongitudeField(_DegreesField):
    """Degrees east of Greenwich, from −180 to 180."""

    limit = 180
    default_error_messages = {
        "required": "Indiquez la longitude.",
        "invalid": "La longitude n’est pas un nombre\u00a0: écrivez-la en degrés, par exemple −4,4861.",
        "range": "La longitude doit être comprise entre −180 et 180 degrés.",
    }


def check_position(latitude: float | None, longitude: float | None) -> None:
    """Refuse half a position, a swapped one, and one outside every part of France.

    Both are degrees (WGS 84) as the fields give them, None where nothing was typed; no position passes.

    Raises:
        ValidationError: a dictionary whose keys are `latitude` and `longitude`. Raised in `Form.clean`, it
            puts each message at its field when the fields have these names.
    """
    if latitude is None and longitude is None:
        return
    if latitude is None:
        raise ValidationError(
            {"latitude": "Il manque la latitude\u00a0: ajoutez-la, ou effacez la longitude."}
        )
    if longitude is None:
        raise ValidationError(
            {"longitude": "Il manque la longitude\u00a0: ajoutez-la, ou effacez la latitude."}
        )
    if _in_france(latitude, longitude):
        return
    if _in_france(longitude, latitude):
        swapped = "La latitude et la longitude semblent inversées\u00a0: échangez-les."
        raise ValidationError({"latitude": swapped, "longitude": swapped})
    raise ValidationError(_outside(latitude, longitude))


def _in_france(latitude: float, longitude: float) -> bool:
    return any(box.holds(latitude, longitude) for box in _FRANCE.values())


def _outside(latitude: float, longitude: float) -> dict[str, str]:
    """Return the message at the coordinate that no part of France has, at both when neither is known."""
    message = "Cette {} mène hors de France (outre-mer compris)\u00a0: vérifiez-la."
    if any(box.south <= latitude <= box.north for box in _FRANCE.values()):
        return {"longitude": message.format("longitude")}
    if any(box.west <= longitude <= box.east for box in _FRANCE.values()):
        return {"latitude": message.format("latitude")}
    return {"latitude": message.format("latitude"), "longitude": message.format("longitude")}
