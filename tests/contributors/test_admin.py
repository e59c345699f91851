"""Accounts and contributors in the admin."""

import pytest

from contributors import second_factor
from contributors.models import Consent, Contributor, SensitiveAct, User
from tests import makers
from tests.admin_forms import filled
from tests.second_factor import enrolled

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


# --- The log of sensitive acts, and what the admin writes in it ---

LOG = "/admin/contributors/sensitiveact/"


def told(kind):
    return list(SensitiveAct.objects.filter(kind=kind).order_by("pk").values_list("who", "about", "detail"))


def test_the_log_is_read_by_superusers_and_never_rewritten(client):
    act = SensitiveAct.objects.latest("pk")
    assert client.get(LOG).status_code == client.get(f"{LOG}{act.pk}/change/").status_code == 200
    assert client.get(f"{LOG}?q=administration&kind=log_in").status_code == 200
    for page in ("add/", f"{act.pk}/delete/"):
        assert (
            client.get(f"{LOG}{page}").status_code
            == client.post(f"{LOG}{page}", {"post": "yes"}).status_code
            == 403
        )
    assert client.post(f"{LOG}{act.pk}/change/", {"who": "x"}).status_code == 403
    client.post(LOG, {"action": "delete_selected", "_selected_action": [act.pk], "post": "yes"})
    act.refresh_from_db()
    assert act.who == "administration"
    client.force_login(makers.make_moderator())
    assert client.get(LOG).status_code == client.get(f"{LOG}{act.pk}/change/").status_code == 403


def test_new_accounts_rights_passwords_and_removals_are_told(client):
    new_account(client, makers.PASSWORD)
    user = User.objects.get(username="camille.legoff")
    group = makers.make_moderator("autre").groups.get()
    url = f"{USERS}{user.pk}/change/"
    client.post(url, filled(client, url) | {"is_staff": "on", "groups": [group.pk]})
    client.post(url, filled(client, url))
    client.post(
        f"{USERS}{user.pk}/password/",
        {
            "usable_password": "true",
            "password1": "un autre mot de passe",
            "password2": "un autre mot de passe",
        },
    )
    client.post(USERS, {"action": "delete_selected", "_selected_action": [user.pk], "post": "yes"})
    assert [(who, about) for who, about, _ in told("account")] == [
        ("administration", "compte camille.legoff")
    ] * 3
    created, given, removed = (detail for _, _, detail in told("account"))
    assert (created, removed) == ("créé", "supprimé")
    assert "groupe de autre" in given and "\u00a0: oui" in given
    assert told("password") == [("administration", "compte camille.legoff", "par l’administration")]


def test_a_superuser_resets_the_second_factor_of_others_only(client):
    user, own = makers.make_moderator("camille"), User.objects.get(username="administration")
    enrolled(user)
    enrolled(own)
    SensitiveAct.objects.all().delete()
    data = {"action": "reset_second_factor", "_selected_action": [user.pk, own.pk]}
    page = client.post(USERS, data, follow=True).content.decode()
    assert "Second facteur réinitialisé\u00a0: camille." in page
    assert second_factor.device_of(user) is None
    assert second_factor.device_of(own) is not None
    assert told("second_factor") == [("administration", "compte camille", "réinitialisé")]
    again = client.post(USERS, data, follow=True).content.decode()
    assert "Le vôtre se change à sa propre page" in again


def test_accounts_are_listed_in_a_bounded_number_of_queries(client, django_assert_max_num_queries):
    for number in range(30):
        makers.make_moderator(f"membre{number}")
    with django_assert_max_num_queries(8):
        client.get(USERS)
    with django_assert_max_num_queries(8):
        client.get(LOG)
