"""Making trial sheets by COPY, and taking them away."""

import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from typing import Any

from django.db import connection, transaction
from django.db.models import Model
from psycopg import sql

from initiatives.models import (
    Actor,
    Initiative,
    Location,
    Participation,
    Scale,
    Stage,
    Tag,
    TaggedInitiative,
    Theme,
)
from initiatives.trial import words
from places.models import Commune

SOURCE = "Essai"
BATCH = 5000  # sheets written and refreshed at a time
SHEETS_PER_ACTOR = 5
LAST_DAY = datetime(2026, 11, 1, 9, tzinfo=UTC)  # fixed: the same seed makes the same sheets on any day
STAGE_WEIGHTS = [8, 17, 60, 8, 7]
SCALE_WEIGHTS = [25, 40, 18, 10, 5, 2]
KIND_WEIGHTS = {"point": 80, "commune": 8, "territory": 5, "itinerant": 3, "online": 3, "national": 1}
SPREAD = 0.015  # degrees: about 1.5 km around the middle of the commune

Report = Callable[[int], object]


class Generator:
    """Rows for `count` initiatives, the same for the same seed and gazetteer."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 not a secret
        self.seed = seed
        communes = Commune.objects.current().exclude(latitude=None).exclude(population=0).order_by("pk")
        self.communes = list(communes.values_list("pk", "name", "latitude", "longitude", "intercommunality"))
        self.weights = list(accumulate(communes.values_list("population", flat=True)))
        self.themes = list(Theme.objects.order_by("pk").values_list("pk", "slug"))
        self.tags = [tag.pk for tag in Tag.objects.named(words.TAGS)]
        # Zipf: the n-th tag is n times rarer than the first, as words are in any text.
        self.tag_weights = list(accumulate(1 / rank for rank in range(1, len(self.tags) + 1)))

    def commune(self) -> tuple[Any, ...]:
        """Return a commune, likelier the more people live there."""
        return self.random.choices(self.communes, cum_weights=self.weights)[0]

    def paragraph(self) -> str:
        """Return two sentences."""
        pick = self.random.choice
        return f"{pick(words.OPENINGS)} {pick(words.VERBS)}. {pick(words.ENDINGS)}"

    def initiative(self, number: int, commune: tuple[Any, ...]) -> dict[str, Any]:
        """Return the columns of one initiative."""
        pick = self.random.choice
        theme, slug = pick(self.themes)
        subject = pick(words.SUBJECTS.get(slug) or words.SUBJECTS["culture"])
        title = f"{subject} {pick(words.NAMES)}" + (f" à {commune[1]}" if self.random.random() < 0.3 else "")
        moment = LAST_DAY - timedelta(minutes=self.random.randrange(60 * 24 * 365 * 3))
        return {
            "title": title[:120],
            "slug": f"essai-{self.seed}-{number}",
            "summary": self.paragraph()[:280],
            "description": "\n\n".join(self.paragraph() for _ in range(3)),
            "main_theme_id": theme,
            "stage": self.random.choices(Stage.values, STAGE_WEIGHTS)[0],
            "scale": self.random.choices(Scale.values, SCALE_WEIGHTS)[0],
            "since": self.random.choice([None, *range(1995, 2027)]),
            "status": "published",
            "created_at": moment, "updated_at": moment, "queued_at": moment, "published_at": moment,
            "source_id": f"{self.seed}-{number}",
        }  # fmt: skip

    def location(self, commune: tuple[Any, ...]) -> dict[str, Any]:
        """Return the columns of one location."""
        code, _, latitude, longitude, intercommunality = commune
        kind = self.random.choices(list(KIND_WEIGHTS), list(KIND_WEIGHTS.values()))[0]
        if kind == "territory" and intercommunality is None:
            kind = "commune"
        place: dict[str, Any] = {"kind": kind, "commune_id": None, "intercommunality_id": None}
        place |= {"latitude": None, "longitude": None}
        if kind in ("point", "commune", "itinerant"):
            place["commune_id"] = code
        if kind == "territory":
            place["intercommunality_id"] = intercommunality
        if kind == "point":
            place["latitude"] = round(latitude + self.random.gauss(0, SPREAD), 6)
            place["longitude"] = round(longitude + self.random.gauss(0, SPREAD), 6)
        return place

    def tags_of_one(self) -> set[int]:
        """Return the tags of one initiative: one to four."""
        return set(self.random.choices(self.tags, cum_weights=self.tag_weights, k=self.random.randint(1, 4)))

    def actor(self, number: int, commune: tuple[Any, ...]) -> dict[str, Any]:
        """Return the columns of one actor."""
        kind = self.random.choice(list(words.ACTORS))
        name = f"{self.random.choice(words.ACTORS[kind])} {self.random.choice(words.NAMES)}"
        moment = LAST_DAY
        return {
            "name": name, "slug": f"essai-{self.seed}-{number}", "kind": kind, "commune_id": commune[0],
            "status": "published", "created_at": moment, "updated_at": moment, "queued_at": moment,
            "published_at": moment,
        }  # fmt: skip


def generate(*, count: int, seed: int, report: Report = lambda _: None) -> None:
    """Make `count` published sheets in batches, each one transaction; `report` receives how many are there."""
    generator = Generator(seed)
    for start in range(0, count, BATCH):
        size = min(BATCH, count - start)
        with transaction.atomic():
            _batch(generator, start, size)
        report(start + size)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _batch(generator: Generator, start: int, size: int) -> None:
    communes = [generator.commune() for _ in range(size)]
    actors = _reserve(Actor, max(1, size // SHEETS_PER_ACTOR))
    initiatives = _reserve(Initiative, size)
    contact = {"refusal_reason": "", "is_example": False, "phone": "", "email": "", "links": "[]"}
    body = contact | {"summary": "", "description": ""}
    _copy(Actor, ({"id": pk} | body | generator.actor(start + i, communes[i]) for i, pk in enumerate(actors)))

    sheet = contact | {"opening_hours": "", "carried_by": "", "licence": "Licence Ouverte 2.0"}
    sheet |= {"source": SOURCE, "source_url": ""}
    rows = (
        {"id": pk} | sheet | generator.initiative(start + i, communes[i]) for i, pk in enumerate(initiatives)
    )
    _copy(Initiative, rows)

    places = zip(_reserve(Location, size), initiatives, communes, strict=True)
    rows = (
        {"id": row, "initiative_id": pk, "address": ""} | generator.location(place)
        for row, pk, place in places
    )
    _copy(Location, rows)

    tagged = [(pk, tag) for pk in initiatives for tag in sorted(generator.tags_of_one())]
    numbers = _reserve(TaggedInitiative, len(tagged))
    rows = (
        {"id": row, "content_object_id": pk, "tag_id": tag}
        for row, (pk, tag) in zip(numbers, tagged, strict=True)
    )
    _copy(TaggedInitiative, rows)

    numbers = _reserve(Participation, size)
    leaders = [actors[i // SHEETS_PER_ACTOR % len(actors)] for i in range(size)]
    parts = zip(numbers, initiatives, leaders, strict=True)
    _copy(
        Participation,
        ({"id": n, "initiative_id": pk, "actor_id": actor, "role": "porte"} for n, pk, actor in parts),
    )
    Initiative.objects.filter(pk__gte=initiatives[0], pk__lte=initiatives[-1]).refresh()


def _reserve(model: type[Model], size: int) -> Sequence[int]:
    """Take `size` numbers from the sequence of a table, so that rows can refer to each other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [model._meta.db_table])
        (sequence,) = cursor.fetchone()
        cursor.execute("SELECT nextval(%s) FROM generate_series(1, %s)", [sequence, size])
        return [number for (number,) in cursor.fetchall()]


def _copy(model: type[Model], rows: Iterable[dict[str, Any]]) -> None:
    """Write rows (column → value) into the table of a model."""
    iterator: Iterator[dict[str, Any]] = iter(rows)
    first = next(iterator, None)
    if first is None:
        return
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(model._meta.db_table), sql.SQL(", ").join(map(sql.Identifier, first))
    )
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        copy.write_row(tuple(first.values()))
        for row in iterator:
            copy.write_row(tuple(row[name] for name in first))


@transaction.atomic
def remove() -> int:
    """Delete all trial sheets and their actors; return the number of sheets."""
    doomed = "SELECT id FROM initiatives_initiative WHERE source = %s"
    tables = ["listing", "pin", "location", "taggedinitiative", "participation", "initiativetheme"]
    with connection.cursor() as cursor:
        for table in tables:
            column = "content_object_id" if table == "taggedinitiative" else "initiative_id"
            cursor.execute(f"DELETE FROM initiatives_{table} WHERE {column} IN ({doomed})", [SOURCE])  # noqa: S608 our own names
        cursor.execute("DELETE FROM initiatives_initiative WHERE source = %s", [SOURCE])
        count: int = cursor.rowcount
        cursor.execute("DELETE FROM initiatives_actor WHERE slug ~ '^essai-[0-9]+-[0-9]+$'")
    return count
