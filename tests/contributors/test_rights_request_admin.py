"""The register of requests in the admin."""

from datetime import date

import pytest
import time_machine
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission

from contributors.models import RightsRequest
from tests import makers

pytestmark = pytest.mark.django_db
LIST = "/admin/contributors/rightsrequest/"
FORM = {"kind": "access", "received_on": "2026-03-01", "way": "mail", "person": "camille@exemple.fr"}


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-03-26T12:00:00+01:00", tick=False):
        yield


@pytest.fixture
def administrator(client):
    user = makers.make_administrator()
    client.force_login(user)
    return user


def change(asked):
    return f"{LIST}{asked.pk}/change/"


def test_a_request_is_written_down_then_closed(client, administrator):
    assert client.post(f"{LIST}add/", FORM).status_code == 302
    asked = RightsRequest.objects.get()
    assert LIST in client.get("/admin/").content.decode()
    page = client.get(LIST).content.decode()
    assert '<strong class="deadline">dans 6\u00a0jours, le 1er\u00a0avril 2026</strong>' in page
    refused = client.post(change(asked), FORM | {"closed_on": "2026-03-26"}).content.decode()
    assert "Écrivez ce qui a été fait avant de clore la demande." in refused
    closing = {"closed_on": "2026-03-26", "done": "Copie envoyée."}
    assert client.post(change(asked), FORM | closing).status_code == 302
    asked.refresh_from_db()
    assert (asked.closed_on, asked.person) == (date(2026, 3, 26), "camille@exemple.fr")
    client.get(LIST)  # says once that it was changed
    assert change(asked) not in client.get(LIST).content.decode()
    assert "close le 26\u00a0mars 2026" in client.get(f"{LIST}?etat=closes").content.decode()
    assert client.post(change(asked), FORM).status_code == 403
    assert not LogEntry.objects.exists()


def test_closing_an_erasure_forgets_who_asked(client, administrator):
    data = FORM | {"kind": "erasure", "closed_on": "2026-03-20", "done": "Fiches effacées."}
    assert client.post(f"{LIST}add/", data).status_code == 302
    assert RightsRequest.objects.get().person == ""


@pytest.mark.parametrize(
    ("received", "standing"),
    [
        ("2026-02-20", "dépassée depuis le 20\u00a0mars 2026"),
        ("2026-02-26", "aujourd’hui, le 26\u00a0mars 2026"),
        ("2026-02-27", "demain, le 27\u00a0mars 2026"),
        ("2026-03-10", "le 10\u00a0avril 2026"),
    ],
)
def test_the_list_says_by_when_to_answer(client, administrator, received, standing):
    RightsRequest.objects.create(kind="access", way="post", received_on=received)
    page = client.get(LIST).content.decode()
    assert standing in page
    assert ('class="deadline"' in page) == (received < "2026-03-01")


def test_the_most_urgent_comes_first(client, administrator):
    for day in ("2026-03-10", "2026-02-20", "2026-03-20"):
        RightsRequest.objects.create(kind="access", way="post", received_on=day, person=day)
    listed = client.get(LIST).context["cl"].result_list
    assert [asked.person for asked in listed] == ["2026-02-20", "2026-03-10", "2026-03-20"]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"received_on": "2026-03-27"}, "Ce jour n’est pas encore venu."),
        ({"received_on": "2026-02-30"}, "errorlist"),
        ({"received_on": "99999-01-01"}, "errorlist"),
        ({"closed_on": "2026-02-28", "done": "Fait."}, "La clôture vient après la demande"),
        ({"closed_on": "2026-03-27", "done": "Fait."}, "La clôture vient après la demande"),
        ({"kind": "chocolat"}, "errorlist"),
        ({"done": "x" * 2001}, "trop long"),
    ],
)
def test_what_cannot_be_is_told(client, administrator, changes, message):
    assert message in client.post(f"{LIST}add/", FORM | changes).content.decode()
    assert not RightsRequest.objects.exists()


def test_nobody_deletes_a_line_of_the_register(client, administrator):
    asked = RightsRequest.objects.create(kind="access", way="mail")
    assert client.post(f"{LIST}{asked.pk}/delete/", {"post": "yes"}).status_code == 403
    assert RightsRequest.objects.exists()


def test_it_is_for_superusers_and_those_to_whom_they_give_the_right(client):
    user = makers.make_moderator()
    group = user.groups.get()
    rights = Permission.objects.filter(codename__endswith="_rightsrequest")
    group.permissions.remove(*rights)
    client.force_login(user)
    assert client.get(LIST).status_code == 403
    group.permissions.add(*rights.filter(codename__in=["view_rightsrequest", "add_rightsrequest"]))
    assert client.get(LIST).status_code == 200
    assert client.get(f"{LIST}add/").status_code == 200
