"""Links, access and mail; the numbers are those of docs/hostile-input.md."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from contributors.models import SignedLink
from initiatives.models import Initiative
from moderation import actions
from moderation.authors import Author
from moderation.models import Status
from outbox.models import Message
from tests import makers
from tests.proposals import AUTHOR, confirmation_address, proposal, send
from tests.strict_client import StrictClient

pytestmark = pytest.mark.django_db


@pytest.fixture
def link(client):
    """Send a proposal; return the address of the link that was mailed."""
    makers.make_tag("compost", makers.make_theme())
    send(client, proposal())
    return confirmation_address()


def status():
    return Initiative.objects.get().status


def test_38_a_link_works_until_it_is_old(client, link):
    assert client.get(link).status_code == 200
    SignedLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    for response in (client.get(link), client.post(link)):
        assert response.status_code == 410
        assert reverse("my_sheets") in response.content.decode()
    assert status() == Status.UNCONFIRMED


@pytest.mark.parametrize("token", ["x", "a" * 43, "A" * 5000, "é", "..", "%00", "%ff", "' OR 1=1"])
def test_38_a_link_that_nobody_was_sent_is_gone(client, link, token):
    for response in (client.get(f"/confirmer/{token}/"), client.post(f"/confirmer/{token}/")):
        assert response.status_code in (404, 410)
    assert status() == Status.UNCONFIRMED


def test_38_an_altered_link_is_gone(client, link):
    altered = link[:-2] + ("A" if link[-2] != "A" else "B") + "/"
    assert client.post(altered).status_code == 410
    assert client.post(link.swapcase().replace("/CONFIRMER", "/confirmer")).status_code == 410
    assert status() == Status.UNCONFIRMED


def test_38_the_link_of_another_sheet_confirms_only_that_one(client, link):
    other = makers.make_initiative("Autre", status=Status.UNCONFIRMED, contributor=makers.make_contributor())
    client.post(link)
    other.refresh_from_db()
    assert other.status == Status.UNCONFIRMED


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_39_following_a_link_changes_nothing(client, link, method):
    getattr(client, method)(link)
    assert status() == Status.UNCONFIRMED
    assert Message.objects.count() == 1


def test_39_pressing_its_button_does_and_twice_is_once(client, link):
    assert client.post(link).status_code == 303
    mails = Message.objects.count()
    assert status() == Status.PENDING
    assert client.post(link, follow=True).status_code == 200
    assert client.get(link).status_code == 200
    assert (status(), Message.objects.count()) == (Status.PENDING, mails)


def test_secret_pages_are_not_kept_and_tell_nobody_their_address(client, link):
    response = client.get(link)
    assert "no-store" in response.headers["Cache-Control"]
    assert response.headers["Referrer-Policy"] in ("no-referrer", "same-origin")
    assert "noindex" in response.content.decode()


def test_secrets_are_stored_hashed(client, link):
    token = link.split("/")[2]
    assert len(token) >= 43
    assert not SignedLink.objects.filter(token_hash=token).exists()


def test_42_the_address_of_a_contributor_never_shows(client, link):
    client.post(link)
    initiative = Initiative.objects.get()
    actions.publish(sheet=initiative, by=Author.system())
    for address in [
        "/",
        "/carte/",
        "/initiatives/",
        initiative.get_absolute_url(),
        "/acteurs/",
        "/acteurs/les-jardins-du-bouguen/",
    ]:
        page = client.get(address).content.decode()
        assert AUTHOR not in page
        assert "Camille" not in page


ADMIN = [
    "index",
    "initiatives_initiative_changelist",
    "initiatives_actor_changelist",
    "initiatives_initiative_add",
]


def test_44_the_admin_asks_who_is_there(client):
    for name in ADMIN:
        response = client.get(reverse(f"admin:{name}"))
        assert response.status_code == 302
        assert response.headers["Location"].startswith("/admin/login/")


def test_44_a_log_in_tried_over_and_over_is_locked(client, settings):
    makers.make_administrator("administration")
    address = reverse("admin:login")
    for _ in range(settings.AXES_FAILURE_LIMIT):
        response = client.post(address, {"username": "administration", "password": "faux"})
    assert response.status_code == 429
    assert int(response.headers["Retry-After"]) == settings.AXES_COOLOFF_TIME * 3600
    assert "Trop de demandes" in response.content.decode()
    right = {"username": "administration", "password": makers.PASSWORD}
    assert client.post(address, right).status_code == 429
    assert client.post(address, right, HTTP_X_FORWARDED_FOR="203.0.113.7").status_code == 429
    assert StrictClient().post(address, right, REMOTE_ADDR="203.0.113.7").status_code == 302


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"username": "é" * 5000, "password": "x"},
        {"username": "\u202e", "password": ""},
        {"username": "x" * 300, "password": "x", "next": "\\"},
    ],
)
def test_44_an_odd_log_in_is_only_refused(client, form):
    odd = {"HTTP_USER_AGENT": "é" * 3000, "HTTP_ACCEPT": "x" * 3000}
    assert client.post(reverse("admin:login") + "?next=" + "x" * 3000, form, **odd).status_code == 200


def test_44_a_cookie_that_postgresql_refuses_is_ignored(client):
    response = client.get("/admin/", HTTP_COOKIE=r'sessionid="\000aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"')
    assert response.status_code == 302


def test_45_no_page_can_be_framed(client):
    for address in ["/", "/carte/", "/initiatives/proposer/", "/admin/login/", "/nulle-part/"]:
        response = client.get(address)
        assert response.headers["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in response.headers["Content-Security-Policy"]


def test_a_moderator_of_one_territory_reaches_no_other(client):
    """Case 43, by address; bulk actions and autocompletion are in tests/moderation."""
    makers.make_initiative("Ici", status=Status.PENDING)
    elsewhere = makers.make_initiative(
        "Ailleurs", status=Status.PENDING, commune=makers.make_paris(), position=None
    )
    client.force_login(makers.make_moderator(territories=["departement-29"]))
    listed = client.get("/admin/initiatives/initiative/").content.decode()
    assert "Ici" in listed
    assert "Ailleurs" not in listed
    for page in ["change", "history", "delete"]:
        assert client.get(f"/admin/initiatives/initiative/{elsewhere.pk}/{page}/").status_code in (
            302,
            403,
            404,
        )
