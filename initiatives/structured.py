"""What machines read of a page: JSON-LD in the words of schema.org."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings

from initiatives.models import Actor, Call, Initiative

ACTOR_TYPES: dict[str, str] = {
    Actor.Kind.PERSON: "Person",
    Actor.Kind.AUTHORITY: "GovernmentOrganization",
    Actor.Kind.SCHOOL: "EducationalOrganization",
    Actor.Kind.VENUE: "Place",
}


def _address(path: str) -> str:
    return settings.SITE_URL + path


def initiative_data(initiative: Initiative) -> dict[str, Any]:
    """Return the JSON-LD of a sheet: a project, where it is, who carries it, under which licence."""
    places: list[dict[str, Any]] = []
    for location in initiative.locations.all():
        if location.place is None:
            continue
        place: dict[str, Any] = {"@type": "Place", "name": location.label}
        if location.latitude is not None:
            place["geo"] = {
                "@type": "GeoCoordinates",
                "latitude": location.latitude,
                "longitude": location.longitude,
            }
        if location.commune:
            place["address"] = {
                "@type": "PostalAddress",
                "addressLocality": location.commune.name,
                "addressCountry": "FR",
            } | ({"streetAddress": location.address} if location.address else {})
        places.append(place)
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Project",
        "@id": _address(initiative.get_absolute_url()),
        "url": _address(initiative.get_absolute_url()),
        "name": initiative.title,
        "description": initiative.summary,
        "keywords": [tag.name for tag in initiative.tags.all()],
        "location": places,
        "member": [_named(p.actor) for p in initiative.public_participations if p.is_said_by_object],
        "sameAs": [link["url"] for link in initiative.links],
    }
    if initiative.since:
        data["foundingDate"] = str(initiative.since)
    if initiative.cover:
        data["image"] = _address(initiative.cover.url(1280))
    return {name: value for name, value in data.items() if value != []}


def actor_data(actor: Actor, networks: Sequence[Actor] = ()) -> dict[str, Any]:
    """Return the JSON-LD of an actor, a member of these networks."""
    kind = ACTOR_TYPES.get(actor.kind, "Organization")
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": kind,
        "@id": _address(actor.get_absolute_url()),
        "url": _address(actor.get_absolute_url()),
        "name": actor.name,
    }
    if actor.summary:
        data["description"] = actor.summary
    if actor.links:
        data["sameAs"] = [link["url"] for link in actor.links]
    if kind != "Place":  # in the words of schema.org, a place knows nothing and belongs to nobody
        known = [theme.name for theme in actor.themes.all()] + [tag.name for tag in actor.skills.all()]
        members_of = [_named(network) for network in networks]
        data |= {name: value for name, value in (("knowsAbout", known), ("memberOf", members_of)) if value}
    if kind not in ("Place", "Person") and actor.acts_in:
        data["areaServed"] = {"@type": "AdministrativeArea", "name": actor.acts_in.name}
    return data


def _named(actor: Actor) -> dict[str, str]:
    return {
        "@type": ACTOR_TYPES.get(actor.kind, "Organization"),
        "name": actor.name,
        "url": _address(actor.get_absolute_url()),
    }


def call_data(call: Call) -> dict[str, Any]:
    """Return the JSON-LD of a call: something that an initiative demands, until a day."""
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Demand",
        "@id": _address(call.get_absolute_url()),
        "url": _address(call.get_absolute_url()),
        "name": call.title,
        "description": call.excerpt,
        "validThrough": call.until.isoformat(),
        "seller": {
            "@type": "Organization",
            "name": call.initiative.title,
            "url": _address(call.initiative.get_absolute_url()),
        },
    }
    if call.published_at:
        data["validFrom"] = call.published_at.date().isoformat()
    return data


def site_data(name: str) -> dict[str, Any]:
    """Return the JSON-LD of the site, with its search."""
    return {
        "@context": "https://schema.org",
        "@type": "WebSite",
        "url": _address("/"),
        "name": name,
        "inLanguage": "fr",
        "potentialAction": {
            "@type": "SearchAction",
            "target": _address("/initiatives/?q={search_term_string}"),
            "query-input": "required name=search_term_string",
        },
    }
