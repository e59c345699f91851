"""Initiatives as rows of an export: what their pages say in public, but for ways to reach people.

Neither telephone numbers nor e-mail addresses, and no name of a person: they were given to be read on a sheet, not to
be copied by the thousand.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from django.conf import settings

from initiatives.filters import Filters
from initiatives.labels import place_label
from initiatives.models import (
    Actor,
    Initiative,
    InitiativeTheme,
    Listing,
    Location,
    Participation,
    TaggedInitiative,
    Theme,
)
from initiatives.models.relation import RelationQuerySet
from initiatives.results.finding import find
from moderation.models import Status
from opendata.columns import ROWS_AT_MOST, Column, Export, day, joined, licence_of_data, portions

WHERE = ["address", "latitude", "longitude", "commune", "commune__name", "department", "region"]
FIELDS = [
    "slug", "title", "summary", "main_theme", "stage", "scale", "since", "links", "licence", "source", "source_url",
    "published_at", "updated_at", "verified_at", "is_example",
]  # fmt: skip


class Where(NamedTuple):
    """One place of an initiative: what a file says of it; latitude and longitude in degrees WGS 84."""

    address: str
    latitude: float | None
    longitude: float | None
    commune: str | None  # code
    commune_name: str | None
    department: str | None  # code
    region: str | None  # code


NOWHERE = Where("", None, None, None, None, None, None)


@dataclass
class InitiativeRow:
    """One published initiative, with what other tables say of it."""

    initiative: Initiative
    theme: str
    place: str = ""  # in a few words
    other_themes: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    leaders: list[str] = field(default_factory=list)
    places: list[Where] = field(default_factory=list)

    @property
    def first(self) -> Where:
        """The first place."""
        return self.places[0] if self.places else NOWHERE

    @property
    def first_commune(self) -> Where:
        """The first place that is in one commune."""
        return next((where for where in self.places if where.commune), NOWHERE)

    @property
    def point(self) -> tuple[float | None, float | None]:
        """Longitude and latitude of the first place that is on the map."""
        return self.points[0] if self.points else (None, None)

    @property
    def points(self) -> list[tuple[float, float]]:
        """Where it is on the map: (longitude, latitude) in degrees WGS 84."""
        return [
            (where.longitude, where.latitude)
            for where in self.places
            if where.longitude is not None and where.latitude is not None
        ]


def initiatives_export(filters: Filters) -> Export[InitiativeRow]:
    """Return the initiatives that pass, the newest first, whatever the order asked for: all, not the nearest."""
    return Export("initiatives", COLUMNS, _rows(newest_first(filters, ROWS_AT_MOST)), lambda row: row.points)


def newest_first(filters: Filters, limit: int) -> list[int]:
    """Return the primary keys of the initiatives that pass, those that appeared last first."""
    return [hit.initiative for hit in find(replace(filters, asked_sort="recent")).hits(0, limit)]


def _rows(numbers: list[int]) -> Iterator[InitiativeRow]:
    themes = {theme.pk: theme.name for theme in Theme.objects.all()}
    for some in portions(numbers):
        yield from read_rows(some, themes)


def read_rows(numbers: list[int], themes: dict[int, str]) -> list[InitiativeRow]:
    """Return these initiatives in this order, without those taken down meanwhile; `themes`: names by primary key."""
    found = Initiative.objects.published().only(*FIELDS).in_bulk(numbers)
    rows = {pk: InitiativeRow(sheet, themes.get(sheet.main_theme_id, "")) for pk, sheet in found.items()}
    for pk, theme in InitiativeTheme.objects.filter(initiative__in=rows).values_list("initiative", "theme"):
        if theme in themes and theme != found[pk].main_theme_id:
            rows[pk].other_themes.append(themes[theme])
    tagged = TaggedInitiative.objects.filter(content_object__in=rows).order_by("tag__key")
    for pk, name in tagged.values_list("content_object", "tag__name"):
        rows[pk].tags.append(name)
    for pk, name in _leading(rows).values_list("initiative", "actor__name"):
        rows[pk].leaders.append(name)
    # Not as objects: a department comes with its outline.
    places = Location.objects.filter(initiative__in=rows).order_by("pk")
    for pk, *where in places.values_list("initiative", *WHERE):
        rows[pk].places.append(Where(*where))
    for pk, card in Listing.objects.filter(pk__in=rows).values_list("pk", "card"):
        rows[pk].place = place_label(card["places"])
    return [rows[pk] for pk in numbers if pk in rows]


def _leading(rows: dict[int, InitiativeRow]) -> RelationQuerySet[Participation]:
    return (
        Participation.objects.shown()
        .filter(initiative__in=rows, role=Participation.Role.LEADS, actor__status=Status.PUBLISHED)
        .exclude(actor__kind=Actor.Kind.PERSON)
        .order_by("pk")
    )


def _address(row: InitiativeRow) -> str:
    return settings.SITE_URL + row.initiative.get_absolute_url()


COLUMNS: tuple[Column[InitiativeRow], ...] = (
    Column(
        "adresse_permanente",
        "Adresse de la fiche\u00a0: elle reste valable si la fiche change de titre.",
        _address,
    ),
    Column("titre", "Nom de l’initiative.", lambda row: row.initiative.title),
    Column("resume", "Ce qu’elle fait, en 280 signes au plus.", lambda row: row.initiative.summary),
    Column("theme", "Thème principal.", lambda row: row.theme),
    Column(
        "autres_themes", "Autres thèmes, séparés par une barre droite.", lambda row: joined(row.other_themes)
    ),
    Column("etiquettes", "Mots-clés, séparés par une barre droite.", lambda row: joined(row.tags)),
    Column("avancement", "Idée, en cours, terminée…", lambda row: row.initiative.get_stage_display()),
    Column("echelle", "Du quartier à tout le pays.", lambda row: row.initiative.get_scale_display()),
    Column("depuis", "Année de début, si elle est connue.", lambda row: row.initiative.since),
    Column(
        "porteurs",
        "Organisations qui portent l’initiative, séparées par une barre droite. Les personnes n’y sont pas.",
        lambda row: joined(row.leaders),
    ),
    Column(
        "lieux",
        "Où elle se passe, en quelques mots.",
        lambda row: row.place,
    ),
    Column("commune", "Nom de la première commune.", lambda row: row.first_commune.commune_name),
    Column(
        "code_commune",
        "Son code officiel (Insee), à lire comme du texte.",
        lambda row: row.first_commune.commune,
    ),
    Column("code_departement", "Code du département.", lambda row: row.first.department),
    Column("code_region", "Code officiel de la région.", lambda row: row.first.region),
    Column("adresse", "Adresse du premier lieu, si elle est publique.", lambda row: row.first.address),
    Column("latitude", "Du premier lieu précis, en degrés (WGS 84).", lambda row: row.point[1]),
    Column("longitude", "Du premier lieu précis, en degrés (WGS 84).", lambda row: row.point[0]),
    Column("liens", "Sites, séparés par une barre droite.", lambda row: joined(_links(row.initiative.links))),
    Column("publiee_le", "Jour de publication.", lambda row: day(row.initiative.published_at)),
    Column("modifiee_le", "Jour de la dernière modification.", lambda row: day(row.initiative.updated_at)),
    Column(
        "verifiee_le",
        "Jour où l’équipe de l’initiative a confirmé la fiche pour la dernière fois.",
        lambda row: day(row.initiative.verified_at),
    ),
    Column(
        "exemple",
        "«\u00a0oui\u00a0» pour une fiche inventée, qui montre le site.",
        lambda row: "oui" if row.initiative.is_example else "non",
    ),
    Column(
        "licence_donnees",
        "Licence des faits\u00a0: noms, lieux, thèmes, liens, dates.",
        lambda row: licence_of_data(row.initiative.source, row.initiative.licence),
    ),
    Column("licence_textes", "Licence du résumé.", lambda row: row.initiative.licence),
    Column(
        "source", "D’où vient la fiche, si elle a été reprise d’ailleurs.", lambda row: row.initiative.source
    ),
    Column("adresse_source", "Adresse de cette source.", lambda row: row.initiative.source_url),
)


def _links(links: list[dict[str, str]]) -> list[str]:
    return [link["url"] for link in links]
