"""What the public reads: narrow tables derived from published initiatives by `initiatives_refresh` in SQL.

Nobody else writes them. `Listing` answers lists and searches, `Pin` the map. `KeyCount`, `PairCount`, `CellCount`
and `KeyBits` hold what would be long to count; they stay true in the transaction of the change, by triggers on the
first two. `initiatives_rebuild` makes them anew: after a bulk load, and each night to choose the frequent keys.

A *key* is one fact to filter by, as text: `theme:3`, `tag:12`, `acteur:7`, `type:association`,
`avancement:activite`, `echelle:commune`, a territory (`departement-29`), `sur:region-53` (located at that very
level), `sans-point` (nothing on the map), `verifiee` (a day of verification is known), `appel:personnes` (it
has an open call of this kind) and `appel:1` (of any), and `*`, that every row has.
Frequent words are keys too, in `FrequentKey` and `KeyBits` only: `mot:jardin` (a stem anywhere in the sheet),
`titre:jardin` (in its title).
"""

from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q

from places.statements import fetch

ALL = "*"
VERIFIED = "verifiee"
ANY_CALL = "appel:1"
NUMBERS = "SELECT key, count FROM initiatives_keycount WHERE key = ANY(%s)"
BEGINNING = "SELECT key, count FROM initiatives_keycount WHERE key >= %s AND key < %s"
CHUNK_BITS = 15  # a chunk of `KeyBits` covers 2^15 positions, in 4 kB
CHUNK_SIZE = 1 << CHUNK_BITS


class BitsField(models.Field):
    """A string of `CHUNK_SIZE` bits of PostgreSQL."""

    def db_type(self, connection: Any) -> str:
        """Return the type of the column."""
        return f"bit({CHUNK_SIZE})"


class Listing(models.Model):
    """One published initiative, as lists read it.

    `position` counts sheets in the order in which they appeared: the newest has the highest.
    """

    initiative = models.OneToOneField(
        "initiatives.Initiative", models.CASCADE, primary_key=True, related_name="listing"
    )
    position = models.IntegerField()
    keys = ArrayField(models.TextField())
    search = SearchVectorField()
    title_key = models.TextField()
    published_at = models.DateTimeField()
    # What a card shows beside the initiative's own columns: {"places": […], "leaders": […], "photo": {…} or null}.
    card = models.JSONField()

    class Meta:
        indexes = [
            GinIndex(fields=["keys"], name="listing_keys"),
            GinIndex(fields=["search"], name="listing_search"),
            models.Index(fields=["position"], include=["initiative"], name="listing_position"),
            models.Index(fields=["title_key", "initiative"], name="listing_title"),
            models.Index(fields=["-published_at", "-initiative"], name="listing_published"),
            # For LIKE 'text%', whatever the collation of the database.
            models.Index(OpClass("title_key", "text_pattern_ops"), name="listing_title_beginning"),
        ]

    def __str__(self) -> str:
        return self.title_key


class Pin(models.Model):
    """One place of one published initiative: a point of the map, or a commune that serves only to sort by distance."""

    location = models.OneToOneField(
        "initiatives.Location", models.CASCADE, primary_key=True, related_name="pin"
    )
    initiative = models.ForeignKey("initiatives.Initiative", models.CASCADE, related_name="pins")
    position = models.IntegerField()  # of the listing
    drawn = models.BooleanField()  # a point; what has none never gets a fake one
    cell = models.BigIntegerField()
    department = models.CharField(max_length=3)
    themes = ArrayField(models.BigIntegerField())
    keys = ArrayField(models.TextField())
    # Micro-degrees: integers, so that sums over millions of points neither drift nor depend on their order.
    latitude_e6 = models.IntegerField()
    longitude_e6 = models.IntegerField()

    class Meta:
        indexes = [
            models.Index(
                fields=["cell"],
                include=["latitude_e6", "longitude_e6", "position", "department"],
                condition=Q(drawn=True),
                name="pin_cell",
            ),
            models.Index(fields=["cell"], condition=Q(drawn=False), name="pin_cell_not_drawn"),
            GinIndex(fields=["keys"], name="pin_keys"),
        ]

    def __str__(self) -> str:
        return f"{self.latitude_e6 / 1e6:.4f}, {self.longitude_e6 / 1e6:.4f}"


class KeyCountQuerySet(models.QuerySet["KeyCount"]):
    """Sets of counts."""

    def number(self, key: str) -> int:
        """Return how many published initiatives have this key."""
        return self.numbers([key]).get(key, 0)

    def numbers(self, keys: Iterable[str]) -> dict[str, int]:
        """Return how many published initiatives have each of these keys; those that nothing ever had are left out."""
        return dict(fetch(NUMBERS, [list(keys)]))

    def of(self, prefix: str) -> dict[str, int]:
        """Return the numbers of all keys that begin so, by what follows the prefix."""
        # A range, not LIKE: it needs no index of its own whatever the collation.
        following = prefix[:-1] + chr(ord(prefix[-1]) + 1)
        return {key.removeprefix(prefix): count for key, count in fetch(BEGINNING, [prefix, following])}


class KeyCount(models.Model):
    """How many published initiatives have a key."""

    key = models.TextField(primary_key=True, db_collation="C")
    count = models.IntegerField()

    objects = KeyCountQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(count__gte=0), name="key_count_not_negative")
        ]

    def __str__(self) -> str:
        return f"{self.key}\u00a0: {self.count}"


class FrequentKey(models.Model):
    """A key of so many sheets that `KeyBits` are kept for it; `initiatives_rebuild` chooses them."""

    key = models.TextField(primary_key=True, db_collation="C")
    has_pairs = models.BooleanField(db_default=False)  # in `PairCount`: of words, the commonest
    # Counted in every search for words: what lists offer at first, of tags the commonest. Its bits are not compressed.
    is_plain = models.BooleanField(db_default=False)

    def __str__(self) -> str:
        return self.key


class PairCount(models.Model):
    """How many published initiatives have a frequent key and a key that lists offer to filter by.

    Of the commonest words too, with plain keys only.
    """

    pk = models.CompositePrimaryKey("within", "key")
    within = models.TextField(db_collation="C")
    key = models.TextField(db_collation="C")
    count = models.IntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(count__gte=0), name="pair_count_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.within}, {self.key}\u00a0: {self.count}"


class KeyBits(models.Model):
    """Which positions of a chunk have a frequent key: one bit each, the first position leftmost."""

    pk = models.CompositePrimaryKey("key", "chunk")
    key = models.TextField(db_collation="C")
    chunk = models.IntegerField()
    # One or the other: compressed, or as it is where many are set and for plain keys.
    bits = BitsField(null=True)
    plain = BitsField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(bits=None, plain__isnull=False) | models.Q(bits__isnull=False, plain=None),
                name="key_bits_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key}, {self.chunk}"


class CellCount(models.Model):
    """How many drawn pins, and the sum of their positions, in a cell of one `level`, a place and a theme (0: all).

    `place` is empty for the whole map, or a territory smaller than a region. Communes and intercommunalities have
    no counts by theme. Levels are even zooms of the map, from 2 to 12; to 14 for the whole map.
    """

    pk = models.CompositePrimaryKey("place", "theme", "level", "cell")
    place = models.TextField(db_collation="C")
    theme = models.BigIntegerField()
    level = models.SmallIntegerField()
    cell = models.IntegerField()  # Morton code at the level: 28 bits at most
    count = models.IntegerField()
    latitude_sum = models.BigIntegerField()  # micro-degrees
    longitude_sum = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(count__gte=0), name="cell_count_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.place} {self.cell}\u00a0: {self.count}"
