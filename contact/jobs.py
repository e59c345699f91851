"""What the worker does with messages and introductions, and what is kept of them."""

import logging
from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from procrastinate.contrib.django import app

from contact import introductions
from contact.models import Block, Complaint, Introduction, Side, Thread, Turn
from contributors.models import SignedLink
from moderation.actions import CONFIRMATION_TIME

logger = logging.getLogger(__name__)

KEPT = timedelta(days=365)  # accessibility-privacy.md, « Retention »: relayed messages 12 months
BLOCKS_KEPT = timedelta(
    days=3 * 365
)  # a block that lapsed with the message would let whoever insists come back


@app.periodic(cron="51 4 * * *")
@app.task(queue="mail", queueing_lock="contact.expire", name="contact.expire")
def expire_daily(timestamp: int) -> None:
    """End, every night, the introductions that waited thirty days for an answer."""
    logger.info("%s introductions ended for want of an answer", introductions.expire())


def purge() -> dict[str, int]:
    """Delete what nobody confirmed for a week; blank what is a year old, but for its date, its sheet and its state.

    The worker does it every night with all that is purged about sheets (`moderation.holdings`).
    """
    now = timezone.now()
    unconfirmed = {"state": "unconfirmed", "created_at__lte": now - CONFIRMATION_TIME}
    return {
        "unconfirmed messages": _delete(Thread, **unconfirmed),
        "unconfirmed introductions": _delete(Introduction, **unconfirmed),
        "message texts": Turn.objects.blank(before=now - KEPT),
        "old conversations": _blank_threads(),
        "old introductions": _blank_introductions(),
        "blocks": Block.objects.filter(at__lte=now - BLOCKS_KEPT).delete()[0],
    }


@transaction.atomic
def _delete(model: type[Thread] | type[Introduction], **conditions: object) -> int:
    """Delete rows and the links to them; return how many rows. One that is being confirmed is left for tomorrow."""
    rows = model._default_manager.filter(**conditions).select_for_update(skip_locked=True, of=("self",))
    gone = list(rows.values_list("pk", flat=True))
    _forget_links(model, gone)
    model._default_manager.filter(pk__in=gone, state="unconfirmed").delete()
    return len(gone)


def _forget_links(model: type, numbers: list[int]) -> None:
    content_type = ContentType.objects.get_for_model(model)
    SignedLink.objects.filter(content_type=content_type, object_id__in=numbers).delete()


@transaction.atomic
def _blank_threads() -> int:
    """Forget who spoke in the threads in which nothing is left of what was said; nobody can decide about them."""
    said = Turn.objects.filter(thread=OuterRef("pk")).exclude(text="")
    named = Q(sender__isnull=False) | Q(receiver__isnull=False) | ~Q(digest="")
    old = Thread.objects.filter(~Exists(said), named, created_at__lte=timezone.now() - KEPT)
    numbers = list(old.values_list("pk", flat=True))
    _forget_links(Thread, numbers)
    now, gone = timezone.now(), Thread.objects.filter(pk__in=numbers)
    gone.filter(state="held").update(state="undelivered", settled_at=now)
    gone.filter(reported_at__isnull=False, settled_at=None).update(settled_at=now)
    complaints = Complaint.objects.filter(thread__in=numbers)
    complaints.filter(settled_at=None).update(settled_at=now)
    complaints.update(text="")
    return Thread.objects.filter(pk__in=numbers).update(sender=None, receiver=None, sender_name="", digest="")


@transaction.atomic
def _blank_introductions() -> int:
    """Forget who was part of the introductions that ended, and what was said."""
    old = Introduction.objects.filter(~Q(word=""), created_at__lte=timezone.now() - KEPT)
    numbers = list(old.values_list("pk", flat=True))
    sides = Side.objects.filter(introduction__in=numbers)
    _forget_links(Side, list(sides.values_list("pk", flat=True)))
    sides.update(person=None, name="", report_text="")
    gone = Introduction.objects.filter(pk__in=numbers)
    gone.filter(reported_at__isnull=False, settled_at=None).update(settled_at=timezone.now())
    return gone.update(introducer=None, introducer_name="", word="")
