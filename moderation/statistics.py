"""How much comes in, how much is decided, and how long people wait for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.fields import ArrayField
from django.db.models import Aggregate, Count, DurationField, F, Max, OuterRef, Q, Subquery
from django.db.models.functions import TruncMonth
from django.utils import timezone

from contributors.models import User
from moderation.models import Report, Revision, Sheet
from moderation.queue import Queue, queue_of
from moderation.scope import mandates_of

MONTHS = 12  # the current one included
ARRIVALS = [Revision.Action.CONFIRM, Revision.Action.RESUBMIT]
DECISIONS = [Revision.Action.PUBLISH, Revision.Action.REFUSE]


class Quantiles(Aggregate):
    """The median and the value under which nine out of ten lie."""

    template = "percentile_cont(ARRAY[0.5, 0.9]) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = ArrayField(DurationField())


@dataclass(frozen=True)
class Row:
    """One month of one kind."""

    month: date
    received: int
    """Sheets that joined the queue: confirmed by their author, made in the admin, or sent again."""
    published: int
    refused: int
    median: float | None
    """Days from joining the queue to being decided about; None when nothing was."""
    ninth: float | None
    """Days within which nine out of ten were decided about."""


@dataclass(frozen=True)
class Table:
    """The last months of one kind, the newest first, and what waits now."""

    name: str
    rows: Sequence[Row]
    queue: Queue

    @property
    def received(self) -> int:
        """How many sheets came in all these months."""
        return sum(row.received for row in self.rows)

    @property
    def most(self) -> int:
        """The greatest number of sheets in a month, for the scale of the bars; at least 1."""
        return max(1, *(max(row.received, row.published, row.refused) for row in self.rows))


@dataclass(frozen=True)
class Reported:
    """The reports of one month."""

    month: date
    received: int
    closed: int
    """Of these, how many were dealt with since."""


def of_kind(kind: type[Sheet], user: User) -> Table:
    """Return the figures of one kind, in what this person moderates. Sheets erased since are in none."""
    content_type = ContentType.objects.get_for_model(kind)
    months = _months()
    revisions = Revision.objects.filter(
        content_type=content_type, action__in=[*ARRIVALS, *DECISIONS], created_at__gte=_start(months[-1])
    )
    if not any(mandate.is_whole for mandate in mandates_of(user)):
        revisions = revisions.filter(object_id__in=kind._default_manager.moderated_by(user).values("pk"))
    arrivals = Revision.objects.filter(
        content_type=content_type, object_id=OuterRef("object_id"), action__in=ARRIVALS, pk__lt=OuterRef("pk")
    )
    arrived = arrivals.order_by().values("object_id").annotate(last=Max("created_at")).values("last")
    decided = Q(action__in=DECISIONS)
    found = (
        revisions.order_by()
        .annotate(month=TruncMonth("created_at"))
        .values("month")
        .annotate(
            received=Count("pk", filter=Q(action__in=ARRIVALS)),
            published=Count("pk", filter=Q(action=Revision.Action.PUBLISH)),
            refused=Count("pk", filter=Q(action=Revision.Action.REFUSE)),
            delays=Quantiles(F("created_at") - Subquery(arrived), filter=decided),
        )
    )
    by_month: dict[date, Any] = {_day(row["month"]): row for row in found}
    return Table(
        name=str(kind._meta.verbose_name_plural),
        rows=[_row(month, by_month.get(month, {})) for month in months],
        queue=queue_of(kind, user),
    )


def reports(user: User) -> list[Reported]:
    """Return the reports of the last months about what this person moderates; those purged since are in none."""
    months = _months()
    found = (
        Report.objects.moderated_by(user)
        .filter(created_at__gte=_start(months[-1]))
        .order_by()
        .annotate(month=TruncMonth("created_at"))
        .values("month")
        .annotate(received=Count("pk"), closed=Count("pk", filter=Q(closed_at__isnull=False)))
    )
    by_month = {_day(row["month"]): row for row in found}
    return [
        Reported(month, row["received"], row["closed"]) for month in months if (row := by_month.get(month))
    ]


def _row(month: date, found: dict[str, Any]) -> Row:
    median, ninth = found.get("delays") or (None, None)
    return Row(
        month,
        found.get("received", 0),
        found.get("published", 0),
        found.get("refused", 0),
        _days(median),
        _days(ninth),
    )


def _months() -> list[date]:
    """Return the first days of the last months, the newest first."""
    day = timezone.localdate().replace(day=1)
    months = [day]
    while len(months) < MONTHS:
        day = (day - timedelta(days=1)).replace(day=1)
        months.append(day)
    return months


def _start(month: date) -> datetime:
    return timezone.make_aware(datetime(month.year, month.month, 1))


def _day(moment: datetime) -> date:
    return timezone.localtime(moment).date()


def _days(delay: timedelta | None) -> float | None:
    return None if delay is None else delay / timedelta(days=1)
