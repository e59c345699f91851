"""A lost password (security.md, cases 24, 38 and 39)."""

import re
from datetime import timedelta

import pytest

from contributors import jobs
from contributors.models import SensitiveAct, User
from outbox.models import Message
from tests import makers
from tests.second_factor import enrolled

pytestmark = pytest.mark.django_db

ASK = "/admin/mot-de-passe-oublie/"
LINK = re.compile(r"/admin/nouveau-mot-de-passe/\S+/")
NEW = "un tout autre mot de passe"


@pytest.fixture
def user():
    return makers.make_moderator("camille")


def mailed():
    jobs.send_new_password(email="camille@exemple.fr")
    return LINK.search(Message.objects.latest("pk").body)[0]


def choose(client, link, password=NEW):
    form = client.get(link).headers["Location"]
    return client.post(form, {"new_password1": password, "new_password2": password})


def test_the_log_in_page_leads_there(client):
    assert f'href="{ASK}"' in client.get("/admin/login/").content.decode()


def test_known_or_not_the_answer_is_the_same_and_its_work_is_done_elsewhere(
    client, user, django_assert_num_queries
):
    pages = []
    for email in ("camille@exemple.fr", "inconnu@exemple.fr"):
        with django_assert_num_queries(2):  # the limit, the job
            response = client.post(ASK, {"email": email})
        pages.append(response.content.decode().replace(email, ""))
    assert re.sub(r'value="[^"]{64}"', "", pages[0]) == re.sub(r'value="[^"]{64}"', "", pages[1])
    assert not Message.objects.exists()


@pytest.mark.parametrize("email", ["", "x", "a@b.fr,c@d.fr", "a@b.fr\r\nBcc: c@d.fr", "\u202e@exemple.fr"])
def test_what_is_no_address_is_refused(client, email):
    assert "errorlist" in client.post(ASK, {"email": email}).content.decode()


def test_asking_over_and_over_is_limited(client):
    for _ in range(10):
        assert client.post(ASK, {"email": "camille@exemple.fr"}).status_code == 200
    assert client.post(ASK, {"email": "camille@exemple.fr"}).status_code == 429


def test_only_the_team_gets_a_mail_and_few_of_them(user):
    jobs.send_new_password(email="inconnu@exemple.fr")
    assert not Message.objects.exists()
    for _ in range(7):
        jobs.send_new_password(email="CAMILLE@exemple.fr")
    assert Message.objects.filter(to="camille@exemple.fr").count() == jobs.NEW_PASSWORDS_A_DAY
    User.objects.update(is_active=False)
    Message.objects.all().delete()
    jobs.send_new_password(email="camille@exemple.fr")
    assert not Message.objects.exists()


def test_a_new_password_is_chosen(client, user):
    link = mailed()
    assert "/admin/nouveau-mot-de-passe/" in link and "set-password" in client.get(link).headers["Location"]
    user.refresh_from_db()
    assert user.check_password(makers.PASSWORD), "following the link changes nothing"
    assert choose(client, link).headers["Location"] == "/admin/login/"
    user.refresh_from_db()
    assert user.check_password(NEW)
    told = SensitiveAct.objects.filter(kind="password").order_by("pk").values_list("about", "detail")
    assert list(told) == [("compte camille", "lien envoyé"), ("compte camille", "par le lien reçu")]
    assert client.get("/admin/", follow=True).redirect_chain, "not logged in by it"


def test_the_link_works_once_and_for_two_hours(client, user, time_machine):
    time_machine.move_to("2026-03-14T12:00:00Z", tick=False)
    link = mailed()
    time_machine.shift(timedelta(hours=2))
    assert client.get(link).status_code == 302
    choose(client, link)
    response = type(client)().get(link)
    assert response.status_code == 410
    assert f'href="{ASK}"' in response.content.decode()
    later = mailed()
    time_machine.shift(timedelta(hours=2, seconds=1))
    assert client.get(later).status_code == 410


@pytest.mark.parametrize("path", ["x/y", "MQ/set-password", "MQ/c-0", "é/é", "A" * 900 + "/x", "LTE/x"])
def test_a_link_that_nobody_was_sent_is_gone(client, user, path):
    address = f"/admin/nouveau-mot-de-passe/{path}/"
    for response in (client.get(address), client.post(address, {"new_password1": NEW, "new_password2": NEW})):
        assert response.status_code == 410


def test_an_account_put_out_of_the_team_chooses_nothing(client, user):
    link = mailed()
    User.objects.update(is_staff=False)
    assert client.get(link).status_code == 410


def test_weak_passwords_are_refused(client, user):
    response = choose(client, mailed(), "camille")
    assert response.status_code == 200
    assert "<title>Erreur" in response.content.decode()


def test_the_second_factor_stays_asked_for(client, user, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    enrolled(user)
    choose(client, mailed())
    response = client.post("/admin/login/", {"username": "camille", "password": NEW}, follow=True)
    assert response.redirect_chain[-1][0].startswith("/admin/second-facteur/code/")
