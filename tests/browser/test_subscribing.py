"""The letter: asked for, confirmed, received, stopped by one click."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.utils import timezone
from playwright.sync_api import expect
from procrastinate.contrib.django.models import ProcrastinateJob

from contributors import robots
from newsletter import issues, jobs
from newsletter.models import Subscription
from newsletter.periods import Period
from outbox.jobs import deliver
from outbox.models import Message
from tests import makers
from tests.browser.visit import PHONE, SCREENS, accessibility_faults, sideways
from tests.letters import READER, draft, mailing_list

LINK = re.compile(r"http://[^\s<>]+[\w-]{43}/")


@pytest.fixture
def quick(site, monkeypatch):
    """Let a browser fill a form faster than a person."""
    monkeypatch.setattr(robots, "SHORTEST", timedelta(0))


def last_mail():
    """Send what waits; return the last mail."""
    for message in Message.objects.filter(state="waiting").order_by("pk"):
        deliver(message.pk)
    return mail.outbox[-1]


def last_asked():
    """Do what the form asked of the worker; return the mail that comes of it."""
    for job in ProcrastinateJob.objects.filter(task_name="newsletter.subscribe").order_by("pk"):
        jobs.subscribe(**job.args)
    return last_mail()


@pytest.mark.parametrize("javascript", [True, False], ids=["scripts", "no scripts"])
def test_from_the_form_to_one_click(visitor, site, quick, javascript):
    makers.make_commune()
    makers.make_theme()
    page = visitor(javascript=javascript, width=PHONE).open("/lettre/")
    page.get_by_role("main").get_by_role("link", name="Recevoir la lettre").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Recevoir la lettre")
    page.get_by_role("button", name="Demander la lettre").click()
    expect(page).to_have_title(re.compile("^Erreur"))
    page.get_by_label("Votre adresse électronique").fill(READER)
    page.get_by_label("Un territoire").fill("Finistère")
    page.get_by_role("button", name="Demander la lettre").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Il reste un geste")

    page.goto(LINK.search(last_asked().body)[0])
    expect(page.get_by_role("main")).to_contain_text("dans le Finistère")
    page.get_by_role("button", name="Recevoir la lettre").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("C’est noté")
    makers.make_initiative("Jardin partagé du Bouguen")
    week = Period.around("weekly", timezone.localdate())

    with time_machine.travel(week.ends_at + timedelta(hours=9)):
        jobs.send_letters()
        letter = last_mail()
        assert letter.to == [READER] and letter.subject == "Jardin partagé du Bouguen"
        manage, stop = LINK.findall(letter.body)
        page.goto(manage)
        expect(page.get_by_role("heading", level=1)).to_have_text("Mon abonnement à la lettre")
        page.get_by_label("Chaque mois").check()
        page.get_by_role("button", name="Enregistrer mes choix").click()
        expect(page.get_by_role("status").first).to_contain_text("enregistrés")
        # What a mail program does: a POST, and nothing of a browser.
        assert letter.extra_headers["List-Unsubscribe"] == f"<{stop}>"
        answer = visitor().page.request.post(stop, form={"List-Unsubscribe": "One-Click"})
        assert answer.status == 200
        page.goto(stop)
        expect(page.get_by_role("heading", level=1)).to_have_text("Vous ne recevrez plus la lettre")
    assert not Subscription.objects.exists()


@pytest.mark.parametrize(("width", "dark"), SCREENS)
def test_the_pages_are_for_everybody(visitor, site, quick, width, dark):
    makers.make_paris()
    makers.make_initiative("Jardin partagé du Bouguen")
    issue = draft(mailing_list(), day=timezone.localdate(), introduction="Bonne lecture.")
    with time_machine.travel(issue.period.ends_at + timedelta(hours=9)):
        sent = issues.send(issue=issue, by=None, mails=False)
    visit = visitor(width=width, dark=dark)
    for path in ("/lettre/", sent.get_absolute_url(), "/lettre/s-abonner/"):
        page = visit.open(path)
        assert accessibility_faults(page) == [], path
        assert sideways(page) == 0, path
    page.get_by_label("Un territoire").fill("Paris")
    page.get_by_role("button", name="Demander la lettre").click()
    expect(page.get_by_role("group", name="Est-ce l’un de ces territoires")).to_be_visible()
    page.wait_for_load_state()
    assert accessibility_faults(page) == []
