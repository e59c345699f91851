"""Sending the letter to its subscribers: once for a period to each, whoever runs it and however often."""

import logging
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import NamedTuple

from django.db import connection, transaction
from django.db.models import Count
from django.utils import timezone

from newsletter.composing import Composer
from newsletter.digest import Digest
from newsletter.letters import Letter, for_readers, headers_for, reply_to
from newsletter.models import Delivery, Subscription
from newsletter.models.subscription import SubscriptionQuerySet
from newsletter.periods import Period, Rhythm
from newsletter.selection import Selection
from outbox import actions as outbox

logger = logging.getLogger(__name__)

BATCH = 100  # letters in one transaction: a fraction of a second
KEPT = timedelta(days=120)  # deliveries: no period is looked at again so late
_CLAIM = """
INSERT INTO newsletter_delivery (subscription_id, rhythm, start, since, is_empty, at)
SELECT id, %s, %s, %s, %s, %s FROM newsletter_subscription WHERE id = ANY(%s)
ON CONFLICT (subscription_id, rhythm, start) DO NOTHING RETURNING subscription_id
"""


@dataclass
class Report:
    """What a run did."""

    written: int = 0
    """Letters in the outbox."""
    without_news: int = 0
    """Subscribers for whom there was nothing to tell."""
    is_over: bool = True
    """Whether everybody has had their answer; otherwise time ran out."""


class Batch(NamedTuple):
    """Some subscribers that were looked at together."""

    answered: int
    """Those who have their answer from here; another worker may have been quicker for the others."""
    is_empty: bool
    """Whether the answer is that there is nothing to tell."""


@dataclass(frozen=True)
class Due:
    """Those who are still to be answered about a period and want the same."""

    period: Period
    selection: Selection
    count: int = field(compare=False)


class Writer:
    """The letter to a group: written once for many, and again when its news have changed."""

    def __init__(self, group: Due) -> None:
        """Write nothing yet."""
        self._composer = Composer(group.selection, group.period)
        self._digest: Digest | None = None
        self._letter: Letter | None = None

    def letter(self) -> Letter | None:
        """Return the letter of now, None without news; what it tells of stays so until the transaction ends."""
        digest = self._composer.settled()
        if digest is not self._digest:
            self._digest, self._letter = digest, None if digest.is_empty else for_readers(digest)
        return self._letter


def due(today: date) -> Iterator[Due]:
    """Yield what is still to be sent, for the last week and the last month that are over: one for each choice."""
    for rhythm in Rhythm.values:
        period = Period.last(rhythm, today)
        yield from _due(period)


def _due(period: Period) -> list[Due]:
    due = Subscription.objects.due(period).order_by()
    groups = due.values_list("territories", "themes", "kinds", "owed_since").annotate(Count("pk"))
    return [
        Due(replace(period, since=since), Selection(tuple(territories), tuple(themes), tuple(kinds)), count)
        for territories, themes, kinds, since, count in groups
    ]


def send(*, budget: timedelta | None = None) -> Report:
    """Write the letters that are due, until all are written or time runs out.

    Each batch is a transaction of its own: whoever dies in the middle has written whole letters, and the next run goes
    on. Two at once share the work: a subscriber that one holds is left to it. A letter that cannot be written keeps
    nobody else from theirs; its error is raised once the others are written.
    """
    report, began = Report(), time.monotonic()
    failure: Exception | None = None
    for group in due(timezone.localdate()):
        try:
            for batch in _batches(group):
                if batch.is_empty:
                    report.without_news += batch.answered
                else:
                    report.written += batch.answered
                if budget is not None and time.monotonic() - began > budget.total_seconds():
                    report.is_over = False
                    return report
        except Exception as error:
            logger.warning("letters about %s were not written: %s", group.period.name, type(error).__name__)
            failure = failure or error
    if failure is not None:
        raise failure
    return report


def _batches(group: Due) -> Iterator[Batch]:
    writer = Writer(group)
    while batch := _batch(group, writer):
        yield batch


@transaction.atomic
def _batch(group: Due, writer: Writer) -> Batch | None:
    """Answer the next subscribers of a group; return None when none is left, or all are held by another worker."""
    letter = writer.letter()
    rows = _wanting(group).select_for_update(skip_locked=True, of=("self",)).select_related("contributor")
    held = {row.pk: row for row in rows.order_by("pk")[:BATCH]}
    if not held:
        return None
    claimed = _claim(list(held), group.period, is_empty=letter is None)
    if letter is not None:
        answers = reply_to()
        for number in claimed:
            _write(held[number], letter, group.period, answers)
    return Batch(len(claimed), is_empty=letter is None)


def _wanting(group: Due) -> SubscriptionQuerySet:
    chosen = group.selection
    return Subscription.objects.due(group.period).filter(
        territories=list(chosen.territories),
        themes=list(chosen.themes),
        kinds=list(chosen.kinds),
        owed_since=group.period.since,
    )


def _claim(numbers: list[int], period: Period, *, is_empty: bool) -> list[int]:
    """Write that these have their answer; return those that did not have it, whatever another worker did meanwhile."""
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, [period.rhythm, period.start, period.since, is_empty, timezone.now(), numbers])
        claimed = sorted(number for (number,) in cursor.fetchall())
    if period.since is not None:
        Subscription.objects.filter(pk__in=claimed).update(owed_since=None)
    return claimed


def _write(subscription: Subscription, letter: Letter, period: Period, answers: str) -> None:
    own = letter.for_reader(subscription)
    message = outbox.write(
        to=subscription.contributor.email,
        subject=own.subject,
        body=own.body,
        html=own.html,
        headers=headers_for(subscription),
        reply_to=answers,
        is_bulk=True,
    )
    Delivery.objects.filter(subscription=subscription, rhythm=period.rhythm, start=period.start).update(
        message=message
    )


def purge() -> int:
    """Forget the deliveries of long ago; return how many."""
    return Delivery.objects.filter(at__lte=timezone.now() - KEPT).delete()[0]
