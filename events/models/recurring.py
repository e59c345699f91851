"""When a meeting takes place, by the clock of where it is, and how it comes again."""

from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from events.models.occurrence import Occurrence
from events.recurrence import MOST, Rhythm, Rule
from events.zones import PARIS, ZONES, moment


class Recurring(models.Model):
    """Abstract: days, hours and a rule. Moments are only in the rows of its times (`Occurrence`)."""

    # By the clock of its own time zone: a meeting at 18:00 stays at 18:00 when summer time begins.
    day = models.DateField("jour")
    starts = models.TimeField("début")
    end_day = models.DateField("jour de la fin")
    ends = models.TimeField("fin")
    time_zone = models.CharField("fuseau horaire", max_length=32, choices=list(ZONES.items()), default=PARIS)
    rhythm = models.CharField("rythme", max_length=9, choices=Rhythm, default=Rhythm.ONCE)
    until = models.DateField("se répète jusqu’au", null=True, blank=True)
    times = models.PositiveSmallIntegerField(
        "nombre de fois", null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(MOST)]
    )
    cancelled_days = ArrayField(
        models.DateField(), verbose_name="dates annulées", default=list, blank=True, size=MOST
    )

    class Meta:
        abstract = True

    @property
    def rule(self) -> Rule:
        """On which days it takes place."""
        return Rule(self.day, self.rhythm, self.until, self.times)

    @property
    def length(self) -> timedelta:
        """How many whole days there are between the day when it begins and the day when it ends."""
        return self.end_day - self.day

    def times_on(self, day: date) -> tuple[datetime, datetime]:
        """Return when it begins and ends if it takes place that day, in its own time zone.

        One that ends in the hour that summer time skips still ends after it begins.
        """
        start = moment(datetime.combine(day, self.starts), self.time_zone)
        end = moment(datetime.combine(day + self.length, self.ends), self.time_zone)
        return start, max(end, start + timedelta(minutes=1))

    def planned(self) -> list[Occurrence]:
        """Return each time that it takes place, as rows that are not saved."""
        itself: Any = self  # the meeting
        off = set(self.cancelled_days)
        found = []
        for day in self.rule.days():
            start, end = self.times_on(day)
            found.append(
                Occurrence(event=itself, day=day, starts_at=start, ends_at=end, is_cancelled=day in off)
            )
        return found

    @property
    def first(self) -> Occurrence:
        """Its first time."""
        return self.planned()[0]

    @property
    def comes_again(self) -> bool:
        """Whether it takes place more than once."""
        return self.rhythm != Rhythm.ONCE
