"""What a database of the benchmark holds: places by inhabitants, themes, tags and words by number of sheets.

Drawn with a fixed seed: the same data give the same draws. Read in SQL, so that no Django has to be set up.
"""

import random
from dataclasses import dataclass
from datetime import date
from itertools import accumulate

import psycopg

WHOLE = 1_500_000  # the number of sheets for which the classes of words below are given
SAMPLE = 20_000  # sheets whose words are read
# Number of matches at `WHOLE` sheets; scaled with the number of sheets there are.
RARE = (1, 1_000)
FEW = (1, 20_000)
COMMON = (10_000, 100_000)
MANY = (100_000, 10**9)


@dataclass(frozen=True)
class Commune:
    """A populated place; positions in degrees WGS 84."""

    code: str
    name: str
    latitude: float
    longitude: float
    intercommunality: str
    department: str
    region: str

    @property
    def tokens(self) -> dict[str, str]:
        """The value of the filter `territoire` for each level that holds it."""
        return {
            "commune": f"commune-{self.code}",
            "intercommunalite": f"intercommunalite-{self.intercommunality}",
            "departement": f"departement-{self.department}",
            "region": f"region-{self.region}",
        }


COMMUNES = """
SELECT c.code, c.name, c.latitude, c.longitude, c.intercommunality_id, c.department_id, d.region_id, c.population
FROM places_commune c JOIN places_department d ON d.code = c.department_id
WHERE c.successor_id IS NULL AND c.latitude IS NOT NULL AND c.population > 0
    AND c.intercommunality_id IS NOT NULL AND d.region_id IS NOT NULL
ORDER BY c.code
"""
TAGS = """
SELECT t.slug, t.name, k.count FROM initiatives_tag t JOIN initiatives_keycount k ON k.key = 'tag:' || t.id
ORDER BY k.count DESC, t.slug
"""
LEXEMES = """
SELECT tsvector_to_array(search) FROM initiatives_listing TABLESAMPLE SYSTEM (%s) REPEATABLE (1) ORDER BY initiative_id
"""
# What people type is stemmed: a stem is a word to type only where it is its own stem.
STEMS = (
    "SELECT w FROM unnest(%s::text[]) w WHERE plainto_tsquery('french_folded', w)::text = quote_literal(w)"
)
TOLD = """
SELECT slug FROM initiatives_initiative WHERE slug LIKE 'essai-%' AND id IN (
    SELECT e.initiative_id FROM events_event_initiatives e JOIN articles_article_initiatives a USING (initiative_id)
    ORDER BY e.initiative_id LIMIT 10000
) ORDER BY id
"""
MATCHES = "SELECT count(*) FROM initiatives_listing WHERE search @@ plainto_tsquery('french_folded', %s)"


class Corpus:
    """One database, read through `connection`."""

    def __init__(self, connection: psycopg.Connection, seed: int = 1) -> None:
        self.connection = connection
        self.random = random.Random(seed)  # noqa: S311 - not a secret
        rows = connection.execute(COMMUNES).fetchall()
        self._communes = [Commune(*row[:-1]) for row in rows]
        self._weights = list(accumulate(row[-1] for row in rows))
        self.themes = self._column("SELECT slug FROM initiatives_theme ORDER BY rank, id")
        rows = connection.execute(TAGS).fetchall()
        self.tags = {slug: number for slug, _, number in rows}
        self.tag_names = [name for _, name, _ in rows]
        self.sheets = self._number("SELECT count(*) FROM initiatives_listing")
        share = min(100.0, 100 * SAMPLE / max(1, self.sheets))
        self._texts: list[list[str]] = self._column(LEXEMES, [share])
        self._estimates = self._estimate()
        self.matches: dict[str, int] = {}  # of each text asked for, exact

    def commune(self) -> Commune:
        """Return a commune, likelier the more people live there."""
        return self.random.choices(self._communes, cum_weights=self._weights)[0]

    def names(self) -> list[str]:
        """Return titles, tags, themes, actors and communes, in a drawn order: what people begin to type."""
        found = [commune.name for commune in (self.commune() for _ in range(20))]
        found += self._column("SELECT name FROM initiatives_tag ORDER BY id LIMIT 20")
        found += self._column("SELECT name FROM initiatives_theme ORDER BY id")
        found += self._column("SELECT title FROM initiatives_initiative ORDER BY id DESC LIMIT 20")
        found += self._column("SELECT name FROM initiatives_actor ORDER BY id DESC LIMIT 20")
        self.random.shuffle(found)
        return found

    def slugs(self, table: str, size: int) -> list[str]:
        """Return the addresses of generated sheets of a table, drawn."""
        query = f"SELECT slug FROM {table} WHERE slug LIKE 'essai-%%' ORDER BY id LIMIT %s"  # noqa: S608 - our own names
        found = self._column(query, [10_000])
        return self.random.sample(found, min(size, len(found)))

    def told(self) -> list[str]:
        """Return the addresses of generated initiatives that a meeting presents and an analysis tells of."""
        return self._column(TOLD)

    def words(self, bounds: tuple[int, int], size: int) -> list[str]:
        """Return at most `size` words whose number of matches lies in `bounds`; else the one that comes nearest."""
        low, high = (limit * self.sheets / WHOLE for limit in bounds)
        likely = [word for word, number in self._estimates.items() if low <= number < max(high, low + 2)]
        self.random.shuffle(likely)
        found = []
        for word in likely[: 4 * size]:
            if low <= self._count(word) < max(high, low + 2):
                found.append(word)
            if len(found) == size:
                break
        return found or [min(self._estimates, key=lambda word: abs(self._estimates[word] - low))]

    def commonest(self) -> str:
        """Return the word that most sheets have."""
        word = max(self._estimates, key=lambda word: self._estimates[word])
        self._count(word)
        return word

    def pairs(self, size: int) -> list[str]:
        """Return pairs of words that one sheet at least has together, neither in more than a tenth of the sheets."""
        most = max(self.sheets / 10, 5)  # a site of a few sheets has pairs too
        found: dict[str, None] = {}
        for _ in range(100 * size):
            text = [
                word
                for word in self.random.choice(self._texts)
                if self._estimates.get(word, most + 1) <= most
            ]
            if len(text) > 1:
                found[" ".join(self.random.sample(text, 2))] = None
            if len(found) == size:
                break
        for pair in found:
            self._count(pair)
        return list(found)

    def _estimate(self) -> dict[str, float]:
        numbers: dict[str, int] = {}
        for text in self._texts:
            for word in text:
                numbers[word] = numbers.get(word, 0) + 1
        plain = [
            word for word in sorted(numbers) if word.isascii() and word.isalpha() and 3 <= len(word) <= 20
        ]
        stems = self._column(STEMS, [plain])
        return {word: numbers[word] * self.sheets / len(self._texts) for word in stems}

    def _count(self, text: str) -> int:
        if text not in self.matches:
            self.matches[text] = self._number(MATCHES, [text])
        return self.matches[text]

    def _column(self, query: str, values: list | None = None) -> list:
        return [row[0] for row in self.connection.execute(query, values)]

    def today(self) -> date:
        """Return the day that it is."""
        found: date = self._column("SELECT current_date")[0]
        return found

    def _number(self, query: str, values: list | None = None) -> int:
        return int(self._column(query, values)[0])
