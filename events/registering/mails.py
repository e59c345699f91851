"""The mails to who registers for a meeting, and to who organises it, written within the transaction of the act."""

from django.urls import NoReverseMatch, reverse

from contributors.models import Contributor
from events.models import Event, Registration
from events.registering.places import when_in_words, where_in_words
from events.registering.seats import Seats
from outbox import actions as outbox
from outbox.letters import address

FOLDER = "events/mail/"  # of the templates; the first line of each is its subject


def link(token: str) -> str:
    """Return the whole address that a token opens."""
    return address(reverse("registration", args=[token]))


def _write(template: str, *, to: str, **context: object) -> None:
    outbox.write_from(f"{FOLDER}{template}.txt", context, to=to)


def _tell(template: str, registration: Registration, **context: object) -> None:
    """Write to who registered; to nobody for one who was added by hand."""
    if registration.person is None:
        return
    event = registration.event
    told = {
        "registration": registration,
        "event": event,
        "when": when_in_words(registration.starts_at, registration.ends_at, event.time_zone),
        "where": where_in_words(event),
        "page": address(event.get_absolute_url()),
    }
    _write(template, to=registration.person.email, **told, **context)


def ask_confirmation(*, registration: Registration, seats: Seats, link: str) -> None:
    """Ask who registers to confirm it: the link shows a page, whose button does."""
    _tell("registration_confirmation", registration, fits=seats.has_room_for(registration.people), link=link)


def tell_known(*, registration: Registration, link: str) -> None:
    """Tell who registers a second time where their registration is; the page told nobody."""
    _tell("registration_known", registration, link=link)


def tell_confirmed(*, registration: Registration, link: str) -> None:
    """Tell that a seat is kept, and how to give it back."""
    calendar = address(calendar_path(registration.event)) if calendar_path(registration.event) else ""
    online = registration.event.online_url
    _tell("registration_confirmed", registration, calendar=calendar, online=online, link=link)


def tell_waiting(*, registration: Registration, seats: Seats, link: str) -> None:
    """Tell that there is no seat for now."""
    _tell("registration_waiting", registration, left=seats.left or 0, link=link)


def tell_freed(*, registration: Registration, link: str) -> None:
    """Tell who waited that they have a seat now."""
    _tell("registration_freed", registration, link=link)


def remind(*, registration: Registration, link: str) -> None:
    """Remind of a meeting that is tomorrow."""
    _tell("registration_reminder", registration, online=registration.event.online_url, link=link)


def tell_cancelled(*, registration: Registration, word: str) -> None:
    """Tell that somebody else cancelled a registration, with a word of theirs."""
    _tell("registration_cancelled", registration, word=word)


def tell_off(*, registration: Registration) -> None:
    """Tell that a date does not take place."""
    _tell("registration_off", registration)


def tell_moved(*, registration: Registration, before: str, link: str) -> None:
    """Tell that a date changed its time or its place; `before` is when it was, empty when the place alone changed."""
    _tell("registration_moved", registration, before=before, link=link)


def tell_joined(*, registration: Registration, link: str) -> None:
    """Tell who had a seat at a meeting that joined another, full one, what they have now: fewer seats, or none yet."""
    _tell("registration_joined", registration, link=link)


def pass_on(*, registration: Registration, text: str, link: str) -> None:
    """Pass on what the organisers write."""
    _tell("registration_word", registration, text=text, link=link)


def ask_for_report(*, event: Event, to: Contributor, people: int, parties: int, follow: str) -> None:
    """Ask whoever announced a meeting to tell how it was."""
    _write(
        "report_wanted",
        to=to.email,
        event=event,
        name=to.name,
        people=people,
        parties=parties,
        write=address(report_path(event)),
        follow=follow,
    )


def report_path(event: Event) -> str:
    """Return where one writes the report of a meeting: a page of an application above."""
    try:
        page = reverse("article_submit")
    except NoReverseMatch:
        page = "/analyses/proposer/"
    return f"{page}?rencontre={event.slug}"


def calendar_path(event: Event) -> str:
    """Return the address of the file for calendars; nothing as long as there is none."""
    try:
        return reverse("event_ics", args=[event.slug])
    except NoReverseMatch:
        return ""
