"""The points of the map in the order of their cells, as `initiatives_rebuild` last found them.

A rectangle of the map is then a few runs of ranks, and what passes a filter there is counted by `MapBits`, one bit for
each rank. Both stay as they are until the next rebuilding, but for the bits of `ALL`: a point that goes loses its own,
one that comes is a `NewPin` until then. A filter is therefore always a set of bits within those of `ALL`, and the new
pins looked at one by one.
"""

from django.db import models

from initiatives.models.listing import BitsField


class MapPoint(models.Model):
    """A drawn pin, at the last rebuilding."""

    rank = models.IntegerField(primary_key=True)
    cell = models.BigIntegerField()
    # No foreign keys: points that have gone stay.
    location_id = models.BigIntegerField()
    initiative_id = models.BigIntegerField()
    position = models.IntegerField()  # of the listing
    latitude_e6 = models.IntegerField()
    longitude_e6 = models.IntegerField()

    class Meta:
        indexes = [models.Index(fields=["cell", "rank"], name="map_point_cell")]

    def __str__(self) -> str:
        return f"{self.rank}: {self.latitude_e6 / 1e6:.4f}, {self.longitude_e6 / 1e6:.4f}"


class MapBits(models.Model):
    """Which ranks of a chunk have a frequent key or word, as `KeyBits` says it of positions.

    The keys `x:5` and `y:5` say of every point whether it lies in the eastern or southern half of its square of zoom 4,
    and so on: with them, points are added up where they stand without being read.
    """

    pk = models.CompositePrimaryKey("key", "chunk")
    key = models.TextField(db_collation="C")
    chunk = models.IntegerField()
    # One or the other, as in `KeyBits`.
    bits = BitsField(null=True)
    plain = BitsField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(bits=None, plain__isnull=False) | models.Q(bits__isnull=False, plain=None),
                name="map_bits_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key}, {self.chunk}"


class NewPin(models.Model):
    """A drawn pin that came after the last rebuilding."""

    location_id = models.BigIntegerField(primary_key=True)

    def __str__(self) -> str:
        return str(self.location_id)
