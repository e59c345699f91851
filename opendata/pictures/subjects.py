"""What the picture of each kind of page shows. One function for each noun; a new kind adds its own."""

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from articles.models import Article
from contributors.typography import NBSP, THIN
from events.models import Event
from initiatives.filters import Filters
from initiatives.map import counts_by_department, extent_of
from initiatives.models import Actor, Initiative, Theme
from initiatives.results.finding import find
from moderation import caching
from opendata.pictures.canvas import Picture
from opendata.pictures.france import Dot
from photos.models import Photo
from places.models import Department
from places.territory import Territory

# Part of each version: to be changed with the drawing, else networks and caches keep the former one.
DRAWING = "1"
PHOTO_WIDTH = 640  # pixels of the file that is used: the box is 500 wide


def version(picture: Picture) -> str:
    """Return what tells one state of a picture from another, from what it says: part of its address.

    The map of a territory does not count: the number of initiatives, which does, changes with it.
    """
    photo = (picture.photo.name if picture.photo else "", picture.credit)
    said = (
        DRAWING,
        picture.above,
        picture.title,
        picture.below,
        picture.site,
        picture.colour,
        picture.shape,
        photo,
    )
    return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


def of_initiative(initiative: Initiative) -> Picture:
    """Return the picture of an initiative: its theme, its title, where it is, its photo."""
    theme, cover = initiative.main_theme, initiative.cover
    return Picture(
        above=theme.name,
        title=initiative.title,
        below=initiative.place_label,
        site=_site(),
        colour=theme.colour,
        shape=theme.shape,
        photo=_file(cover) if cover else None,
        credit=cover.credit if cover else "",
    )


def of_actor(actor: Actor) -> Picture:
    """Return the picture of an actor: what it is, its name, where."""
    return Picture(
        above=str(actor.get_kind_display()), title=actor.name, below=actor.place_label, site=_site()
    )


def of_event(event: Event) -> Picture:
    """Return the picture of a meeting: its title, where. Not when: networks keep a picture, and a day may change."""
    return _themed(event.themes.all(), above="Rencontre", title=event.title, below=event.place_label)


def of_article(article: Article) -> Picture:
    """Return the picture of an analysis: what kind it is, its title, who signed it, its photo."""
    kind, cover = str(article.get_kind_display()), article.cover
    picture = _themed(article.themes.all(), above=kind, title=article.title, below=article.signed_by)
    return replace(picture, photo=_file(cover), credit=cover.credit) if cover else picture


def of_theme(theme: Theme, count: int) -> Picture:
    """Return the picture of a theme: its name, how many initiatives it has."""
    return Picture(
        above="Thème",
        title=theme.name,
        below=_counted(count),
        site=_site(),
        colour=theme.colour,
        shape=theme.shape,
    )


def of_territory(territory: Territory, count: int) -> Picture:
    """Return the picture of a territory: its name, how many initiatives it has."""
    kind = str(territory.place._meta.verbose_name)
    return Picture(
        above=kind[:1].upper() + kind[1:], title=territory.name, below=_counted(count), site=_site()
    )


def with_map(picture: Picture, territory: Territory) -> Picture:
    """Return the picture of a territory with its map, which its page need not know of."""
    counts = caching.remembered("dots", _counts)
    chosen = _departments_of(territory)
    dots = tuple(
        Dot(
            department.pk,
            department.longitude,
            department.latitude,
            counts.get(department.pk, 0),
            department.pk in chosen,
        )
        for department in Department.objects.defer("outline")
        if department.longitude is not None and department.latitude is not None
    )
    small = territory.kind in ("commune", "intercommunalite")
    around = extent_of(territory) if small else None
    spot = ((around.west + around.east) / 2, (around.south + around.north) / 2) if around else None
    return replace(picture, dots=dots, spot=spot)


def _file(photo: Photo) -> Path:
    """Return the file of a photo that is large enough, and no larger than it must be."""
    return photo.path(next((width for width in photo.widths if width >= PHOTO_WIDTH), photo.width))


def _themed(themes: Iterable[Theme], *, above: str, title: str, below: str) -> Picture:
    """Return a picture in the colours of the first of some themes, which may be none."""
    first = min(themes, key=lambda theme: (theme.rank, theme.name), default=None)
    picture = Picture(above=above, title=title, below=below, site=_site())
    return replace(picture, colour=first.colour, shape=first.shape) if first else picture


def _counts() -> dict[str, int]:
    everything = Filters()
    return counts_by_department(everything, find(everything))


def _departments_of(territory: Territory) -> set[str]:
    """Return the codes of the departments that make up a territory, or that hold it."""
    if territory.kind == "region":
        return {inside.code for inside in territory.children}
    if territory.kind == "departement":
        return {territory.code}
    return {parent.code for parent in territory.parents if parent.kind == "departement"}


def _counted(count: int) -> str:
    if not count:
        return "Tout est à raconter"
    number = f"{count:,}".replace(",", THIN)
    return f"{number}{NBSP}initiative{'s' if count > 1 else ''} menée{'s' if count > 1 else ''} à plusieurs"


def _site() -> str:
    return urlsplit(settings.SITE_URL).hostname or ""
