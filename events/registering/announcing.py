"""What whoever organises a meeting writes to those who come: passed on by the site, without any address."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from events.models import Announcement, Event, Occurrence, Registration
from events.registering import booking, mails
from moderation.actions import TransitionRefused, lock

A_DAY = 3  # messages about one meeting
TWICE = timedelta(minutes=10)  # the same words to the same date: a button pressed twice
KEPT = timedelta(days=365)  # accessibility-privacy.md, « Retention »: relayed messages 12 months
FULL = (
    "Trois messages sont déjà partis depuis hier aux personnes inscrites\u00a0: c’est le plus que nous en passons en "
    "un jour. Revenez demain."
)


def receivers(occurrence: Occurrence) -> list[Registration]:
    """Return those whom the organisers of a date may write to."""
    rows = Registration.objects.at(occurrence).filter(
        state__in=[Registration.State.CONFIRMED, Registration.State.WAITING],
        may_be_written=True,
        person__isnull=False,
    )
    return list(rows.select_related("person", "event__commune").order_by("pk"))


@transaction.atomic
def announce(*, occurrence: Occurrence, text: str) -> Announcement:
    """Pass a text on to who agreed to be written to, a mail each; a button pressed twice is one message.

    Raises TransitionRefused, in French, when enough was written today or nobody would read it.
    """
    event = lock(occurrence.event)
    assert isinstance(event, Event)  # noqa: S101 the lock gives back what it was given
    written = event.announcements.all()
    last = written.first()
    said = (last.occurrence_id, last.text) if last is not None else None
    if last is not None and said == (occurrence.pk, text) and last.sent_at > timezone.now() - TWICE:
        return last
    if written.filter(sent_at__gt=timezone.now() - timedelta(days=1)).count() >= A_DAY:
        raise TransitionRefused(FULL)
    found = receivers(occurrence)
    if not found:
        raise TransitionRefused("Personne, à cette date, n’a accepté que vous lui écriviez.")
    announcement = Announcement.objects.create(
        event=event, occurrence=occurrence, text=text, receivers=len(found)
    )
    for registration in found:
        mails.pass_on(registration=registration, text=text, link=booking.link_to(registration))
    return announcement


def blank() -> int:
    """Blank what was written a year ago; return how many texts."""
    old = Announcement.objects.exclude(text="").filter(sent_at__lte=timezone.now() - KEPT)
    return old.update(text="")
