"""Pages of the letter, as visitors meet them."""

import re

import feedparser
import pytest
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from contributors.models import Contributor
from newsletter import issues, jobs, subscribing, tokens
from newsletter.models import Subscription
from newsletter.selection import Selection
from outbox.models import Message
from tests import makers
from tests.letters import MONDAY, READER, draft, link_for, mailing_list, news, on, send_all, subscriber, typed

pytestmark = pytest.mark.django_db
PAGE = "/lettre/s-abonner/"
State = Subscription.State


def work():
    """Do what the form asked of the worker."""
    for job in ProcrastinateJob.objects.filter(task_name="newsletter.subscribe").order_by("pk"):
        jobs.subscribe(**job.args)


def send(client, **changes):
    return client.post(PAGE, typed(**changes))


def test_from_the_form_to_the_first_letter(client):
    makers.make_commune()
    assert send(client, place_1="Finistère")["Location"] == f"{PAGE}?envoye"
    work()
    link = link_for()
    page = client.get(link).content.decode()
    assert "Finistère" in page and Subscription.objects.get().state == State.UNCONFIRMED
    assert "C’est noté" in client.post(link, follow=True).content.decode()
    subscription = Subscription.objects.get()
    assert subscription.is_active and subscription.territories == ["departement-29"]


def test_a_known_and_an_unknown_address_are_answered_the_same(client):
    subscriber()
    known, unknown = send(client), send(client, email="autre@exemple.fr")
    assert (
        (known.status_code, known["Location"])
        == (unknown.status_code, unknown["Location"])
        == (303, f"{PAGE}?envoye")
    )
    assert client.get(f"{PAGE}?envoye").content  # names no address
    assert ProcrastinateJob.objects.filter(task_name="newsletter.subscribe").count() == 2
    assert not Contributor.objects.filter(email="autre@exemple.fr").exists()  # not before the worker


def test_the_address_is_on_no_page_nor_in_any_address(client):
    response = client.post(PAGE, typed(), follow=True)
    assert READER not in response.content.decode() and READER not in str(response.redirect_chain)


def test_one_address_gets_few_mails_a_day(client):
    for _ in range(5):
        send(client)
    work()
    assert Message.objects.filter(to=READER).count() == jobs.MAILS_A_DAY


def test_one_visitor_sends_few_forms_an_hour(client):
    answers = [send(client, email=f"a{number}@exemple.fr") for number in range(12)]
    assert [answer.status_code for answer in answers] == [303] * 10 + [429] * 2
    assert "Attendez" in answers[-1].content.decode() and "a11@exemple.fr" in answers[-1].content.decode()


def test_robots_get_the_same_answer_and_nothing_happens(client):
    assert send(client, site_internet="https://spam.example").status_code == 303
    assert not ProcrastinateJob.objects.filter(task_name="newsletter.subscribe").exists()
    assert "C’était très rapide" in send(client, start="").content.decode()


def test_a_fault_keeps_all_that_was_typed(client):
    makers.make_paris()
    page = send(client, email="camille@", place_1="Paris", rhythm="monthly").content.decode()
    assert 'value="camille@"' in page and 'value="Paris"' in page and "<title>Erreur" in page
    assert 'value="departement-75"' in page  # which of the two is asked
    assert re.search(r'value="monthly"[^>]*checked', page)


def test_an_address_of_the_site_fills_the_territory(client):
    makers.make_commune()
    assert 'value="Brest"' in client.get(f"{PAGE}?territoire=commune-29019").content.decode()
    assert client.get(f"{PAGE}?territoire=%00").status_code == 200


def test_a_link_that_is_over_says_so(client):
    subscribing.ask(email=READER, selection=Selection(), rhythm="weekly")
    link = link_for()
    subscribing.ask(email=READER, selection=Selection(), rhythm="weekly")
    assert client.get(link).status_code == client.post(link).status_code == 410
    assert client.get("/confirmer/lettre/x/").status_code == 410


# --- One's own subscription ---


def manage_of(subscription):
    return reverse("letter_manage", args=[tokens.token_of(subscription, tokens.MANAGE)])


def test_choices_are_changed(client):
    page = manage_of(subscriber())
    makers.make_commune()
    assert READER not in client.get(page).content.decode()
    data = {"acte": "changer", "place_1": "Brest", "kinds": ["appels"], "rhythm": "monthly"}
    assert "enregistrés" in client.post(page, data, follow=True).content.decode()
    subscription = Subscription.objects.get()
    assert (subscription.territories, subscription.kinds, subscription.rhythm) == (
        ["commune-29019"],
        ["appels"],
        "monthly",
    )
    assert "<title>Erreur" in client.post(page, data | {"kinds": []}).content.decode()


def test_a_pause_and_its_end(client):
    page = manage_of(subscriber())
    assert "En pause" in client.post(page, {"acte": "pause"}, follow=True).content.decode()
    assert Subscription.objects.get().state == State.PAUSED
    assert "reprend" in client.post(page, {"acte": "reprendre"}, follow=True).content.decode()
    assert Subscription.objects.get().is_active


def test_what_is_held_goes_to_its_address_only(client):
    page = manage_of(subscriber())
    for _ in range(4):
        assert READER not in client.post(page, {"acte": "copie"}, follow=True).content.decode()
    assert Message.objects.count() == 2  # a day
    message = Message.objects.latest("pk")
    assert message.to == READER and "territoires\u00a0: toute la France" in message.body


def test_erasing_from_the_page(client):
    page = manage_of(subscriber())
    assert "Vous ne recevrez plus la lettre" in client.post(page, {"acte": "effacer"}).content.decode()
    assert not Subscription.objects.exists()
    assert client.get(page).status_code == client.post(page, {"acte": "pause"}).status_code == 410


def test_an_unknown_act_does_nothing(client):
    page = manage_of(subscriber())
    assert client.post(page, {"acte": "sauter"}).status_code == 200
    assert Subscription.objects.get().is_active


# --- One click (RFC 8058) ---


def stop_address():
    (message,) = send_all()
    return re.fullmatch(r"<http://[^/]+(/\S+)>", message.headers["List-Unsubscribe"])[1]


def test_a_mail_program_stops_it_without_cookie_nor_token_of_a_form():
    from django.test import Client

    subscriber()
    news()
    strict = Client(enforce_csrf_checks=True)
    address = stop_address()
    for _ in range(2):  # programs try again
        answer = strict.post(
            address, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded"
        )
        assert answer.status_code == 200
    assert not Subscription.objects.exists() and not Message.objects.exists()


def test_looking_at_it_stops_nothing(client):
    subscriber()
    news()
    address = stop_address()
    page = client.get(address)
    assert page.status_code == 200 and "<button" in page.content.decode()
    assert READER not in page.content.decode() and "/lettre/abonnement/" not in page.content.decode()
    assert client.head(address).status_code == 200
    assert Subscription.objects.get().is_active
    assert "Vous ne recevrez plus" in client.post(address).content.decode()
    assert "Vous ne recevrez plus" in client.get(address).content.decode()


@pytest.mark.parametrize("token", ["x", "A" * 43, "é" * 43])
def test_any_other_token_is_answered_as_one_that_is_over(client, token):
    subscriber()
    assert "Vous ne recevrez plus" in client.post(f"/lettre/desinscription/{token}/").content.decode()
    assert Subscription.objects.get().is_active


# --- The archive ---


def sent(one=None, day=MONDAY):
    issue = draft(one or mailing_list(), introduction="Venez samedi, <b>avec</b> vos bottes.")
    with on(day):
        return issues.send(issue=issue, by=None, mails=False)


def test_the_archive_leads_to_each_letter(client):
    news()
    assert "Aucune lettre n’est encore partie" in client.get("/lettre/").content.decode()
    issue = sent()
    assert issue.get_absolute_url() == "/lettre/2026-1/"
    assert "/lettre/2026-1/" in client.get("/lettre/").content.decode()
    page = client.get("/lettre/2026-1/").content.decode()
    assert "Jardin partagé du Bouguen" in page and "&lt;b&gt;avec&lt;/b&gt;" in page
    assert "liste@listes.exemple.fr" not in page


@pytest.mark.parametrize("path", ["2026-2", "0-1", "2026-0", "99999-1", "2026-99999999999999999999"])
def test_no_other_letter_is_there(client, path):
    draft()
    assert client.get(f"/lettre/{path}/").status_code == 404


def test_a_draft_is_nobody_elses_business(client):
    news()
    draft(introduction="Brouillon secret")
    assert "Brouillon secret" not in client.get("/lettre/").content.decode()
    assert "Brouillon secret" not in client.get("/flux/lettre.atom").content.decode()


def test_the_feed_is_read(client):
    news("Jardin \x0b & <fils>")
    sent()
    response = client.get("/flux/lettre.atom")
    found = feedparser.parse(response.content)
    assert not found.bozo and response["Content-Type"].startswith("application/atom+xml")
    (entry,) = found.entries
    assert entry.title == "Territoires contributifs, du 8 au 14\u00a0juin 2026"
    assert entry.link.endswith("/lettre/2026-1/") and "Jardin" in entry.summary


def test_pages_are_few_queries(client, django_assert_max_num_queries):
    garden = news()
    for number in range(15):
        news(f"Jardin {number}")
    with on(MONDAY):
        makers.make_call(initiative=garden)
    sent()
    with django_assert_max_num_queries(8):
        client.get("/lettre/2026-1/")
    with django_assert_max_num_queries(6):
        client.get("/lettre/")


def test_letters_that_were_sent_are_in_the_map_of_the_site(client):
    news()
    sent()
    draft(mailing_list(name="Autre"))
    page = client.get("/sitemap-lettres.xml").content.decode()
    assert page.count("<loc>") == 1 and "/lettre/2026-1/" in page
    assert "/lettre/</loc>" in client.get("/sitemap-pages.xml").content.decode()
