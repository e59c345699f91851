"""What its author does with a meeting that does not take place, or does after all: at once, nobody reads it before."""

from datetime import date

from django.db import transaction

from contributors.typography import day_in_words
from events.models import Event
from moderation.actions import TransitionRefused, keep_change, lock
from moderation.authors import Author
from moderation.models import Revision, Sheet


@transaction.atomic
def cancel(*, sheet: Sheet, by: Author) -> Sheet:
    """Say that a meeting is cancelled: its page stays, calendars are told. Raises TransitionRefused when too late."""
    event = _coming(sheet)
    if event.is_cancelled:
        return event
    return _set(event, by, "Annulée.", is_cancelled=True)


@transaction.atomic
def hold(*, sheet: Sheet, by: Author) -> Sheet:
    """Say that a cancelled meeting takes place after all. Raises as `cancel`."""
    event = _coming(sheet)
    if not event.is_cancelled:
        return event
    return _set(event, by, "A lieu, finalement.", is_cancelled=False)


@transaction.atomic
def cancel_day(*, sheet: Sheet, by: Author, day: date) -> Sheet:
    """Cancel one of the dates of a meeting that comes again. Raises as `cancel`, and when it has no such date."""
    event = _coming(sheet)
    if day in event.cancelled_days:
        return event
    if day not in event.rule.days():
        raise TransitionRefused(f"La rencontre n’a pas lieu le {day_in_words(day)}\u00a0: vérifiez la date.")
    days = sorted([*event.cancelled_days, day])
    return _set(event, by, f"La date du {day_in_words(day)} est annulée.", cancelled_days=days)


def may_be_cancelled(sheet: Sheet) -> bool:
    """Whether a meeting is to come and not cancelled."""
    return isinstance(sheet, Event) and sheet.is_published and not sheet.is_over and not sheet.is_cancelled


def may_be_held(sheet: Sheet) -> bool:
    """Whether a meeting is cancelled and could still take place."""
    return isinstance(sheet, Event) and sheet.is_published and not sheet.is_over and sheet.is_cancelled


def _coming(sheet: Sheet) -> Event:
    event = lock(sheet)
    if not isinstance(event, Event) or not event.is_published or event.is_over:
        raise TransitionRefused(f"«\u00a0{event.title_text}\u00a0» n’est plus à venir.")
    return event


def _set(event: Event, by: Author, note: str, **changes: object) -> Sheet:
    for name, value in changes.items():
        setattr(event, name, value)
    event.save(update_fields=list(changes))
    return keep_change(event, action=Revision.Action.AMEND, by=by, note=note)
