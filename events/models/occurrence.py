"""Each time that a meeting takes place: what lists, months and feeds read."""

from datetime import date, datetime, time, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from events.words import hour_in_words, hours_in_words, weekday_in_words, zone_in_words
from events.zones import ZONES, moment, zone
from moderation.models import Status

LONGEST = timedelta(days=14)  # of one meeting, from its beginning to its end
DAWN = time(6)  # what ends before is of the evening before


def today_begins() -> datetime:
    """Return when today began by the clock of the site: what ended before is past (ETags hold the day)."""
    return timezone.make_aware(datetime.combine(timezone.localdate(), time()))


class OccurrenceQuerySet(models.QuerySet["Occurrence"]):
    """Times of meetings."""

    def published(self) -> Self:
        """Return those of published meetings."""
        return self.filter(event__status=Status.PUBLISHED)

    def coming(self) -> Self:
        """Return what is not over, or ends today, the next first."""
        begun = today_begins()
        # None lasts longer: so the index on the beginning serves.
        return self.filter(ends_at__gte=begun, starts_at__gte=begun - LONGEST).order_by("starts_at", "pk")

    def past(self) -> Self:
        """Return what was over before today, the last first."""
        begun = today_begins()
        return self.filter(ends_at__lt=begun, starts_at__lt=begun).order_by("-starts_at", "-pk")

    def between(self, start: datetime, end: datetime) -> Self:
        """Return what takes place, if only in part, from one moment to another (left out), in order."""
        found = self.filter(starts_at__gte=start - LONGEST, starts_at__lt=end, ends_at__gt=start)
        return found.order_by("starts_at", "pk")

    def on(self, day: date) -> Self:
        """Return what takes place on a day, if only in part, each by the clock of its place, in order."""
        begun = timezone.make_aware(datetime.combine(day, time()))
        goes_on = Q()
        for name in ZONES:
            goes_on |= Q(event__time_zone=name, ends_at__gt=moment(datetime.combine(day, DAWN), name))
        # A day on the other side of the world begins half a day before or after ours.
        near = self.between(begun - timedelta(days=1), begun + timedelta(days=2))
        return near.filter(Q(day=day) | Q(day__lt=day) & goes_on)

    def for_lists(self) -> Self:
        """Fetch what a list says of each: the meeting, its commune, its themes."""
        related = self.select_related("event__commune").prefetch_related("event__themes")
        return related.defer("event__description", "event__words_found")


class Occurrence(models.Model):
    """One time that a meeting takes place. Rows keep their number as long as their day stays in the rule."""

    event = models.ForeignKey("events.Event", models.CASCADE, related_name="occurrences", db_index=False)
    day = models.DateField("jour")  # local: what the rule says, by which a date is cancelled
    starts_at = models.DateTimeField("début")
    ends_at = models.DateTimeField("fin")
    is_cancelled = models.BooleanField("annulée", default=False)

    objects = OccurrenceQuerySet.as_manager()

    class Meta:
        verbose_name = "date"
        ordering = ["starts_at", "pk"]
        constraints = [
            # Checked at the end: of times that move, one may take the day that another leaves.
            models.UniqueConstraint(
                fields=["event", "day"], name="occurrence_once_a_day", deferrable=models.Deferrable.DEFERRED
            ),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="occurrence_ends_after"),
        ]
        indexes = [
            # With the end, so that what began lately and is over is passed over in the index.
            models.Index(fields=["starts_at", "ends_at", "id"], name="occurrence_next"),
            models.Index(fields=["event", "starts_at"], name="occurrence_of_event"),
        ]

    def __str__(self) -> str:
        return f"{self.event}, {self.day:%d/%m/%Y}"

    @property
    def start(self) -> datetime:
        """When it begins, by the clock of its own time zone."""
        return self.starts_at.astimezone(zone(self.event.time_zone))

    @property
    def end(self) -> datetime:
        """When it ends, by the clock of its own time zone."""
        return self.ends_at.astimezone(zone(self.event.time_zone))

    @property
    def last_day(self) -> date:
        """The last of its days, by the clock of its own time zone: a night that ends before dawn is of its evening."""
        night = datetime.combine(self.day, DAWN) - datetime.combine(self.day, time())
        return max(self.day, (self.end - night - timedelta(microseconds=1)).date())

    @property
    def is_off(self) -> bool:
        """Whether it does not take place: it, or the whole meeting, is cancelled."""
        return self.is_cancelled or self.event.is_cancelled

    @property
    def is_past(self) -> bool:
        """Whether it was over before today."""
        return self.ends_at < today_begins()

    @property
    def when(self) -> str:
        """When it takes place: « mardi 2 mars 2027, de 18 h à 20 h »."""
        return f"{weekday_in_words(self.start.date())}, {self.hours}"

    @property
    def hours(self) -> str:
        """From when to when, and by which clock where it is not that of Paris."""
        said = [hours_in_words(self.start, self.end), zone_in_words(self.event.time_zone)]
        return ", ".join(filter(None, said))

    @property
    def begins(self) -> str:
        """At what hour it begins, and by which clock where it is not that of Paris: « 10 h, heure de Martinique »."""
        said = [hour_in_words(self.start.time()), zone_in_words(self.event.time_zone)]
        return ", ".join(filter(None, said))

    def same_times(self, other: Any) -> bool:
        """Whether another one is on the same day at the same time."""
        return (self.day, self.starts_at, self.ends_at, self.is_cancelled) == (
            other.day,
            other.starts_at,
            other.ends_at,
            other.is_cancelled,
        )
