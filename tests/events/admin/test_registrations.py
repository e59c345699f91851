"""Who comes to meetings, for moderators."""

import pytest
from django.contrib.auth.models import Permission

from tests import makers
from tests.registrations import ORGANISER, READER, booked, meeting, states

pytestmark = pytest.mark.django_db
LIST = "/admin/events/registration/"


@pytest.fixture
def moderator(client):
    user = makers.make_moderator("finistere", ["departement-29"])
    client.force_login(user)
    return user


def body(response):
    assert response.status_code == 200
    return response.content.decode()


def test_those_of_ones_territories_without_any_address(client, moderator):
    near = booked(meeting(), name="Dominique")
    far = booked(
        meeting(title="À Paris", commune=makers.make_paris(), contributor=makers.make_contributor()),
        "b@exemple.fr",
        name="Mado",
    )
    listed = body(client.get(LIST))
    assert "Dominique" in listed and "Mado" not in listed and READER not in listed
    shown = body(client.get(f"{LIST}{near.pk}/change/"))
    assert "Dominique" in shown and READER not in shown and ORGANISER not in shown
    assert client.get(f"{LIST}{far.pk}/change/").status_code == 404
    assert client.post(f"{LIST}{far.pk}/change/", {"_cancel": "1"}).status_code == 404
    assert far.state == "confirmed"


def test_one_is_cancelled_and_who_waits_has_the_seat(client, moderator):
    event = meeting(capacity=1)
    row = booked(event)
    booked(event, "b@exemple.fr")
    client.post(f"{LIST}{row.pk}/change/", {"_cancel": "1"})
    assert states(event) == {READER: "cancelled", "b@exemple.fr": "confirmed"}
    assert "_cancel" not in body(client.get(f"{LIST}{row.pk}/change/"))


def test_nothing_else_can_be_done(client, moderator):
    row = booked(meeting())
    assert client.get(f"{LIST}add/").status_code == 403
    assert client.get(f"{LIST}{row.pk}/delete/").status_code == 403
    client.post(f"{LIST}{row.pk}/change/", {"name": "Pris", "people": "5", "_save": "1"})
    row.refresh_from_db()
    assert (row.name, row.people, row.state) == ("Dominique", 1, "confirmed")


def test_who_may_moderate_nothing_reads_nothing(client):
    user = makers.make_moderator("invite", ["departement-29"])
    user.groups.clear()
    user.user_permissions.set(Permission.objects.filter(codename="view_registration"))
    client.force_login(user)
    row = booked(meeting())
    assert "Dominique" not in body(client.get(LIST))
    assert client.get(f"{LIST}{row.pk}/change/").status_code == 404
