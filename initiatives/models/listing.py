"""What the public reads: narrow tables derived from published initiatives by `initiatives_refresh` in SQL.

Nobody else writes them. `Listing` answers lists and searches, `Pin` the map, `KeyCount` and `CellCount` hold
counts that stay true in the transaction of the change, by triggers on the first two.

A *key* is one fact to filter by, as text: `theme:3`, `tag:12`, `acteur:7`, `type:association`,
`avancement:activite`, `echelle:commune`, a territory (`departement-29`), `sur:region-53` (located at that very
level), `sans-point` (nothing on the map), and `*`, that every row has.
"""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models

ALL = "*"


class Listing(models.Model):
    """One published initiative, as lists read it."""

    initiative = models.OneToOneField(
        "initiatives.Initiative", models.CASCADE, primary_key=True, related_name="listing"
    )
    keys = ArrayField(models.TextField())
    search = SearchVectorField()
    title_key = models.TextField()
    published_at = models.DateTimeField()

    class Meta:
        indexes = [
            GinIndex(fields=["keys"], name="listing_keys"),
            GinIndex(fields=["search"], name="listing_search"),
            models.Index(fields=["-published_at", "-initiative"], name="listing_recent"),
            models.Index(fields=["title_key", "initiative"], name="listing_title"),
        ]

    def __str__(self) -> str:
        return self.title_key


class Pin(models.Model):
    """One point of one published initiative, as the map reads it."""

    location = models.OneToOneField(
        "initiatives.Location", models.CASCADE, primary_key=True, related_name="pin"
    )
    initiative = models.ForeignKey("initiatives.Initiative", models.CASCADE, related_name="pins")
    cell = models.BigIntegerField()
    department = models.CharField(max_length=3)
    themes = ArrayField(models.BigIntegerField())
    keys = ArrayField(models.TextField())
    # Micro-degrees: integers, so that sums over millions of points neither drift nor depend on their order.
    latitude_e6 = models.IntegerField()
    longitude_e6 = models.IntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["cell"], name="pin_cell"),
            models.Index(fields=["department", "cell"], name="pin_department_cell"),
            GinIndex(fields=["keys"], name="pin_keys"),
        ]

    def __str__(self) -> str:
        return f"{self.latitude_e6 / 1e6:.4f}, {self.longitude_e6 / 1e6:.4f}"


class KeyCountQuerySet(models.QuerySet["KeyCount"]):
    """Sets of counts."""

    def number(self, key: str) -> int:
        """Return how many published initiatives have this key."""
        return self.filter(key=key).values_list("count", flat=True).first() or 0

    def of(self, prefix: str) -> dict[str, int]:
        """Return the numbers of all keys that begin so, by what follows the prefix."""
        pairs = self.filter(key__startswith=prefix).values_list("key", "count")
        return {key.removeprefix(prefix): count for key, count in pairs}


class KeyCount(models.Model):
    """How many published initiatives have a key."""

    key = models.TextField(primary_key=True)
    count = models.IntegerField()

    objects = KeyCountQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(count__gte=0), name="key_count_not_negative")
        ]

    def __str__(self) -> str:
        return f"{self.key}\u00a0: {self.count}"


class CellCount(models.Model):
    """How many pins, and the sum of their positions, in a zoom-12 cell, a department and a theme (0: all)."""

    cell = models.IntegerField()  # Morton code at zoom 12: 24 bits
    department = models.CharField(max_length=3)
    theme = models.BigIntegerField()
    count = models.IntegerField()
    latitude_sum = models.BigIntegerField()  # micro-degrees
    longitude_sum = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["theme", "cell", "department"], name="cell_count_unique"),
            models.CheckConstraint(condition=models.Q(count__gte=0), name="cell_count_not_negative"),
        ]
        indexes = [models.Index(fields=["theme", "department", "cell"], name="cell_count_department")]

    def __str__(self) -> str:
        return f"{self.cell}\u00a0: {self.count}"
