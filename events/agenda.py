"""The times of meetings that pages, calendars and feeds show: found by the filters of an address."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from math import cos, radians
from typing import Any, Self
from urllib.parse import urlencode

from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Power
from django.db.models.lookups import LessThanOrEqual
from django.http import QueryDict

from contributors.typography import day_in_words
from events.models import Event, EventQuerySet, Occurrence, OccurrenceQuerySet
from events.models.occurrence import today_begins
from events.months import Month
from events.scheduling import ONLINE
from initiatives.filters import sheet_at, value, values
from initiatives.models import Actor, Initiative, Theme
from initiatives.results import CEILING, WORDS_CEILING
from moderation import caching
from places.models import Commune
from places.territory import Territory

WORDS_LENGTH = 200
PAST = "passees"
FEW = 500  # meetings, of which the times are looked up one by one
NEAR_KM = 50
KM_A_DEGREE = 111.2  # of latitude


@dataclass(frozen=True)
class EventFilters:
    """What a visitor asked for among meetings, in the words that other lists use; what makes no sense is ignored."""

    q: str = ""
    themes: tuple[Theme, ...] = ()
    territory: Territory | None = None
    near: Commune | None = None
    initiative: Initiative | None = None
    actor: Actor | None = None
    is_online: bool = False
    month: Month | None = None
    day: date | None = None
    is_past: bool = False

    @classmethod
    def parse(cls, query: QueryDict) -> Self:
        """Return the filters of a query string."""
        return cls(
            q=value(query, "q", WORDS_LENGTH),
            themes=Theme.objects.with_slugs(values(query, "theme")),
            territory=Territory.from_token(value(query, "territoire")),
            near=Commune.objects.by_code(code) if (code := value(query, "pres")) else None,
            initiative=sheet_at(query, "initiative", Initiative),
            actor=sheet_at(query, "acteur", Actor),
            is_online=query.get("en_ligne", "") == "1",
            month=Month.parse(value(query, "mois")),
            day=_day(value(query, "jour")),
            is_past=query.get("quand", "") == PAST,
        )

    @cached_property
    def occurrences(self) -> OccurrenceQuerySet:
        """The times that pass, those to come in their order, those that are over from the last one back."""
        if self._many is None:
            return self.all_occurrences
        # Of many, the first ones are soon found in the order of times, each asked whether its meeting passes. A join
        # would find them all first: PostgreSQL takes those near a place, or with a word, for a tenth of what they are.
        named = self._many.filter(pk=OuterRef("event")).values("pk")[:1]
        times = Occurrence.objects.published().alias(chosen=Subquery(named))
        return self._when(times.filter(chosen__isnull=False))

    @property
    def all_occurrences(self) -> OccurrenceQuerySet:
        """The same, found from their meetings: for whoever counts them, or reads most."""
        return self._when(self.among(Occurrence.objects.published()))

    def _when(self, times: OccurrenceQuerySet) -> OccurrenceQuerySet:
        """Return, of these times, those that are asked for, in order."""
        if self.month is not None:
            times = times.between(self.month.begins, self.month.ends)
        if self.day is not None:  # it says when: of what lasts, a day may be over and the end to come
            return times.on(self.day)
        return times.past() if self.is_past else times.coming()

    def among(self, times: OccurrenceQuerySet) -> OccurrenceQuerySet:
        """Return, of these times, those of the meetings that pass."""
        return times if self._chosen is None else times.filter(event__in=self._chosen)

    @cached_property
    def _many(self) -> EventQuerySet | None:
        """The meetings that pass, where they are more than `FEW`."""
        return None if isinstance(self._chosen, list | None) or self._names_a_sheet else self._chosen

    @property
    def _names_a_sheet(self) -> bool:
        """Whether they must name one: PostgreSQL knows these to be few."""
        return self.initiative is not None or self.actor is not None

    @cached_property
    def _chosen(self) -> Any:
        """The primary keys of the meetings that pass, as a list or as a query; None for all.

        Where these are few, they are found first: PostgreSQL, which knows nothing of rare keys, would go through all
        times in their order. Where they are many, that is what is wanted.
        """
        if self.narrowed is None:
            return None
        events = self.narrowed.published().order_by()
        if not self.is_past:
            asked = self.month or (Month.of(self.day) if self.day else None)
            since = min(today_begins(), asked.begins - timedelta(days=1) if asked else today_begins())
            events = events.filter(over_at__gte=since)
        if self._names_a_sheet:
            return events.values("pk")
        few = list(events.values_list("pk", flat=True)[: FEW + 1])
        return few if len(few) <= FEW else events.values("pk")

    @cached_property
    def narrowed(self) -> EventQuerySet | None:
        """The meetings that pass whatever their times; None for all."""
        events = Event.objects.all()
        keys = [self.territory.token] if self.territory else []
        keys += [ONLINE] if self.is_online else []
        if keys:
            events = events.filter(keys__contains=keys)
        if self.themes:
            events = events.filter(keys__overlap=[f"theme:{theme.pk}" for theme in self.themes])
        if self.near is not None:
            events = events.filter(_around(self.near))
        if self.initiative is not None:
            events = events.naming("initiatives", "initiative", self.initiative)
        if self.actor is not None:
            events = events.naming("organisers", "actor", self.actor)
        if self.q:
            events = events.with_words(self.q)
        return events if events.query.where else None

    @property
    def ceiling(self) -> int:
        """As far as pages lead, and counts go: to count a common word, each that has it is fetched."""
        return WORDS_CEILING if self.q else CEILING

    @cached_property
    def number(self) -> int:
        """How many times pass, at most `ceiling` + 1: counted once for all pages of a list."""
        return self.counted(self.ceiling)

    def counted(self, most: int) -> int:
        """Return how many times pass, at most `most` + 1; remembered."""
        passing = self.all_occurrences.order_by()
        number: int = caching.remembered(
            f"events counted {most} {self.query}", lambda: passing[: most + 1].count()
        )
        return number

    @property
    def is_filtered(self) -> bool:
        """Whether anything is left out."""
        return bool(replace(self, is_past=False).pairs)

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The filters as pairs, in one fixed order."""
        told = [
            ("q", self.q),
            *(("theme", theme.slug) for theme in self.themes),
            ("territoire", self.territory.token if self.territory else ""),
            ("pres", self.near.pk if self.near else ""),
            ("initiative", self.initiative.slug if self.initiative else ""),
            ("acteur", self.actor.slug if self.actor else ""),
            ("en_ligne", "1" if self.is_online else ""),
            ("mois", str(self.month or "")),
            ("jour", self.day.isoformat() if self.day else ""),
            ("quand", PAST if self.is_past else ""),
        ]
        return [(name, text) for name, text in told if text]

    @property
    def query(self) -> str:
        """The query string, encoded: "" or "theme=sante&…"."""
        return urlencode(self.pairs)

    @property
    def timeless(self) -> "EventFilters":
        """The same, whenever it is: what months, calendars and feeds keep."""
        return replace(self, month=None, day=None, is_past=False)

    @property
    def label(self) -> str:
        """What is asked for, in words, for the title of a calendar."""
        said = [theme.name for theme in self.themes]
        said += [self.territory.name] if self.territory else []
        said += [f"près de {self.near.name}"] if self.near else []
        said += [sheet.title_text for sheet in (self.initiative, self.actor) if sheet]
        said += ["en ligne"] if self.is_online else []
        said += [self.month.words] if self.month else []
        said += [day_in_words(self.day)] if self.day else []
        return ", ".join([*said, f"«\u00a0{self.q}\u00a0»"] if self.q else said)


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text) if len(text) == len("2027-03-01") else None
    except ValueError:
        return None
    return found if found and Month.of(found).is_near else None


def _around(commune: Commune) -> Q:
    """Return the condition that a meeting is at most `NEAR_KM` from a commune, as the crow flies.

    In a square, which an index answers, then in the circle inside it.
    """
    if commune.latitude is None or commune.longitude is None:
        return Q(commune=commune)
    shrink = max(0.2, cos(radians(commune.latitude)))
    north = NEAR_KM / KM_A_DEGREE
    east = north / shrink
    square = Q(
        near_latitude__range=(commune.latitude - north, commune.latitude + north),
        near_longitude__range=(commune.longitude - east, commune.longitude + east),
    )
    far_north = Power(F("near_latitude") - commune.latitude, 2)
    far_east = Power((F("near_longitude") - commune.longitude) * shrink, 2)
    return square & Q(LessThanOrEqual(far_north + far_east, north**2))


def by_day(times: Iterable[Occurrence]) -> list[tuple[date, list[Occurrence]]]:
    """Return times day by day, each day by the clock of the place where it is."""
    found: dict[date, list[Occurrence]] = {}
    for one in times:
        found.setdefault(one.start.date(), []).append(one)
    return list(found.items())
