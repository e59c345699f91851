"""Loading a GeoJSON file of points: each row becomes a sheet, or a clear row error; none stops the others.

Sheets are published at once, but for those that may tell what another source tells already: these join the queue.
"""

import html
import json
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import transaction

from contributors.cleaning import clean_line
from initiatives.models import Initiative, Location, Scale, Stage, Tag, Theme
from initiatives.models.location import FAR_KM
from initiatives.twins import twins_of
from moderation import actions
from moderation.authors import Author
from places.folding import fold
from places.models import Commune

MAX_BYTES = 50 * 1024 * 1024
EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
MARKUP = re.compile(r"<[^>]*>")

# How the fields are called in the files that one meets, the likeliest first.
ALIASES = {
    "title": ("title", "titre", "name", "nom", "Nom"),
    "summary": ("summary", "resume", "résumé", "abstract", "description"),
    "address": ("address", "adresse", "rue"),
    "postcode": ("cp", "code_postal", "codepostal", "postcode", "postalCode"),
    "commune": ("ville", "commune", "city", "addressLocality"),
    "insee": ("code_insee", "insee", "codeInsee"),
    "url": ("web", "url", "website", "site", "site_web"),
    "organisation": ("organisation", "organization", "operator", "porteur"),
    "tag": ("tags", "structure", "type", "categorie", "category"),
    "id": ("id", "identifiant"),
}


class RowRefused(ValueError):
    """A row cannot become a sheet; the message, in French, says why."""


class FileRefused(ValueError):
    """The file is no collection of features; the message, in French, says why."""


@dataclass(frozen=True)
class Source:
    """Where the rows come from, and what they do not say themselves."""

    name: str
    licence: str
    url: str
    theme: Theme
    tag_names: dict[str, str]


@dataclass(frozen=True)
class Outcome:
    """What became of one row: `title` of the sheet made, or `error` in French."""

    row: int  # from 1
    title: str
    error: str = ""
    is_new: bool = True
    twin: str = ""
    """The sheet of another source that may tell the same: the new one waits for a moderator then."""


def read_features(path: Path) -> list[dict[str, Any]]:
    """Return the features of a file. Raises FileRefused."""
    if path.stat().st_size > MAX_BYTES:
        raise FileRefused("Ce fichier dépasse 50\u00a0Mo.")
    try:
        data = json.loads(path.read_bytes().decode("utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise FileRefused(f"Ce fichier n’est pas du GeoJSON en UTF-8\u00a0: {error}.") from error
    features = data.get("features") if isinstance(data, dict) else None
    if not isinstance(features, list):
        raise FileRefused("Ce fichier n’est pas une collection GeoJSON\u00a0: «\u00a0features\u00a0» manque.")
    return features


def load(features: list[dict[str, Any]], source: Source) -> Iterator[Outcome]:
    """Make a sheet of each feature, one transaction each; a row loaded before is left as it is."""
    for number, feature in enumerate(features, 1):
        try:
            with transaction.atomic():
                outcome = _load_row(feature, source, number)
        except RowRefused as error:
            yield Outcome(number, "", str(error))
        else:
            yield outcome


def _load_row(feature: Any, source: Source, number: int) -> Outcome:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(properties, dict):
        raise RowRefused("la ligne n’a pas de propriétés.")
    title = _text(properties, "title", 120)
    if not title:
        raise RowRefused("il manque un nom.")
    if EMAIL.search(title):
        raise RowRefused("le nom est une adresse électronique, qui ne peut être publiée.")
    identifier = _text(properties, "id", 200) or str(number)
    if Initiative.objects.filter(source=source.name, source_id=identifier).exists():
        return Outcome(number, title, is_new=False)
    longitude, latitude = _position(feature)
    commune = _commune(properties)
    _check_distance(commune, latitude, longitude)
    organisation = _text(properties, "organisation", 120)
    if EMAIL.search(organisation):
        organisation = ""
    tag = _text(properties, "tag", 60)
    tag = source.tag_names.get(tag, tag)
    initiative = Initiative.objects.create(
        title=title,
        summary=_summary(properties, tag, organisation, commune),
        main_theme=source.theme,
        stage=Stage.ACTIVE,
        scale=Scale.COMMUNE,
        carried_by=organisation,
        links=[{"url": url, "title": ""}] if (url := _url(properties)) else [],
        source=source.name,
        source_url=source.url,
        source_id=identifier,
        licence=source.licence,
    )
    if tag:
        initiative.tags.set(Tag.objects.named([tag]))
    address = _text(properties, "address", 200)
    Location.objects.create(
        initiative=initiative,
        kind="point",
        commune=commune,
        latitude=latitude,
        longitude=longitude,
        address=address,
    )
    # A source knows its own rows apart; what another one tells already, a person compares.
    likely = twins_of(title, initiative.locations.all(), but=initiative.pk)
    twin = next((twin.initiative.title for twin in likely if twin.initiative.source != source.name), "")
    if twin:
        actions.enqueue(sheet=initiative, by=Author.system())
    else:
        actions.import_published(sheet=initiative, by=Author.system())
    return Outcome(number, title, twin=twin)


def _raw(properties: dict[str, Any], name: str) -> str:
    for alias in ALIASES[name]:
        value = properties.get(alias)
        if isinstance(value, str | int | float) and str(value).strip() not in ("", "-", "NULL", "null"):
            return str(value)
    return ""


def _text(properties: dict[str, Any], name: str, length: int) -> str:
    """Return a property as one line of plain text: tags away, entities read, cut."""
    raw = MARKUP.sub(", ", html.unescape(_raw(properties, name)))
    return re.sub(r"(, )+", ", ", clean_line(raw)).strip(" ,")[:length]


def _url(properties: dict[str, Any]) -> str:
    url = clean_line(_raw(properties, "url"))
    return url if re.fullmatch(r"https?://[^\s@]{4,480}", url) else ""


def _position(feature: dict[str, Any]) -> tuple[float, float]:
    """Return (longitude, latitude) in degrees WGS 84."""
    geometry = feature.get("geometry")
    if not isinstance(geometry, dict) or geometry.get("type") != "Point":
        raise RowRefused("il manque un point.")
    try:
        longitude, latitude = (float(value) for value in geometry["coordinates"][:2])
    except (KeyError, TypeError, ValueError) as error:
        raise RowRefused("les coordonnées ne se lisent pas.") from error
    if not (
        math.isfinite(longitude) and math.isfinite(latitude) and abs(longitude) <= 180 and abs(latitude) <= 85
    ):
        raise RowRefused("les coordonnées sont hors du monde\u00a0: longitude puis latitude, en degrés.")
    return round(longitude, 6), round(latitude, 6)


def _commune(properties: dict[str, Any]) -> Commune:
    """Return the commune that the row names, by code, else by name among those of its postcode."""
    code = _text(properties, "insee", 5)
    if code and (commune := Commune.objects.by_code(code.zfill(5))):
        return commune
    postcode = _text(properties, "postcode", 5).zfill(5)
    name = _text(properties, "commune", 100)
    if not name:
        raise RowRefused("il manque la commune.")
    found = list(Commune.objects.search(name, limit=10))
    same = [commune for commune in found if postcode in commune.postcodes]
    exact = [commune for commune in found if fold(commune.name) == fold(name)]
    there = [commune for commune in exact or found if commune.pk[:2] == postcode[:2]]
    best = same or there
    if not best:
        raise RowRefused(f"la commune «\u00a0{name}\u00a0» ({postcode}) n’est pas connue.")
    return best[0]


def _check_distance(commune: Commune, latitude: float, longitude: float) -> None:
    km = commune.km_from(latitude, longitude)
    if km is not None and km > FAR_KM:
        raise RowRefused(
            f"le point est à {km:.0f}\u00a0km de {commune.label}\u00a0: coordonnées inversées ou commune fausse\u202f?"
        )


def _summary(properties: dict[str, Any], tag: str, organisation: str, commune: Commune) -> str:
    """Return the row's own summary, or what its other fields say in a sentence."""
    if summary := _text(properties, "summary", 280):
        return summary
    words = [tag[:1].upper() + tag[1:] if tag else "Lieu", f"à {commune.name}"]
    if organisation:
        words.append(f"({organisation})")
    return " ".join(words) + "."
