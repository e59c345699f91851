"""The sheets that may already tell what somebody is typing, as a script asks for them."""

from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse

from contributors.fields import LatitudeField, LongitudeField
from contributors.typography import typo
from initiatives.filters import value
from initiatives.models import Location
from initiatives.twins import SAME_COMMUNE, SAME_NAME, Twin, twins_of
from moderation import caching
from places.models import Commune

TITLE_LENGTH = 200  # characters
LETTERS = 4  # of a title: with fewer, anything looks like it
PLACES = 3  # as many as the form has
_latitude, _longitude = LatitudeField(required=False), LongitudeField(required=False)


@caching.tile
def twins(request: HttpRequest) -> HttpResponse:
    """Answer `?titre=` and `?lieu=`: the code of a commune; a latitude; a longitude, in degrees, each may be left out.

    At most five published sheets, the likeliest first; the same question asked again is answered from memory.
    """
    title = value(request.GET, "titre", TITLE_LENGTH)
    places = list(_places(request)) if sum(map(str.isalnum, title)) >= LETTERS else []
    return JsonResponse({"twins": [_told(twin) for twin in twins_of(title, places)]})


def _places(request: HttpRequest) -> Iterator[Location]:
    """Yield the places that were typed, as far as they make sense."""
    for text in request.GET.getlist("lieu")[:PLACES]:
        code, latitude, longitude = [*text[:100].replace("\x00", "").split(";"), "", "", ""][:3]
        commune = Commune.objects.filter(pk=code).first() if code.isalnum() else None
        try:
            point = _latitude.clean(latitude), _longitude.clean(longitude)
        except ValidationError:
            point = None, None
        if commune or None not in point:
            yield Location(commune=commune, latitude=point[0], longitude=point[1])


def _told(twin: Twin) -> dict[str, str]:
    """Return a twin in words."""
    sheet = twin.initiative
    return {
        "title": typo(sheet.title),
        "url": sheet.get_absolute_url(),
        "note": ", ".join(filter(None, [sheet.place_label, _distance(twin), _likeness(twin)])),
    }


def _distance(twin: Twin) -> str:
    if twin.metres is None:
        return ""
    return f"à {twin.metres}\u00a0m de votre point" if twin.metres else "au même endroit"


def _likeness(twin: Twin) -> str:
    if twin.likeness >= SAME_NAME:
        return "même nom"
    return "nom très proche" if twin.likeness >= SAME_COMMUNE else "nom proche"
