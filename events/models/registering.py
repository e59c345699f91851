"""Whether one says beforehand that one comes to a meeting, and how many may."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from events.models import Occurrence

MOST = 10_000  # seats at one date


class Registering(models.Model):
    """How one registers for the dates of a meeting; without a row, one just comes."""

    class Closing(models.IntegerChoices):
        AT_START = 0, "Quand la rencontre commence"
        TWO_HOURS = 2, "Deux heures avant"
        ONE_DAY = 24, "Un jour avant"
        TWO_DAYS = 48, "Deux jours avant"
        ONE_WEEK = 168, "Une semaine avant"

    event = models.OneToOneField("events.Event", models.CASCADE, related_name="registering")
    is_open = models.BooleanField("inscriptions ouvertes", default=False)
    # Of each date; None for a meeting where there is always room.
    capacity = models.PositiveSmallIntegerField(
        "nombre de places",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST)],
    )
    closes_before = models.PositiveSmallIntegerField(
        "fin des inscriptions", choices=Closing, default=Closing.AT_START
    )  # hours before a date begins

    class Meta:
        verbose_name = "inscriptions d’une rencontre"
        verbose_name_plural = "inscriptions des rencontres"
        constraints = [
            models.CheckConstraint(
                condition=Q(capacity=None) | Q(capacity__gte=1, capacity__lte=MOST),
                name="registering_capacity_bound",
            ),
            models.CheckConstraint(
                condition=Q(closes_before__in=[0, 2, 24, 48, 168]), name="registering_closing_known"
            ),
        ]

    def __str__(self) -> str:
        return f"inscriptions à {self.event}"

    def closes_at(self, occurrence: "Occurrence") -> datetime:
        """Return when one may register no more for a date."""
        return occurrence.starts_at - timedelta(hours=self.closes_before)
