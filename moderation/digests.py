"""Summing up by mail what waits, for the moderators who do not want to be told of each arrival."""

from datetime import date, timedelta
from itertools import chain

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from contributors.models import User
from moderation import mails
from moderation.desk import lines_of
from moderation.erasure import sheet_models
from moderation.models import Notice, Sheet
from moderation.queue import SHOWN, Waiting, queues_of


def due(today: date) -> QuerySet[Notice]:
    """Return the notices whose summary is due: each day, or each week from Monday on, for it may have been missed."""
    monday = today - timedelta(days=today.weekday())
    daily = Q(rhythm=Notice.Rhythm.DAILY) & (Q(done_on=None) | Q(done_on__lt=today))
    weekly = Q(rhythm=Notice.Rhythm.WEEKLY) & (Q(done_on=None) | Q(done_on__lt=monday))
    return Notice.objects.filter(daily | weekly, user__is_staff=True, user__is_active=True).exclude(
        user__email=""
    )


def send() -> int:
    """Write the summaries that are due today, each in its own transaction; return how many there are.

    Done again the same day, or by two workers at once, it writes none twice.
    """
    today = timezone.localdate()
    return sum(_send(number, today) for number in list(due(today).values_list("pk", flat=True)))


@transaction.atomic
def _send(number: int, today: date) -> bool:
    """Write one summary, unless nothing waits or another worker has done it."""
    locked = due(today).select_for_update(skip_locked=True, of=("self",)).filter(pk=number).first()
    if locked is None:
        return False
    locked.done_on = today
    locked.save(update_fields=["done_on"])
    user = locked.user
    kinds = kinds_of(user)
    queues, lines = queues_of(kinds, user), lines_of(user, kinds)
    if not lines and not any(queue.count for queue in queues):
        return False
    oldest = sorted(chain.from_iterable(queue.oldest for queue in queues), key=_since)
    mails.sum_up(user=user, queues=queues, lines=lines, first=oldest[:SHOWN])
    return True


def kinds_of(user: User) -> list[type[Sheet]]:
    """Return the kinds of sheets about which somebody may decide."""
    return [
        kind
        for kind in sheet_models()
        if user.has_perm(f"{kind._meta.app_label}.change_{kind._meta.model_name}")
    ]


def _since(waiting: Waiting) -> float:
    return waiting.sheet.queued_at.timestamp() if waiting.sheet.queued_at else 0.0
