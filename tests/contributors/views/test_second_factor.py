"""The second factor at log-in, and on the page of one's account; production's setting unless a test says otherwise."""

import re

import pytest
from django.urls import reverse
from django_otp.plugins.otp_totp.models import TOTPDevice

from contributors import second_factor
from contributors.models import SensitiveAct
from tests import makers
from tests.second_factor import LATER, code_of, enrolled, wrong_code

pytestmark = pytest.mark.django_db

CODE, ENROL, MANAGE = (
    "/admin/second-facteur/code/",
    "/admin/second-facteur/activer/",
    "/admin/second-facteur/",
)
RENEW, REMOVE = "/admin/second-facteur/codes-de-secours/", "/admin/second-facteur/supprimer/"
INSIDE = "/admin/initiatives/initiative/"


@pytest.fixture(autouse=True)
def production(settings, time_machine):
    settings.SECOND_FACTOR_REQUIRED = True
    time_machine.move_to("2026-03-14T12:00:00Z", tick=False)
    return time_machine


@pytest.fixture
def user():
    return makers.make_moderator("camille")


def give_password(client, following=""):
    data = {"username": "camille", "password": makers.PASSWORD, "next": following or "/admin/"}
    return client.post("/admin/login/", data, follow=True)


def inside(client):
    return client.get(INSIDE).status_code == 200


def key_shown(client):
    page = client.get(ENROL)
    assert page.status_code == 200
    text = re.search(r'<code class="key">([A-Z2-7 ]+)</code>', page.content.decode())[1]
    return client.session["second_factor_key"], text


def test_a_first_log_in_leads_to_enrolment_and_nowhere_else(client, user):
    response = give_password(client)
    assert response.redirect_chain[-1][0] == ENROL
    assert not inside(client)
    for page in (MANAGE, RENEW, REMOVE):
        assert client.get(page, follow=True).redirect_chain[-1][0] == ENROL
    page = response.content.decode()
    assert "second_factor_leave" not in page and "/admin/second-facteur/quitter/" in page
    assert INSIDE not in page, "no menu of the admin"


def test_enrolment_opens_the_admin_and_shows_the_recovery_codes_once(client, user):
    give_password(client)
    key, text = key_shown(client)
    assert text == second_factor.readable(key)
    before = client.session.session_key
    response = client.post(ENROL, {"code": code_of(key)})
    assert response.status_code == 200
    codes = re.findall(r"<li><code>([\w-]+)</code>", response.content.decode())
    assert len(codes) == 10
    assert "no-store" in response.headers["Cache-Control"]
    assert client.session.session_key != before
    assert "second_factor_key" not in client.session
    assert inside(client)
    assert codes[0] not in client.get(MANAGE).content.decode()
    assert second_factor.check(user=user, code=codes[0]).device


def test_the_picture_holds_the_key_and_loads_nothing(client, user):
    give_password(client)
    page = client.get(ENROL).content.decode()
    assert 'src="data:image/svg+xml' in page
    assert "Territoires contributifs" in page


def test_a_wrong_first_code_keeps_the_key(client, user):
    give_password(client)
    key, _ = key_shown(client)
    page = client.post(ENROL, {"code": wrong_code(key)}).content.decode()
    assert "Ce code n’est pas le bon" in page
    assert "<title>Erreur\u00a0: " in page
    assert key_shown(client)[0] == key
    assert not inside(client)


def test_a_key_is_of_one_browser_only(client, user):
    """Whoever stole the password must not know the key that its owner enrols afterwards."""
    give_password(client)
    key, _ = key_shown(client)
    other = type(client)()
    give_password(other)
    assert key_shown(other)[0] != key


def test_a_log_in_asks_for_the_password_then_for_the_code(client, user, production):
    key, _ = enrolled(user)
    production.shift(LATER)
    response = give_password(client, INSIDE)
    assert response.redirect_chain[-1][0].startswith(CODE)
    assert not inside(client)
    before = client.session.session_key
    response = client.post(response.redirect_chain[-1][0], {"code": code_of(key), "next": INSIDE})
    assert response.headers["Location"] == INSIDE
    assert client.session.session_key != before, "the session has another name"
    assert inside(client)
    assert client.get(CODE).headers["Location"] == "/admin/", "asked once"
    assert client.get("/admin/login/").headers["Location"] == "/admin/"


def test_the_code_cannot_be_passed_over_by_enrolling_again(client, user, production):
    enrolled(user)
    production.shift(LATER)
    give_password(client)
    other = second_factor.new_key()
    session = client.session
    session["second_factor_key"] = other
    session.save()
    for data in ({"code": code_of(other)}, {"code": code_of(other), "current": "x"}):
        assert client.post(ENROL, data).headers["Location"] == CODE
    assert TOTPDevice.objects.get().key != other
    assert not inside(client)


def test_a_code_that_was_used_is_refused(client, user, production):
    key, _ = enrolled(user)
    production.shift(LATER)
    code = code_of(key)
    give_password(client)
    client.post(CODE, {"code": code})
    other = type(client)()
    give_password(other)
    assert "il a déjà servi" in other.post(CODE, {"code": code}).content.decode()
    assert not inside(other)


def test_codes_tried_over_and_over_are_locked(client, user, production):
    key, _ = enrolled(user)
    production.shift(LATER)
    give_password(client)
    for _ in range(10):
        assert client.post(CODE, {"code": wrong_code(key)}).status_code == 200
        response = client.post(CODE, {"code": wrong_code(key)})
        production.shift(int(response.headers["Retry-After"]))
    client.post(CODE, {"code": wrong_code(key)})
    response = client.post(CODE, {"code": code_of(key)})
    assert response.status_code == 429
    assert response.headers["Retry-After"] == "1024"
    assert "réessayez dans 18\u00a0minutes" in response.content.decode()
    other = type(client)()
    give_password(other)
    assert other.post(CODE, {"code": code_of(key)}).status_code == 429, "from another browser too"
    assert not inside(client)


def test_a_recovery_code_opens_once(client, user, production):
    _, codes = enrolled(user)
    give_password(client)
    assert client.post(CODE, {"code": codes[0]}).status_code == 302
    assert inside(client)
    assert "9 codes de secours" in client.get(MANAGE).content.decode()
    other = type(client)()
    give_password(other)
    assert other.post(CODE, {"code": codes[0]}).status_code == 200
    assert not inside(other)


@pytest.mark.parametrize(
    "address", ["//ailleurs.example", "https://ailleurs.example/", "/\\ailleurs", "javascript:x"]
)
def test_the_code_leads_nowhere_else(client, user, production, address):
    key, _ = enrolled(user)
    production.shift(LATER)
    give_password(client)
    response = client.post(CODE, {"code": code_of(key), "next": address})
    assert response.headers["Location"] == "/admin/"


@pytest.mark.parametrize("code", ["", "x" * 5000, "\u202e", "%00", "0" * 64])
def test_an_odd_code_is_only_refused(client, user, code):
    enrolled(user)
    give_password(client)
    assert client.post(CODE, {"code": code}).status_code == 200
    assert not inside(client)


def let_in(client, user, clock):
    key, codes = enrolled(user)
    clock.shift(LATER)
    give_password(client)
    client.post(CODE, {"code": code_of(key)})
    assert inside(client)
    return key, codes


def test_replacing_the_application_asks_for_a_code_of_the_former(client, user, production):
    former, _ = let_in(client, user, production)
    key, _ = key_shown(client)
    refused = client.post(ENROL, {"code": code_of(key), "current": wrong_code(former)})
    assert refused.status_code == 200
    assert TOTPDevice.objects.get().key == former
    production.shift(LATER)
    assert client.post(ENROL, {"code": code_of(key)}).status_code == 200
    assert TOTPDevice.objects.get().key == former
    response = client.post(ENROL, {"code": code_of(key), "current": code_of(former)})
    assert "ne seront plus jamais montrés" in response.content.decode()
    assert TOTPDevice.objects.get().key == key
    assert inside(client)


def test_new_recovery_codes_ask_for_a_code(client, user, production):
    key, former = let_in(client, user, production)
    assert client.get(RENEW).status_code == 200
    assert client.post(RENEW, {"code": wrong_code(key)}).status_code == 200
    production.shift(LATER)
    assert user.recovery_codes.count() == 10
    response = client.post(RENEW, {"code": code_of(key)})
    codes = re.findall(r"<li><code>([\w-]+)</code>", response.content.decode())
    assert len(codes) == 10 and not set(codes) & set(former)
    again = client.post(RENEW, {"code": code_of(key)}).content.decode()
    assert "il a déjà servi" in again, "reloading shows nothing"


def test_removal_asks_for_a_code_then_enrolment_is_asked_for(client, user, production):
    key, _ = let_in(client, user, production)
    client.post(REMOVE, {"code": wrong_code(key)})
    assert TOTPDevice.objects.exists()
    production.shift(LATER)
    assert client.post(REMOVE, {"code": code_of(key)}, follow=True).redirect_chain[-1][0] == ENROL
    assert not TOTPDevice.objects.exists()
    assert not inside(client)


def test_a_session_ends_inside_when_its_second_factor_is_reset(client, user, production):
    let_in(client, user, production)
    second_factor.remove(user=user, by=makers.make_administrator())
    assert not inside(client)
    assert client.get(INSIDE, follow=True).redirect_chain[-1][0] == ENROL


def test_an_account_put_out_of_the_team_is_out(client, user, production):
    let_in(client, user, production)
    type(user).objects.update(is_staff=False)
    assert client.get(MANAGE).headers["Location"].startswith("/admin/login/")


def test_whoever_waits_for_a_code_can_leave(client, user):
    give_password(client)
    assert client.get("/admin/second-facteur/quitter/").status_code == 405
    assert client.post("/admin/second-facteur/quitter/").headers["Location"] == "/admin/login/"
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("page", [CODE, ENROL, MANAGE, RENEW, REMOVE, "/admin/second-facteur/quitter/"])
def test_visitors_are_asked_who_they_are(client, page):
    for response in (client.get(page), client.post(page, {"code": "123456"})):
        assert response.headers["Location"].startswith("/admin/login/")


def test_log_ins_are_told_step_by_step(client, user, production):
    let_in(client, user, production)
    details = SensitiveAct.objects.filter(kind="log_in").order_by("pk").values_list("detail", flat=True)
    assert list(details) == ["mot de passe accepté, second facteur attendu", "second facteur vérifié"]


def test_the_demonstration_never_asks(client, user, production, settings):
    settings.SECOND_FACTOR_REQUIRED = False
    enrolled(user)
    give_password(client)
    assert inside(client)
    assert client.get(CODE).headers["Location"] == "/admin/"
    TOTPDevice.objects.all().delete()
    page = client.get(MANAGE).content.decode()
    assert "Cette démonstration n’en demande jamais" in page
    key, _ = key_shown(client)
    assert client.post(ENROL, {"code": code_of(key)}).status_code == 200
    assert TOTPDevice.objects.get().user == user


def test_the_menu_of_the_admin_leads_there(client, user, production):
    let_in(client, user, production)
    assert f'href="{reverse("second_factor")}"' in client.get("/admin/").content.decode()


def test_two_first_enrolments_at_once_leave_the_first_in_place(client, user, monkeypatch):
    """The second browser looked when there was no application yet."""
    give_password(client)
    key, _ = key_shown(client)
    first, _ = enrolled(user)
    seen = iter([None])
    looked = second_factor.device_of
    monkeypatch.setattr("contributors.views.second_factor.device_of", lambda user: next(seen, looked(user)))
    response = client.post(ENROL, {"code": code_of(key)}, follow=True)
    assert TOTPDevice.objects.get().key == first
    assert [address for address, _ in response.redirect_chain] == [ENROL, CODE]
    assert "vient de changer" in response.content.decode()
    assert not inside(client)
