"""Where an initiative happens."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Func, Q

from places.models import Place
from places.territory import Territory

# Kilometres: a point farther from its commune is questioned (architecture.md, "The nouns").
FAR_KM = 30

# The field of a location, and the path from a commune, for each kind of territory.
FIELDS = {
    "region": "region",
    "departement": "department",
    "intercommunalite": "intercommunality",
    "commune": "commune",
}


class Morton(Func):
    """The cell of a point: see `initiatives/map/tiles.py`."""

    function = "morton28"
    output_field = models.BigIntegerField()


class Location(models.Model):
    """One place of an initiative. Only points are on the map: what has none never gets a fake pin."""

    class Kind(models.TextChoices):
        POINT = "point", "Une adresse précise"
        COMMUNE = "commune", "Toute une commune"
        TERRITORY = "territory", "Un territoire plus large"
        ITINERANT = "itinerant", "Itinérante"
        ONLINE = "online", "En ligne"
        NATIONAL = "national", "Tout le pays"

    initiative = models.ForeignKey("initiatives.Initiative", models.CASCADE, related_name="locations")
    kind = models.CharField("sorte de lieu", max_length=10, choices=Kind)
    commune = models.ForeignKey(
        "places.Commune",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="locations",
        db_index=False,
        verbose_name="commune",
    )
    # For a `point` or a `commune`, these follow the commune; for a `territory`, the most precise one is the
    # territory itself. A trigger fills them, so that bulk writes and a new map of communes cannot forget it.
    intercommunality = models.ForeignKey(
        "places.Intercommunality",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="locations",
        db_index=False,
    )
    department = models.ForeignKey(
        "places.Department", models.PROTECT, null=True, blank=True, related_name="locations", db_index=False
    )
    region = models.ForeignKey(
        "places.Region", models.PROTECT, null=True, blank=True, related_name="locations", db_index=False
    )
    address = models.CharField("adresse", max_length=200, blank=True)
    latitude = models.FloatField(  # degrees, WGS 84
        "latitude", null=True, blank=True, validators=[MinValueValidator(-85), MaxValueValidator(85)]
    )
    longitude = models.FloatField(
        "longitude", null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )
    cell = models.GeneratedField(
        expression=Morton(F("latitude"), F("longitude")),
        output_field=models.BigIntegerField(null=True),
        db_persist=True,
    )

    class Meta:
        verbose_name = "lieu"
        verbose_name_plural = "lieux"
        ordering = ["pk"]
        # By hand: for a key that is text, Django would make two of each, the second for LIKE.
        indexes = [
            models.Index(fields=["commune"], name="location_commune"),
            models.Index(fields=["intercommunality"], name="location_intercommunality"),
            models.Index(fields=["department"], name="location_department"),
            models.Index(fields=["region"], name="location_region"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    kind="point", commune__isnull=False, latitude__isnull=False, longitude__isnull=False
                )
                | (~Q(kind="point") & Q(latitude__isnull=True, longitude__isnull=True)),
                name="location_point_has_position",
            ),
            models.CheckConstraint(
                condition=~Q(kind="commune") | Q(commune__isnull=False), name="location_commune_is_named"
            ),
            models.CheckConstraint(
                condition=~Q(kind="territory")
                | Q(commune__isnull=True)
                & (Q(intercommunality__isnull=False) | Q(department__isnull=False) | Q(region__isnull=False)),
                name="location_territory_is_named",
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True)
                | Q(latitude__gte=-85, latitude__lte=85, longitude__gte=-180, longitude__lte=180),
                name="location_position_in_range",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def clean(self) -> None:
        """Say in French what each kind of location needs."""
        if self.kind == self.Kind.POINT and (
            self.commune_id is None or self.latitude is None or self.longitude is None
        ):
            raise ValidationError("Une adresse précise demande une commune, une latitude et une longitude.")
        if self.kind != self.Kind.POINT and (self.latitude is not None or self.longitude is not None):
            raise ValidationError("Seule une adresse précise a une latitude et une longitude.")
        if self.kind == self.Kind.COMMUNE and self.commune_id is None:
            raise ValidationError("Choisissez la commune.")
        if self.kind == self.Kind.TERRITORY:
            if self.commune_id is not None:
                raise ValidationError(
                    "Pour une seule commune, choisissez la sorte «\u00a0Toute une commune\u00a0»."
                )
            if not (self.intercommunality_id or self.department_id or self.region_id):
                raise ValidationError("Choisissez l’intercommunalité, le département ou la région.")

    @staticmethod
    def inside(territory: Territory) -> Q:
        """Return the condition for a location to lie inside this territory; wider ones do not."""
        return Q(**{f"{FIELDS[territory.kind]}_id": territory.code})

    @property
    def place(self) -> Place | None:
        """The most precise place of the gazetteer that holds this location; None for online and national."""
        return self.commune or self.intercommunality or self.department or self.region

    @property
    def label(self) -> str:
        """In a few words: "Brest (29)", "Bretagne", "En ligne"."""
        if self.commune:
            return self.commune.label
        if self.kind == self.Kind.ONLINE:
            return "En ligne"
        if self.kind == self.Kind.NATIONAL:
            return "Toute la France"
        return self.place.name if self.place else self.get_kind_display()

    def snapshot(self) -> dict[str, Any]:
        """Return the public fields as JSON data."""
        names = ["kind", "address", "latitude", "longitude"]
        ids = {
            name: getattr(self, f"{name}_id")
            for name in ["commune", "intercommunality", "department", "region"]
        }
        return {name: getattr(self, name) for name in names} | ids
