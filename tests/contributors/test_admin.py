"""Accounts and contributors in the admin."""

import pytest

from contributors.models import Consent, Contributor, User
from tests import makers
from tests.admin_forms import filled

pytestmark = pytest.mark.django_db
USERS, CONTRIBUTORS = "/admin/contributors/user/", "/admin/contributors/contributor/"


@pytest.fixture(autouse=True)
def administrator(client):
    client.force_login(makers.make_administrator())


def new_account(client, password):
    data = {
        "username": "camille.legoff",
        "usable_password": "true",
        "password1": password,
        "password2": password,
    }
    return client.post(f"{USERS}add/", data)


@pytest.mark.parametrize("password", ["court", "camille-legoff", "qwertyuiop[]"])
def test_weak_passwords_are_refused(client, password):
    response = new_account(client, password)
    assert response.status_code == 200
    assert not User.objects.filter(username="camille.legoff").exists()


def test_an_account_is_made_and_given_a_group(client):
    assert new_account(client, makers.PASSWORD).status_code == 302
    user = User.objects.get(username="camille.legoff")
    assert user.check_password(makers.PASSWORD)
    makers.make_moderator("autre")
    group = User.objects.get(username="autre").groups.get()
    url = f"{USERS}{user.pk}/change/"
    assert client.post(url, filled(client, url) | {"is_staff": "on", "groups": [group.pk]}).status_code == 302
    assert list(user.groups.all()) == [group]


def test_an_administrator_gives_a_new_password(client):
    user = makers.make_moderator("camille")
    url = f"{USERS}{user.pk}/password/"
    data = {
        "usable_password": "true",
        "password1": "un autre mot de passe",
        "password2": "un autre mot de passe",
    }
    assert client.post(url, data).status_code == 302
    user.refresh_from_db()
    assert user.check_password("un autre mot de passe")


def test_contributors_are_read_with_their_consents_and_never_rewritten(client):
    person = makers.make_contributor("camille@exemple.fr")
    Consent.objects.create(
        contributor=person, purpose="publication", text_version="2026-11", sheet=makers.make_initiative()
    )
    page = client.get(f"{CONTRIBUTORS}{person.pk}/change/").content.decode()
    assert "camille@exemple.fr" in page
    assert "2026-11" in page
    assert client.post(f"{CONTRIBUTORS}{person.pk}/change/", {"email": "x@exemple.fr"}).status_code == 403
    assert client.get(f"{CONTRIBUTORS}add/").status_code == 403
    assert client.get(f"{CONTRIBUTORS}{person.pk}/delete/").status_code == 403
    assert Contributor.objects.get().email == "camille@exemple.fr"


def test_contributors_are_found_by_address(client):
    makers.make_contributor("camille@exemple.fr", "Camille")
    makers.make_contributor("dominique@exemple.fr", "Dominique")
    found = client.get(f"{CONTRIBUTORS}?q=camille").context["cl"].result_list
    assert [person.email for person in found] == ["camille@exemple.fr"]
