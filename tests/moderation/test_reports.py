from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from contributors.models import Contributor
from moderation import actions, erasure, reports
from moderation.actions import TransitionRefused
from moderation.authors import Author
from moderation.models import Report, Status
from outbox.models import Message
from tests import makers

pytestmark = pytest.mark.django_db
EMAIL = "dominique@exemple.fr"


def sent(sheet=None, **changes):
    said = {"kind": "place", "text": "C’est en face.", "email": ""} | changes
    return reports.send(sheet=sheet or makers.make_initiative(), **said)


def test_moderators_of_the_territory_are_told():
    here = makers.make_moderator("finistere", ["departement-29"])
    makers.make_moderator("bouches", ["departement-13"])
    sent()
    message = Message.objects.get()
    assert message.to == here.email
    assert "C’est en face." in message.body and "n’a pas laissé d’adresse" in message.body


def test_the_same_thing_said_twice_is_one_report():
    sheet = makers.make_initiative()
    assert sent(sheet) == sent(sheet)
    assert sent(sheet, text="Autre chose.") != sent(makers.make_initiative("Autre"))
    assert Report.objects.count() == 3


def test_an_answer_goes_to_who_left_an_address():
    report, moderator = sent(email=EMAIL), makers.make_moderator()
    Message.objects.all().delete()
    reports.close(report=report, by=Author.moderator(moderator), answer=" C’est corrigé. ")
    report.refresh_from_db()
    assert (report.answer, report.closed_by) == ("C’est corrigé.", moderator)
    assert [(message.to, "C’est corrigé." in message.body) for message in Message.objects.all()] == [
        (EMAIL, True)
    ]


@pytest.mark.parametrize(("email", "answer"), [("", "C’est corrigé."), (EMAIL, "  ")])
def test_without_an_address_or_an_answer_nobody_is_written_to(email, answer):
    report = sent(email=email)
    Message.objects.all().delete()
    reports.close(report=report, by=Author.system(), answer=answer)
    assert not Message.objects.exists()


def test_a_report_is_dealt_with_once():
    report = sent()
    reports.close(report=report, by=Author.system(), answer="")
    with pytest.raises(actions.TransitionRefused, match="déjà traité"):
        reports.close(report=report, by=Author.system(), answer="Encore")


def test_a_name_on_record_stays():
    makers.make_contributor(EMAIL, "Dominique")
    assert sent(email=EMAIL.upper()).reporter.name == "Dominique"
    assert Contributor.objects.count() == 1


def test_reports_go_half_a_year_after_they_were_dealt_with():
    closed, waiting = sent(email=EMAIL), sent(makers.make_initiative("Autre"))
    reports.close(report=closed, by=Author.system(), answer="")
    with time_machine.travel(timezone.now() + timedelta(days=182), tick=False):
        assert erasure.purge()["reports"] == 0
    with time_machine.travel(timezone.now() + timedelta(days=184), tick=False):
        assert erasure.purge()["reports"] == 1
    assert list(Report.objects.all()) == [waiting]


def test_they_go_with_a_sheet_that_is_erased():
    sheet = makers.make_initiative(status=Status.PENDING)
    Report.objects.create(sheet=sheet, kind="other", text="Mot")
    erasure.erase(sheet=sheet)
    assert not Report.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_ten_at_once_are_one():
    sheet = makers.make_initiative()
    makers.make_moderator()

    def send(_):
        try:
            return sent(sheet, email=EMAIL).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        assert len(set(pool.map(send, range(10)))) == 1
    assert Message.objects.count() == 1


def test_what_a_moderator_notes_waits_without_a_mail():
    sheet = makers.make_initiative()
    makers.make_moderator()
    report = reports.note(sheet=sheet, kind="outdated", text="Fermé. " + "x" * 3000)
    assert Report.objects.about(sheet).waiting().get() == report
    assert len(report.text) == 2000
    assert not Message.objects.exists()


def test_nothing_is_noted_about_a_sheet_that_is_not_public():
    sheet = makers.make_initiative(status="archived")
    with pytest.raises(TransitionRefused, match="signalement impossible"):
        reports.note(sheet=sheet, kind="outdated", text="Fermé.")
    assert not Report.objects.exists()
