"""Confirming a sheet by the mailed link: cases 38 and 39 of the hostile inputs."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.core import signing
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from contributors.models import RateLimit, SignedLink
from initiatives.models import Actor
from moderation import actions
from moderation.authors import Author
from moderation.models import Report, Revision, Status
from outbox.models import Message
from tests import makers
from tests.strict_client import StrictClient

pytestmark = pytest.mark.django_db
AGAIN = "/mes-fiches/"


def submitted(title="Jardin partagé du Bouguen"):
    """Return a sheet as the form leaves it, and the address of its link."""
    contributor = makers.make_contributor("camille@exemple.fr")
    actor = makers.make_actor(status=Status.UNCONFIRMED, submitted_by=contributor)
    sheet = makers.make_initiative(title, status=Status.UNCONFIRMED, contributor=contributor, actors=[actor])
    return sheet, reverse("confirm", args=[actions.submit(sheet=sheet, contributor=contributor)])


def status_of(sheet):
    sheet.refresh_from_db()
    return sheet.status


@pytest.mark.parametrize("method", ["get", "head", "options"])
def test_39_looking_at_the_link_changes_nothing(client, method):
    sheet, address = submitted()
    for _ in range(3):
        getattr(client, method)(address)
    assert status_of(sheet) == Status.UNCONFIRMED
    assert Revision.objects.filter(object_id=sheet.pk, action="confirm").count() == 0


def test_the_page_names_the_sheet_and_has_one_button(client):
    _, address = submitted()
    response = client.get(address)
    page = response.content.decode()
    assert "Jardin partagé du Bouguen" in page
    assert page.count("<form") == 1 and "Confirmer</button>" in page
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert "no-store" in response.headers["Cache-Control"]


def test_39_the_button_confirms_and_tells_the_moderators(client):
    moderator = makers.make_moderator()
    sheet, address = submitted()
    response = client.post(address, follow=True)
    assert response.redirect_chain == [(address, 303)]
    assert "Votre proposition est confirmée" in response.content.decode()
    assert status_of(sheet) == Status.PENDING
    assert Actor.objects.get().status == Status.PENDING, "the actor named with it waits with it"
    assert Message.objects.filter(to=moderator.email).count() == 1


def test_a_second_click_gives_the_same_receipt_and_writes_to_nobody(client):
    makers.make_moderator()
    _, address = submitted()
    first = client.post(address, follow=True).content
    mails = Message.objects.count()
    assert client.post(address, follow=True).content == first
    assert client.get(address).content == first
    assert Message.objects.count() == mails


@pytest.mark.django_db(transaction=True)
def test_ten_clicks_at_once_confirm_once():
    makers.make_moderator()
    sheet, address = submitted()

    def click(_):
        try:
            return StrictClient().post(address).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        assert set(pool.map(click, range(10))) == {303}
    assert status_of(sheet) == Status.PENDING
    assert Revision.objects.filter(action="confirm").count() == 2  # the sheet and its actor
    assert Message.objects.filter(subject__startswith="À relire").count() == 1


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (lambda sheet: actions.publish(sheet=sheet, by=Author.system()), "maintenant publiée"),
        (
            lambda sheet: actions.refuse(sheet=sheet, by=Author.system(), reason="Hors sujet."),
            "Nous l’avons lue",
        ),
    ],
)
def test_the_link_goes_on_telling_the_truth_after_moderation(client, act, words):
    sheet, address = submitted()
    client.post(address)
    act(sheet)
    assert words in client.get(address).content.decode()
    status = status_of(sheet)
    client.post(address)
    assert status_of(sheet) == status


def test_38_an_expired_link_is_gone(client):
    sheet, address = submitted()
    with time_machine.travel(timezone.now() + timedelta(days=7, seconds=1), tick=False):
        response = client.post(address)
    assert response.status_code == 410
    assert AGAIN in response.content.decode()
    assert status_of(sheet) == Status.UNCONFIRMED


def test_38_a_replaced_link_is_gone(client):
    sheet, address = submitted()
    actions.send_link_again(sheet=sheet, contributor=sheet.submitted_by)
    assert client.post(address).status_code == 410
    assert status_of(sheet) == Status.UNCONFIRMED


@pytest.mark.parametrize(
    "alter", [lambda t: t[:-1], lambda t: t + "A", lambda t: t.swapcase(), lambda t: "é" * 43]
)
def test_38_an_altered_link_is_gone(client, alter):
    _, address = submitted()
    token = address.split("/")[2]
    for method in (client.get, client.post):
        response = method(reverse("confirm", args=[alter(token)]))
        assert response.status_code == 410
        assert AGAIN in response.content.decode()


def test_38_a_link_confirms_its_own_sheet_only(client):
    sheet, address = submitted()
    other = makers.make_initiative("Wiki", status=Status.UNCONFIRMED, contributor=sheet.submitted_by)
    client.post(address)
    assert (status_of(sheet), status_of(other)) == (Status.PENDING, Status.UNCONFIRMED)


def test_38_the_link_of_a_sheet_that_was_purged_is_gone(client):
    sheet, address = submitted()
    sheet.delete()
    assert client.get(address).status_code == client.post(address).status_code == 410


def test_38_a_link_for_another_purpose_confirms_nothing(client):
    sheet, address = submitted()
    SignedLink.objects.update(purpose="edit")
    assert client.post(address).status_code == 410
    assert status_of(sheet) == Status.UNCONFIRMED


def test_the_token_is_stored_hashed_and_never_logged(client, caplog):
    _, address = submitted()
    token = address.split("/")[2]
    assert token not in str(SignedLink.objects.values())
    altered = reverse("confirm", args=["B" + token[1:]])
    client.get(altered)
    from contributors.redaction import RedactTokens

    for record in caplog.records:
        RedactTokens().filter(record)
        assert altered.split("/")[2] not in record.getMessage()


def test_asking_again_writes_nothing_before_the_job(client):
    submitted()
    Message.objects.all().delete()
    response = client.post(AGAIN, {"email": "camille@exemple.fr"})
    assert response.status_code == 200
    assert "Regardez votre messagerie" in response.content.decode()
    assert not Message.objects.exists()


def test_asking_again_takes_as_many_queries_for_an_unknown_address(client):
    makers.make_contributor("camille@exemple.fr")
    client.post(AGAIN, {"email": "premiere@exemple.fr"})
    counts = []
    for email in ("camille@exemple.fr", "inconnue@exemple.fr"):
        with CaptureQueriesContext(connection) as queries:
            client.post(AGAIN, {"email": email})
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_what_is_no_address_is_told_and_kept(client):
    response = client.post(AGAIN, {"email": "camille@"})
    page = response.content.decode()
    assert response.status_code == 200
    assert "<title>Erreur\u00a0: " in page
    assert 'value="camille@"' in page


def test_asking_too_often_is_refused(client):
    client.post(AGAIN, {"email": "camille@exemple.fr"})
    RateLimit.objects.update(count=10_000)
    response = client.post(AGAIN, {"email": "camille@exemple.fr"})
    assert response.status_code == 429
    assert int(response.headers["Retry-After"]) > 0


def report_form(**changes):
    """Return a report, opened a minute ago."""
    start = signing.Signer(salt="contributors.robots").sign(
        str(int((timezone.now() - timedelta(minutes=1)).timestamp()))
    )
    form = {"start": start, "site_internet": "", "kind": "place", "text": "C’est en face.", "email": ""}
    return form | changes


@pytest.fixture(params=["initiative", "actor"])
def reported(request):
    """Return a published sheet of each kind, and the address where it is reported."""
    sheet = makers.make_initiative() if request.param == "initiative" else makers.make_actor()
    return sheet, f"{sheet.get_absolute_url()}signaler/"


def test_a_report_is_kept_and_thanked_for(client, reported):
    sheet, address = reported
    assert address in client.get(sheet.get_absolute_url()).content.decode()
    response = client.post(address, report_form(email="dominique@exemple.fr"), follow=True)
    assert "Votre signalement est arrivé." in response.content.decode()
    report = Report.objects.get()
    assert (report.sheet, report.text, report.reporter.email) == (
        sheet,
        "C’est en face.",
        "dominique@exemple.fr",
    )


@pytest.mark.parametrize(
    "changes",
    [{"kind": ""}, {"kind": "x"}, {"text": ""}, {"text": "\u200b"}, {"text": "x" * 2001}]
    + [{"email": email} for email in ("a@b.fr,c@d.fr", '"><script>"@b.fr', "camille@")],
)
def test_14_17_a_poor_report_is_asked_again_and_kept(client, reported, changes):
    _, address = reported
    response = client.post(address, report_form(**changes))
    page = response.content.decode()
    assert response.status_code == 200
    assert "<title>Erreur" in page
    assert changes.get("text") == "" or "text" in changes or "C’est en face." in page
    assert not Report.objects.exists()


def test_21_robots_store_nothing(client, reported):
    _, address = reported
    response = client.post(address, report_form(site_internet="http://x.example"), follow=True)
    assert "Votre signalement est arrivé." in response.content.decode()
    hasty = client.post(address, report_form(start="")).content.decode()
    assert "C’était très rapide" in hasty and "C’est en face." in hasty
    assert not Report.objects.exists()


def test_23_too_many_reports_are_refused_and_kept(client, reported):
    _, address = reported
    client.post(address, report_form())
    RateLimit.objects.update(count=10_000)
    response = client.post(address, report_form(text="Un autre texte."))
    assert response.status_code == 429
    assert int(response.headers["Retry-After"]) > 0
    assert "Un autre texte." in response.content.decode()
    assert Report.objects.count() == 1


@pytest.mark.parametrize("status", [Status.PENDING, Status.ARCHIVED, Status.WITHDRAWN])
def test_41_what_is_not_public_is_not_reported(client, status):
    sheet = makers.make_initiative(status=status)
    for method in (client.get, client.post):
        assert method(f"{sheet.get_absolute_url()}signaler/", report_form()).status_code == 404


def test_a_former_address_leads_to_the_sheet_of_today(client):
    sheet = makers.make_initiative()
    former = sheet.get_absolute_url()
    sheet.rename("autre-adresse")
    sheet.save()
    response = client.get(f"{former}signaler/")
    assert (response.status_code, response.headers["Location"]) == (301, sheet.get_absolute_url())
