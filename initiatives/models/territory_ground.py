"""What the map of a territory shows whatever happens there."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.db import models

from initiatives.basemap.ground import Ground
from initiatives.basemap.outlines import Bounds


class TerritoryGround(models.Model):
    """The ground of the map of a region or a department, drawn by the worker: it changes with the gazetteer only."""

    territory = models.TextField(primary_key=True, db_collation="C")  # `departement-29`
    bounds = ArrayField(models.FloatField(), size=4)  # west, south, east, north, in degrees
    france = models.TextField()  # the `d` of each path
    others = models.TextField()
    outline = models.TextField()
    dots = models.TextField()
    centres = models.JSONField()  # latitude and longitude of each part, by its token

    def __str__(self) -> str:
        return self.territory

    @classmethod
    def of(cls, territory: str, ground: Ground, centres: dict[str, tuple[float, float]]) -> Self:
        """Return the row, not saved, of a ground and the middles of its parts."""
        return cls(
            territory=territory,
            bounds=list(ground.bounds),
            france=ground.france,
            others=ground.others,
            outline=ground.outline,
            dots=ground.dots,
            centres={token: list(centre) for token, centre in centres.items()},
        )

    @property
    def ground(self) -> Ground:
        """What is drawn."""
        return Ground(Bounds(*self.bounds), self.france, self.others, self.outline, self.dots)

    def middle(self, token: str) -> tuple[float, float] | None:
        """Return latitude and longitude of the middle of a part; None of one that the gazetteer did not place."""
        centre = self.centres.get(token)
        return (centre[0], centre[1]) if centre else None
