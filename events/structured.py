"""What machines read of a meeting: JSON-LD in the words of schema.org."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings

from events.models import Event, Occurrence

STATUS = "https://schema.org/"


def event_data(shown: Mapping[str, Any]) -> dict[str, Any]:
    """Return the JSON-LD of a meeting from what its page shows (`events.page.contents`).

    Its next time is the event; the others are `subEvent`s, of which each may be cancelled.
    """
    event, following = shown["event"], shown["next"]
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "@id": _whole(event.get_absolute_url()),
        "url": _whole(event.get_absolute_url()),
        "name": event.title,
        "description": event.summary,
        "inLanguage": "fr",
        **_times(following),
        "eventAttendanceMode": f"{STATUS}{_mode(event)}EventAttendanceMode",
        "location": _places(event),
        "organizer": [_named(actor.name, actor) for actor in shown["organisers"]],
        "about": [_named(sheet.title, sheet, "Project") for sheet in shown["initiatives"]],
        "keywords": [theme.name for theme in shown["themes"]],
        "subEvent": [
            {"@type": "Event", "name": event.title, **_times(one), "location": _places(event)}
            for one in shown["dates"]
            if one is not following
        ],
    }
    if event.organised_by and not data["organizer"]:
        data["organizer"] = [{"@type": "Organization", "name": event.organised_by}]
    return {name: value for name, value in data.items() if value != []}


def _times(one: Occurrence) -> dict[str, str]:
    return {
        "startDate": one.start.isoformat(),
        "endDate": one.end.isoformat(),
        "eventStatus": f"{STATUS}{'EventCancelled' if one.is_off else 'EventScheduled'}",
    }


def _mode(event: Event) -> str:
    if event.commune is None:
        return "Online"
    return "Mixed" if event.online_url else "Offline"


def _places(event: Event) -> list[dict[str, Any]]:
    places: list[dict[str, Any]] = []
    if event.commune is not None:
        street = {"streetAddress": event.address} if event.address else {}
        place: dict[str, Any] = {
            "@type": "Place",
            "name": event.venue or event.commune.name,
            "address": {
                "@type": "PostalAddress",
                "addressLocality": event.commune.name,
                "addressCountry": "FR",
            }
            | street,
        }
        if event.latitude is not None:
            place["geo"] = {
                "@type": "GeoCoordinates",
                "latitude": event.latitude,
                "longitude": event.longitude,
            }
        places.append(place)
    if event.online_url:
        places.append({"@type": "VirtualLocation", "url": event.online_url})
    return places


def _named(name: str, sheet: Any, kind: str = "Organization") -> dict[str, str]:
    return {"@type": kind, "name": name, "url": _whole(sheet.get_absolute_url())}


def _whole(path: str) -> str:
    return settings.SITE_URL + path
