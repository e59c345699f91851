"""The rows of trial sheets, as the columns of their tables want them; no database here.

A batch depends on the seed and its own number alone, so that another process can make it ahead of time.
"""

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property, partial
from typing import Any

from initiatives.trial import calls, words
from initiatives.trial.text import LARGE, Writer
from initiatives.trial.vocabulary import Ranked

SOURCE = "Essai"
SHEETS_PER_ACTOR = 5
LAST_DAY = datetime(2026, 11, 1, 9, tzinfo=UTC)  # fixed: the same seed makes the same sheets on any day
SPAN = timedelta(days=3 * 365)  # from the first publication to the last
STAGES = {"idee": 8, "emergence": 17, "activite": 60, "essaime": 8, "terminee": 7}
SCALES = {
    "quartier": 25, "commune": 40, "intercommunalite": 18, "departement": 10, "region": 5, "national": 2,
}  # fmt: skip
PLACE_KINDS = {"point": 80, "commune": 8, "territory": 5, "itinerant": 3, "online": 3, "national": 1}
ACTOR_KINDS = {
    "association": 55, "collectif": 20, "entreprise": 8, "collectivite": 6, "lieu": 5, "ecole": 4, "reseau": 2,
}  # fmt: skip
OTHER_ROLES = {"partenaire": 50, "soutient": 20, "finance": 15, "accueille": 15}
PLACES_OF_ONE = {1: 97, 2: 2, 3: 1}
THEMES_OF_ONE = {1: 65, 2: 30, 3: 5}
SPREAD = 0.015  # degrees: about 1.5 km around the middle of the commune
STAYS, IS_HELPED, VERIFIED, HAS_HOURS, HAS_LINK, OWN_TAG = 0.6, 0.25, 0.4, 0.15, 0.2, 0.75
HAS_KIN = 0.1
KIN_KINDS = {"inspiree": 60, "partie": 25, "suite": 15}
HOURS = [
    f"Le {day} de {start}\u00a0h à {start + length}\u00a0h"
    for day in ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
    for start in (9, 10, 14, 17)
    for length in (2, 3)
]

# The columns of each table, in the order of the rows of a batch.
COLUMNS = {
    "actors": (
        "id", "name", "slug", "kind", "commune_id", "status", "created_at", "updated_at", "queued_at", "published_at",
    ),
    "memberships": ("actor_id", "network_id"),
    "initiatives": (
        "id", "title", "slug", "summary", "description", "main_theme_id", "stage", "scale", "since", "status",
        "created_at", "updated_at", "queued_at", "published_at", "verified_at", "opening_hours", "links", "licence",
        "source", "source_id",
    ),
    "locations": ("initiative_id", "kind", "commune_id", "intercommunality_id", "latitude", "longitude"),
    "tagged": ("content_object_id", "tag_id"),
    "themes": ("initiative_id", "theme_id"),
    "participations": ("initiative_id", "actor_id", "role"),
    "kinships": ("initiative_id", "other_id", "kind"),
    "calls": calls.COLUMNS,
}  # fmt: skip
Commune = tuple[
    str, str, float, float, str | None
]  # code, name, latitude, longitude (WGS 84), intercommunality


@dataclass(frozen=True)
class Country:
    """What a batch needs to know of the site; sent once to the process that makes batches."""

    seed: int
    count: int  # of all sheets: dates are spread over them
    communes: list[Commune]
    populations: list[int]
    themes: list[tuple[int, str]]  # primary key, slug
    tags: dict[str, list[int]]  # by slug of theme, the commonest first

    @cached_property
    def towns(self) -> Ranked[Commune]:
        """The communes, likelier the more people live there."""
        return Ranked.weighted(self.communes, self.populations)

    @cached_property
    def names(self) -> Ranked[str]:
        """The names of the communes, likewise."""
        return Ranked.weighted([commune[1] for commune in self.communes], self.populations)


@dataclass
class Batch:
    """Rows by table (see COLUMNS)."""

    actors: list[tuple] = field(default_factory=list)
    memberships: list[tuple] = field(default_factory=list)
    initiatives: list[tuple] = field(default_factory=list)
    locations: list[tuple] = field(default_factory=list)
    tagged: list[tuple] = field(default_factory=list)
    themes: list[tuple] = field(default_factory=list)
    participations: list[tuple] = field(default_factory=list)
    kinships: list[tuple] = field(default_factory=list)
    calls: list[tuple] = field(default_factory=list)


def make(country: Country, start: int, initiatives: Sequence[int], actors: Sequence[int]) -> Batch:
    """Return the rows of the sheets numbered from `start`, given the primary keys to use."""
    return _Maker(country, start).batch(initiatives, actors)


class _Maker:
    def __init__(self, country: Country, start: int) -> None:
        self.country, self.start = country, start
        self.source = random.Random(f"{country.seed}-{start}")  # noqa: S311 not a secret
        self.writer = Writer(self.source, country.names)
        self.chance = self.source.random
        self.stage, self.scale = self._die(STAGES), self._die(SCALES)
        self.place_kind, self.role = self._die(PLACE_KINDS), self._die(OTHER_ROLES)
        self.places_of_one, self.themes_of_one = self._die(PLACES_OF_ONE), self._die(THEMES_OF_ONE)
        self.since = self._die({None: 1} | {year: (year - 1990) / 36 for year in range(1995, 2027)})
        own = {slug: [*tags] for slug, tags in country.tags.items() if tags}
        # Tags in turn, the first of each theme, then the second: the commonest of all come first.
        turns = [
            tags[rank]
            for rank in range(max(map(len, own.values())))
            for tags in own.values()
            if rank < len(tags)
        ]
        self.any_tag = self._deck(Ranked(turns, first_rank=1))
        self.tags = {slug: self._deck(Ranked(tags, first_rank=1)) for slug, tags in own.items()}

    def _die(self, weights: Mapping[Any, float]) -> Callable[[], Any]:
        return self._deck(Ranked.weighted(weights, weights.values()))

    def _deck(self, ranked: Ranked) -> Callable[[], Any]:
        return self.writer.deck(ranked.draw(self.source, LARGE))

    def batch(self, initiatives: Sequence[int], actors: Sequence[int]) -> Batch:
        """Return all the rows."""
        batch = Batch()
        size = len(initiatives)
        communes = self.country.towns.draw(self.source, size)
        for place in range(size):
            if place % SHEETS_PER_ACTOR and self.chance() < STAYS:
                communes[place] = communes[place - place % SHEETS_PER_ACTOR]
        self._actors(batch, actors, communes)
        for place, (pk, commune) in enumerate(zip(initiatives, communes, strict=True)):
            self._initiative(batch, pk, self.start + place, commune)
            leader = actors[min(place // SHEETS_PER_ACTOR, len(actors) - 1)]
            batch.participations.append((pk, leader, "porte"))
            if self.chance() < IS_HELPED:
                helper = actors[int(self.chance() * len(actors))]
                batch.participations.append((pk, helper, self.role()))
        self._kinships(batch, initiatives)
        batch.calls.extend(calls.rows(self._told(batch, communes), self.source))
        return batch

    def _told(self, batch: Batch, communes: Sequence[Commune]) -> Iterator[calls.Told]:
        """Yield each sheet as one that calls, with how to write a text of its theme there."""
        themes = dict(self.country.themes)
        for row, commune in zip(batch.initiatives, communes, strict=True):
            told = dict(zip(COLUMNS["initiatives"], row, strict=True))
            yield told, partial(self.writer.write, themes[told["main_theme_id"]], commune[1])

    def _kinships(self, batch: Batch, initiatives: Sequence[int]) -> None:
        """Bind some sheets to one published before them, a few at once to the same as often as not."""
        kind = self._die(KIN_KINDS)
        for place, pk in enumerate(initiatives):
            if place and self.chance() < HAS_KIN:
                batch.kinships.append((pk, initiatives[int(self.chance() ** 2 * place)], kind()))

    def _actors(self, batch: Batch, actors: Sequence[int], communes: Sequence[Commune]) -> None:
        kind_of_one, name = self._die(ACTOR_KINDS), self.writer.common["lieudit"]
        moment = (LAST_DAY - SPAN).isoformat()
        networks = []
        for place, pk in enumerate(actors):
            kind = kind_of_one()
            full = f"{self.source.choice(words.ACTORS[kind])} {name()}"
            slug = f"essai-{self.country.seed}-{self.start + place * SHEETS_PER_ACTOR}"
            code = communes[place * SHEETS_PER_ACTOR][0]
            batch.actors.append((pk, full, slug, kind, code, "published", moment, moment, moment, moment))
            if kind == "reseau":
                networks.append(pk)
            elif networks and self.chance() < IS_HELPED:
                batch.memberships.append((pk, networks[int(self.chance() * len(networks))]))

    def _initiative(self, batch: Batch, pk: int, number: int, commune: Commune) -> None:
        chance, country = self.chance, self.country
        theme, slug = country.themes[int(chance() * len(country.themes))]
        text = self.writer.write(slug, commune[1])
        published = LAST_DAY - SPAN * ((country.count - 1 - number) / country.count)
        sent = (published - timedelta(minutes=60 + int(chance() * 20_000))).isoformat()
        moment = published.isoformat()
        verified = (
            (published + (LAST_DAY - published) * chance()).date().isoformat()
            if chance() < VERIFIED
            else None
        )
        links = "[]"
        if chance() < HAS_LINK:
            links = f'[{{"url": "https://essai-{country.seed}-{number}.example/", "title": "Site"}}]'
        hours = HOURS[int(chance() * len(HOURS))] if chance() < HAS_HOURS else ""
        name = f"{country.seed}-{number}"
        batch.initiatives.append(
            (
                pk, text.title, f"essai-{name}", text.summary, text.description, theme, self.stage(), self.scale(),
                self.since(), "published", sent, moment, sent, moment, verified, hours, links,
                "Licence Ouverte 2.0", SOURCE, name,
            )
        )  # fmt: skip
        for other in self._other_themes(theme):
            batch.themes.append((pk, other))
        own = self.tags.get(slug, self.any_tag)
        tags = [own() if chance() < OWN_TAG else self.any_tag() for _ in range(1 + int(chance() * 4))]
        batch.tagged.extend([(pk, tag) for tag in dict.fromkeys(tags)])
        batch.locations.extend(self._locations(pk, commune))

    def _other_themes(self, main: int) -> set[int]:
        more = self.themes_of_one() - 1
        if not more:
            return set()
        others = [theme for theme, _ in self.country.themes if theme != main]
        return set(self.source.sample(others, min(more, len(others))))

    def _locations(self, pk: int, commune: Commune) -> Iterator[tuple]:
        for place in range(self.places_of_one()):
            if place:  # another place of the same sheet is in another commune
                (commune,) = self.country.towns.draw(self.source, 1)
            code, _, latitude, longitude, intercommunality = commune
            kind = self.place_kind()
            if kind == "territory" and intercommunality is None:
                kind = "commune"
            if kind == "point":
                gauss = self.source.gauss
                north, east = round(latitude + gauss(0, SPREAD), 6), round(longitude + gauss(0, SPREAD), 6)
                yield pk, kind, code, None, north, east
            elif kind == "territory":
                yield pk, kind, None, intercommunality, None, None
            else:
                yield pk, kind, code if kind in ("commune", "itinerant") else None, None, None, None
