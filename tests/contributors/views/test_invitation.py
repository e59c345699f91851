"""The page that an invitation opens (security.md, cases 38 and 39)."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group

from contributors import invitations
from contributors.models import Invitation, SensitiveAct, User
from tests import makers
from tests.contributors.test_invitations import token

pytestmark = pytest.mark.django_db

GOOD = {
    "username": "camille",
    "first_name": "Camille",
    "last_name": "Le\u200b Goff",
    "password1": makers.PASSWORD,
    "password2": makers.PASSWORD,
}


@pytest.fixture
def link(time_machine):
    time_machine.move_to("2026-03-14T12:00:00Z", tick=False)
    group = Group.objects.create(name="Modération du Finistère")
    invitation = Invitation(name="Camille", email="camille@exemple.fr")
    invitations.invite(invitation=invitation, groups=[group], by=makers.make_administrator())
    return f"/admin/invitation/{token()}/"


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_following_the_link_makes_nothing(client, link, method):
    response = getattr(client, method)(link)
    assert response.status_code == (405 if method == "options" else 200)
    assert not User.objects.filter(email="camille@exemple.fr").exists()
    assert "no-store" in response.headers["Cache-Control"] or method == "options"


def test_the_account_opens_the_admin(client, link):
    response = client.post(link, GOOD, follow=True)
    assert response.redirect_chain == [("/admin/login/", 302)]
    assert "Votre compte est prêt" in response.content.decode()
    user = User.objects.get(username="camille")
    assert (user.first_name, user.last_name, user.is_superuser) == ("Camille", "Le Goff", False)
    client.post("/admin/login/", {"username": "camille", "password": makers.PASSWORD})
    assert client.get("/admin/").status_code == 200


def test_the_link_works_once(client, link):
    client.post(link, GOOD)
    for response in (client.get(link), client.post(link, GOOD | {"username": "deux"})):
        assert response.status_code == 410
        assert "Ce lien ne fonctionne plus" in response.content.decode()
    assert not User.objects.filter(username="deux").exists()


@pytest.mark.parametrize("address", ["x", "a" * 43, "é", "A" * 3000])
def test_a_link_that_nobody_was_sent_is_gone(client, address):
    for response in (
        client.get(f"/admin/invitation/{address}/"),
        client.post(f"/admin/invitation/{address}/", GOOD),
    ):
        assert response.status_code == 410


def test_an_old_replaced_or_cancelled_link_is_gone(client, link, time_machine):
    invitation, by = Invitation.objects.get(), User.objects.get()
    invitations.send_again(invitation=invitation, by=by)
    assert client.get(link).status_code == 410
    newer = f"/admin/invitation/{token()}/"
    assert client.get(newer).status_code == 200
    time_machine.shift(timedelta(days=7))
    assert client.post(newer, GOOD).status_code == 410
    invitations.send_again(invitation=invitation, by=by)
    newest = f"/admin/invitation/{token()}/"
    invitations.cancel(invitation=invitation, by=by)
    assert client.post(newest, GOOD).status_code == 410
    assert User.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"password1": "court", "password2": "court"},
        {"password1": "camille@exemple.fr", "password2": "camille@exemple.fr"},
        {"password2": "autre chose de long"},
        {"username": "ADMINISTRATION"},
        {"username": ""},
        {"username": "<script>alert(1)</script>"},
        {"username": "x" * 151},
        {"first_name": "x" * 151},
    ],
)
def test_mistakes_are_said_and_make_nothing(client, link, wrong):
    response = client.post(link, GOOD | wrong)
    assert response.status_code == 200
    page = response.content.decode()
    assert "<title>Erreur" in page and "errorlist" in page
    assert 'value="Camille"' in page or "first_name" in wrong
    assert makers.PASSWORD not in page
    assert User.objects.count() == 1


def test_nothing_else_can_be_given_to_oneself(client, link):
    client.post(
        link, GOOD | {"is_superuser": "on", "email": "autre@exemple.fr", "groups": "1", "is_active": ""}
    )
    user = User.objects.get(username="camille")
    assert (user.is_superuser, user.is_active, user.email) == (False, True, "camille@exemple.fr")
    assert SensitiveAct.objects.latest("pk").detail == "acceptée"


def test_production_announces_the_second_factor(client, link, settings):
    assert "application d’authentification" not in client.get(link).content.decode()
    settings.SECOND_FACTOR_REQUIRED = True
    assert "application d’authentification" in client.get(link).content.decode()
    client.post(link, GOOD)
    response = client.post("/admin/login/", {"username": "camille", "password": makers.PASSWORD}, follow=True)
    assert response.redirect_chain[-1][0] == "/admin/second-facteur/activer/"
