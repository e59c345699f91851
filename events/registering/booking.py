"""Registering for a date of a meeting, confirming it, and taking it back; all under the row lock of the date."""

from contextlib import suppress
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from contributors import consent_texts
from contributors.models import Contributor, SignedLink
from events.models import Occurrence, Registration
from events.registering import mails, seats
from events.registering.places import where_digest
from events.registering.seats import Seats
from moderation.actions import CONFIRMATION_TIME

State, Canceller = Registration.State, Registration.Canceller
Purpose = SignedLink.Purpose
KEPT = timedelta(days=183)  # accessibility-privacy.md, « Retention »: six months after the meeting


class NotTaken(Exception):
    """What was asked is not possible; the reason is in French, for whoever asked."""


class _Elsewhere(Exception):
    """A registration is at another date than a moment ago."""


@transaction.atomic
def register(
    *,
    occurrence: Occurrence,
    name: str,
    email: str,
    people: int,
    brings: str = "",
    seeks: str = "",
    shares: bool = False,
    may_be_written: bool = False,
) -> Registration:
    """Keep a registration and mail a link to confirm it: no seat is taken before that.

    An address that is registered for this date already is told so by mail, and keeps its one registration. Raises
    NotTaken when registrations are closed, ObjectDoesNotExist when the date is gone.
    """
    date = seats.locked(occurrence.pk)
    if date.why_closed:
        raise NotTaken(date.why_closed)
    person = Contributor.objects.meet(email=email, name=name)
    _let_go(date.occurrence)
    known = Registration.objects.live().filter(occurrence=date.occurrence, person=person).first()
    if known is not None and known.state != State.TO_CONFIRM:
        mails.tell_known(registration=known, link=link_to(known))
        return known
    registration = known or _new(date.occurrence, person=person)
    registration.created_at = timezone.now()  # the week to confirm it begins with each request
    registration.name, registration.people = name, people
    registration.brings, registration.seeks = brings, seeks
    registration.shares, registration.may_be_written = shares, may_be_written
    registration.consent_version = consent_texts.REGISTRATION.version
    registration.save()
    mails.ask_confirmation(registration=registration, seats=date, link=link_to(registration))
    return registration


def _let_go(occurrence: Occurrence) -> None:
    """Take the registrations of who came before off a locked date that was put off once it was over."""
    before = Registration.objects.filter(occurrence=occurrence, ends_at__lte=timezone.now())
    before.update(occurrence=None)


def _new(occurrence: Occurrence, *, person: Contributor | None = None) -> Registration:
    return Registration(
        event=occurrence.event,
        occurrence=occurrence,
        starts_at=occurrence.starts_at,
        ends_at=occurrence.ends_at,
        told_where=where_digest(occurrence.event),
        person=person,
    )


def link_to(registration: Registration) -> str:
    """Return a new secret address of a registration; those of former mails go on working."""
    if registration.person is None:
        raise ValueError("Nobody to write to.")
    left = registration.ends_at - timezone.now()
    lasts = max(left + timedelta(days=30), CONFIRMATION_TIME)
    token = SignedLink.objects.issue(
        purpose=Purpose.REGISTER,
        contributor=registration.person,
        sheet=registration,
        valid=lasts,
        replace=False,
    )
    return mails.link(token)


@transaction.atomic
def confirm(*, registration: Registration) -> Registration:
    """Give a seat to who proved to read their address, or a place on the waiting list; a second click changes nothing.

    Raises NotTaken when it is too late, ObjectDoesNotExist when the registration is gone.
    """
    row, date = _locked(registration)
    if row.state != State.TO_CONFIRM or row.person is None:
        return row
    if date is None:
        raise NotTaken(seats.GONE)
    if over := seats.why_over(date.occurrence):
        raise NotTaken(over)
    if not date.registering.is_open:
        raise NotTaken(seats.CLOSED)
    row.person.confirm()
    row.state = State.CONFIRMED if date.has_room_for(row.people) else State.WAITING
    row.confirmed_at = timezone.now()
    row.save(update_fields=["state", "confirmed_at"])
    if row.state == State.CONFIRMED:
        mails.tell_confirmed(registration=row, link=link_to(row))
    else:
        mails.tell_waiting(registration=row, seats=date, link=link_to(row))
    return row


@transaction.atomic
def cancel(*, registration: Registration, by: str, word: str = "") -> Registration:
    """Take a registration back; whoever waits and fits has the seat at once, and is told.

    `by` is a `Registration.Canceller`; who is cancelled by somebody else is told, with a word. A second click changes
    nothing. Raises NotTaken when the meeting has begun, ObjectDoesNotExist when it is gone.
    """
    row, date = _locked(registration)
    if not row.is_live:
        return row
    if date is not None and date.occurrence.starts_at <= timezone.now() and by == Canceller.PERSON:
        raise NotTaken("Cette rencontre a déjà commencé\u00a0: il n’y a plus rien à annuler.")
    had_seat, was_known = row.state == State.CONFIRMED, row.state != State.TO_CONFIRM
    end(row, by=by)
    if by != Canceller.PERSON and was_known and row.person is not None:
        mails.tell_cancelled(registration=row, word=word)
    if had_seat and date is not None:
        fill(seats.seats_of(date.occurrence))
    return row


def end(row: Registration, *, by: str) -> None:
    """Write in a locked registration that it is over: nobody needs what its person brings and seeks."""
    row.state, row.cancelled_by, row.cancelled_at = State.CANCELLED, by, timezone.now()
    row.brings, row.seeks, row.shares = "", "", False
    row.save(update_fields=["state", "cancelled_by", "cancelled_at", "brings", "seeks", "shares"])


@transaction.atomic
def come_fewer(*, registration: Registration, people: int) -> Registration:
    """Come with fewer people than was said: what is freed goes to who waits, oneself among them.

    Raises NotTaken when they would be more, or nobody; ObjectDoesNotExist when it is gone.
    """
    row, date = _locked(registration)
    if not row.is_live or date is None:
        return row
    if over := seats.why_over(date.occurrence):
        raise NotTaken(over)
    if not 1 <= people <= row.people:
        raise NotTaken(
            "Ici, vous pouvez seulement être moins nombreux. Pour être plus, annulez et inscrivez-vous de nouveau."
        )
    row.people = people
    row.save(update_fields=["people"])
    if row.state != State.TO_CONFIRM:
        fill(seats.seats_of(date.occurrence))
        row.refresh_from_db()
    return row


@transaction.atomic
def add(*, occurrence: Occurrence, name: str, people: int, brings: str = "", seeks: str = "") -> Registration:
    """Register somebody who called or came by: nobody to write to, no address kept. Never one too many: they may wait.

    Raises NotTaken when the date does not take place or is over, ObjectDoesNotExist when it is gone.
    """
    date = seats.locked(occurrence.pk)
    over = seats.why_over(date.occurrence)
    if over and not (over == seats.BEGUN and date.occurrence.ends_at > timezone.now()):
        raise NotTaken(over)
    row = _new(date.occurrence)
    row.name, row.people, row.brings, row.seeks, row.by_hand = name, people, brings, seeks, True
    row.state = State.CONFIRMED if date.has_room_for(people) else State.WAITING
    row.confirmed_at = timezone.now()
    row.save()
    return row


def fill(date: Seats) -> None:
    """Seat who waits at a locked date, and tell each of them."""
    for seated in seats.seat_who_waits(date):
        if seated.person is not None:
            mails.tell_freed(registration=seated, link=link_to(seated))


@transaction.atomic
def hear_no_more(*, registration: Registration) -> None:
    """Pass on to this person nothing more of what the organisers write."""
    Registration.objects.filter(pk=registration.pk).update(may_be_written=False)


def _locked(registration: Registration) -> tuple[Registration, Seats | None]:
    """Return a registration and its date, both under a lock, the date first."""
    rows = Registration.objects.select_related("person", "event", "occurrence")
    for _ in range(3):
        # Whoever was moved to another date meanwhile is let go of: of dates and registrations, the first come first.
        with suppress(_Elsewhere), transaction.atomic():
            occurrence_id = rows.values_list("occurrence", flat=True).get(pk=registration.pk)
            date = seats.locked(occurrence_id) if occurrence_id else None
            row = rows.select_for_update(no_key=True, of=("self",)).get(pk=registration.pk)
            if row.occurrence_id != occurrence_id:
                raise _Elsewhere
            if date is not None:
                row.occurrence = date.occurrence
            return row, date
    raise Registration.DoesNotExist


def purge_before() -> datetime:
    """Return the moment such that the registrations for what was over before it are deleted."""
    return timezone.now() - KEPT
