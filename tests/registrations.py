"""Registering for meetings as people do: the form filled and sent, the mailed links opened."""

from datetime import timedelta
from typing import Any

from django.test import Client

from contributors.models import SignedLink
from events.models import Event, Occurrence, Registering, Registration
from events.registering import booking
from tests import makers
from tests.messages import opened

READER = "dominique@courriel-prive.fr"
ORGANISER = "organisation@courriel-prive.fr"


def meeting(
    capacity: int | None = 2, *, is_open: bool = True, closes_before: int = 0, **fields: Any
) -> Event:
    """Return a published meeting for which one registers."""
    if "contributor" not in fields:
        fields["contributor"] = makers.make_contributor(ORGANISER, "Camille")
    event = makers.make_event(**fields)
    Registering.objects.create(event=event, is_open=is_open, capacity=capacity, closes_before=closes_before)
    return event


def date_of(event: Event) -> Occurrence:
    """Return its first date."""
    first = event.occurrences.order_by("starts_at").first()
    assert first is not None
    return first


def asked(event: Event, email: str = READER, people: int = 1, **changes: Any) -> Registration:
    """Return a registration that waits for the confirmation of its person."""
    given = {"occurrence": date_of(event), "name": "Dominique", "email": email, "people": people} | changes
    return booking.register(**given)


def booked(event: Event, email: str = READER, people: int = 1, **changes: Any) -> Registration:
    """Return one that was confirmed: with a seat, or on the waiting list."""
    return booking.confirm(registration=asked(event, email, people, **changes))


def written(event: Event, **changes: Any) -> dict[str, Any]:
    """Return a complete form to register, with these changes; a value of None leaves the field out."""
    form = {
        "start": opened(),
        "site_internet": "",
        "date": str(date_of(event).pk),
        "name": "Dominique",
        "email": READER,
        "people": "1",
        "consent": "on",
    } | changes
    return {name: value for name, value in form.items() if value is not None}


def register_page(event: Event) -> str:
    """Return the address of the form."""
    return f"{event.get_absolute_url()}inscription/"


def organiser_page(event: Event, more: str = "") -> str:
    """Return the secret address where whoever announced a meeting sees who comes."""
    assert event.submitted_by is not None
    token = SignedLink.objects.issue(
        purpose=SignedLink.Purpose.FOLLOW,
        contributor=event.submitted_by,
        sheet=event,
        valid=timedelta(days=9),
        replace=False,
    )
    return f"/suivi/{token}/inscriptions/{more}"


def states(event: Event) -> dict[str, str]:
    """Return the state of each registration by the address of its person, or its name."""
    rows = Registration.objects.filter(event=event).select_related("person").order_by("pk")
    return {row.person.email if row.person else row.name: row.state for row in rows}


def press(client: Client, link: str, act: str, **data: Any) -> Any:
    """Press a button of the page of a registration."""
    return client.post(link, {"act": act, **data}, follow=True)
