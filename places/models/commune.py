"""Communes, and how they are found."""

from typing import Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, FloatField, Q
from django.db.models.functions import Abs, Cos, Least, Radians

from places.distance import distance_km
from places.lookup import OFFICIAL_CODE, OTHER, Asked, CommuneWords, best_first, resembling
from places.models.department import Department
from places.models.intercommunality import Intercommunality
from places.models.place import Place, SuccessionQuerySet


class CommuneQuerySet(SuccessionQuerySet["Commune"]):
    """Communes, by what people type, by code, by distance."""

    def search(self, text: str, limit: int = 10) -> Self:
        """Return at most `limit` current communes that `text` may mean, the best first.

        `text` is what a person types: part of a name, a postcode or an official code, with a department or a region
        if wished. Within one quality of match the most populated come first. Any input is safe.
        """
        return best_first(self.current(), Asked.by(text).narrow(Department.objects.all()))[:limit]

    def resembling(self, text: str, limit: int = 5) -> Self:
        """Return at most `limit` current communes whose name is spelt nearly like `text`, the nearest first."""
        return resembling(self.current(), text)[:limit]

    def by_code(self, code: str) -> "Commune | None":
        """Return the current commune that `code` names today, be it an arrondissement or a former code."""
        if not OFFICIAL_CODE.fullmatch(code.lower()):
            return None
        commune = self.select_related("successor").filter(code=code.upper()).first()
        if commune:
            return commune.successor or commune
        return self.current().filter(former_codes__contains=[code.upper()]).order_by("-population").first()

    def nearest(self, latitude: float, longitude: float) -> Self:
        """Order the current communes by their distance to a point (degrees WGS 84), nearest first.

        The distance is that of a flat map scaled at that latitude: right for neighbours, wrong across oceans.
        """
        gap = Abs(F("longitude") - longitude)
        east = Least(gap, 360.0 - gap) * Cos(Radians(models.Value(latitude, FloatField())))
        north = F("latitude") - latitude
        return self.current().exclude(latitude=None).order_by(east * east + north * north)


class Commune(Place):
    """A commune of today, or a former one, which then has a successor.

    `position_exact` says that latitude and longitude (degrees WGS 84) are those of the commune itself; otherwise
    they come from its neighbourhood: good to open a map or to sort by distance, never for a pin.
    """

    level = "commune"

    code = models.CharField("code INSEE", primary_key=True, max_length=5)
    department = models.ForeignKey(
        Department, models.PROTECT, related_name="communes", verbose_name="département"
    )
    intercommunality = models.ForeignKey(
        Intercommunality,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="communes",
        verbose_name="intercommunalité",
    )
    population = models.PositiveIntegerField(default=0)
    postcodes = ArrayField(
        models.CharField(max_length=5), default=list, blank=True, verbose_name="codes postaux"
    )
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    position_exact = models.BooleanField("position exacte", default=False)
    former_names = ArrayField(
        models.CharField(max_length=200),
        default=list,
        blank=True,
        verbose_name="autres noms",
        help_text="Anciens noms, communes réunies dans celle-ci, arrondissements.",
    )
    former_codes = ArrayField(
        models.CharField(max_length=5), default=list, blank=True, verbose_name="autres codes"
    )
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="predecessors")

    objects = CommuneQuerySet.as_manager()

    class Meta(Place.Meta):
        verbose_name = "commune"
        indexes = [
            GinIndex(CommuneWords(), name="commune_words"),
            GinIndex(OpClass("key", "gin_trgm_ops"), name="commune_key_trigrams"),
            GinIndex("former_codes", name="commune_former_codes"),
            models.Index(fields=["key"], name="commune_key"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None, position_exact=False)
                | Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                ),
                name="commune_position_is_whole",
            ),
            models.CheckConstraint(
                condition=~Q(successor=F("code")), name="commune_is_not_its_own_successor"
            ),
        ]

    @property
    def label(self) -> str:
        """The name that tells homonyms apart: « Saint-Denis (93) »."""
        return f"{self.name} ({self.department_id})"

    def km_from(self, latitude: float, longitude: float) -> float | None:
        """Return the kilometres from here to a point (degrees WGS 84), or None where no position is known."""
        if self.latitude is None or self.longitude is None:
            return None
        return distance_km(self.latitude, self.longitude, latitude, longitude)

    def as_suggestion(self, text: str = "") -> dict[str, object]:
        """Return what the look-up shows of this commune; coordinates are degrees WGS 84 or null.

        `former` is the former name by which the look-up of `text` found it, if it is not found by its own.
        """
        by_former = getattr(self, "quality", None) == OTHER
        return {
            "code": self.code,
            "name": self.name,
            "label": self.label,
            "former": Asked.by(text).former_name(self.former_names) if by_former else None,
            "department": self.department.name,
            "postcodes": self.postcodes[:3],
            "latitude": self.latitude,
            "longitude": self.longitude,
        }
