"""What is written around a meeting: the reminder of the day before, and, once it is over, the wish for a report."""

from datetime import timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from contributors.models import SignedLink
from events.models import Event, Occurrence, Registration, ReportRequest
from events.registering import booking, mails
from moderation.mails import FOLLOWING_TIME
from moderation.models import Status
from outbox.letters import address

BEFORE = timedelta(days=1)
AFTER = timedelta(days=2)  # once the last date is over
TOO_OLD = timedelta(days=30)  # for a report: what is that long over was never announced here in time
MOST = 500  # mails of one run; the next one goes on


def remind() -> int:
    """Remind who comes to what begins within a day, once; return how many mails. Not who registered since yesterday."""
    now = timezone.now()
    due = Registration.objects.filter(
        state=Registration.State.CONFIRMED,
        reminded_at=None,
        starts_at__gt=now,
        starts_at__lte=now + BEFORE,
        confirmed_at__lte=now - BEFORE,
        person__isnull=False,
    )
    return sum(_remind(pk) for pk in due.order_by("starts_at", "pk").values_list("pk", flat=True)[:MOST])


@transaction.atomic
def _remind(pk: int) -> bool:
    rows = Registration.objects.select_for_update(no_key=True, skip_locked=True, of=("self",))
    waiting = rows.filter(pk=pk, state=Registration.State.CONFIRMED, reminded_at=None)
    row = waiting.select_related("person", "event__commune").first()
    if row is None:
        return False
    row.reminded_at = timezone.now()
    row.save(update_fields=["reminded_at"])
    mails.remind(registration=row, link=booking.link_to(row))
    return True


def ask_for_reports() -> int:
    """Ask who announced the meetings whose last date was over two days ago to tell how it was; return how many."""
    now = timezone.now()
    later = Occurrence.objects.filter(event=OuterRef("event"), ends_at__gt=now - AFTER, is_cancelled=False)
    over = Occurrence.objects.filter(
        ~Exists(later),
        ~Exists(ReportRequest.objects.filter(event=OuterRef("event"))),
        is_cancelled=False,
        starts_at__gt=now - TOO_OLD,
        ends_at__lte=now - AFTER,
        event__status=Status.PUBLISHED,
        event__is_cancelled=False,
        event__submitted_by__confirmed_at__isnull=False,
    )
    return sum(_ask(pk) for pk in over.order_by("event").values_list("event", flat=True).distinct()[:MOST])


@transaction.atomic
def _ask(pk: int) -> bool:
    events = Event.objects.select_for_update(no_key=True, skip_locked=True, of=("self",))
    event = events.select_related("submitted_by").filter(pk=pk, status=Status.PUBLISHED).first()
    if event is None or event.submitted_by is None:
        return False
    if not ReportRequest.objects.get_or_create(event=event)[1]:
        return False
    came = Registration.objects.filter(event=event, state=Registration.State.CONFIRMED)
    token = SignedLink.objects.issue(
        purpose=SignedLink.Purpose.FOLLOW,
        contributor=event.submitted_by,
        sheet=event,
        valid=FOLLOWING_TIME,
        replace=False,
    )
    mails.ask_for_report(
        event=event,
        to=event.submitted_by,
        people=came.people(),
        parties=came.count(),
        follow=address(reverse("registrations", args=[token])),
    )
    return True
