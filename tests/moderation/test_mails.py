import re
from html import unescape

import pytest
from django.utils import timezone

from moderation import mails
from moderation.models import Question, Report, Status
from outbox.models import Message
from tests import makers
from tests.french_typography import faults

pytestmark = pytest.mark.django_db
TITLE = "L’atelier <b>& compagnie"


@pytest.fixture
def sheet():
    contributor = makers.make_contributor("camille@exemple.fr", "Camille O’Brien")
    return makers.make_initiative(
        TITLE,
        status=Status.PENDING,
        contributor=contributor,
        refusal_reason="Trop court.",
        published_at=timezone.now(),
    )


def asked(sheet, answer=""):
    return Question.objects.create(
        sheet=sheet, text="Quel jour\u202f?", answer=answer, answered_at=timezone.now() if answer else None
    )


def reported(sheet):
    return Report.objects.create(sheet=sheet, kind="place", text="C’est en face.", answer="C’est corrigé.")


def write(kind, sheet):
    """Write one mail of this kind."""
    contributor = sheet.submitted_by
    about = {"sheet": sheet, "contributor": contributor}
    {
        "confirmation": lambda: mails.ask_confirmation(**about, token="secret", expires=timezone.now()),
        "sheets": lambda: mails.send_sheets(sheets=[sheet], contributor=contributor),
        "question": lambda: mails.ask(**about, question=asked(sheet)),
        "answer": lambda: mails.tell_answered(sheet=sheet, question=asked(sheet, answer="Le samedi.")),
        "report": lambda: mails.tell_reported(sheet=sheet, report=reported(sheet)),
        "report_answer": lambda: mails.answer_report(contributor=contributor, report=reported(sheet)),
        "still_true": lambda: mails.ask_whether_true(sheet=sheet),
        "erased": lambda: mails.tell_erased(contributor=contributor),
        "withdrawn": lambda: mails.tell_withdrawn(sheet=sheet),
        "queue": lambda: mails.tell_moderators(sheet=sheet),
        "published": lambda: mails.tell_published(sheet=sheet),
        "refused": lambda: mails.tell_refused(sheet=sheet),
        "archived": lambda: mails.tell_archived(sheet=sheet, reason="Le lieu a fermé."),
    }[kind]()
    return Message.objects.get()


TO_MODERATORS = ("queue", "answer", "report")
TO_AUTHORS = (
    "confirmation",
    "sheets",
    "question",
    "published",
    "refused",
    "archived",
    "withdrawn",
    "report_answer",
    "erased",
)
KINDS = [*TO_AUTHORS, *TO_MODERATORS]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("contact", ["", "contact@exemple.org"])
def test_each_mail_is_plain_text_in_good_french(kind, contact, sheet, settings):
    settings.LEGAL = settings.LEGAL | {"contact": contact}
    makers.make_moderator()
    message = write(kind, sheet)
    assert TITLE in message.subject or kind in ("sheets", "erased")
    text = f"{message.subject}\n{message.body}"
    assert (TITLE in message.body) is (kind != "erased")
    assert not re.search(r"&(amp|lt|#x27|quot);|\{[{%]|None", text)
    assert "\n\n\n" not in message.body
    assert [fault for line in text.splitlines() for fault in faults(line)] == []
    assert (contact in message.body) if contact and kind in ("published", "refused", "archived") else True


@pytest.mark.parametrize("kind", TO_AUTHORS)
def test_an_author_is_greeted_by_name_if_it_is_known(kind, sheet):
    assert write(kind, sheet).body.startswith("Bonjour Camille O’Brien,\n")
    Message.objects.all().delete()
    sheet.submitted_by.name = ""
    assert write(kind, sheet).body.startswith("Bonjour,\n")


def test_a_name_or_a_title_injects_no_header(sheet):
    sheet.title = "Titre\r\nBcc: cible@exemple.fr"
    assert "\n" not in write("confirmation", sheet).subject


def test_links_lead_to_the_site_whatever_host_was_asked_for(sheet, settings):
    settings.SITE_URL = "https://exemple.org"
    assert "\nhttps://exemple.org/confirmer/secret/\n" in write("confirmation", sheet).body


def test_moderators_learn_how_long_the_queue_is(sheet):
    user = makers.make_moderator()
    makers.make_initiative("Wiki des communs", status=Status.PENDING)
    message = write("queue", sheet)
    assert message.to == user.email
    assert "Brest (29)" in message.subject
    assert "2 fiches attendent en tout" in message.body


def test_only_those_who_look_after_the_territory_are_told(sheet):
    makers.make_moderator("paris", territories=["departement-75"])
    makers.make_moderator("finistere", territories=["departement-29"])
    mails.tell_moderators(sheet=sheet)
    assert [message.to for message in Message.objects.all()] == ["finistere@exemple.fr"]


@pytest.mark.parametrize("kind", ["published", "refused", "archived"])
def test_a_sheet_without_author_writes_to_nobody(kind, sheet):
    sheet.submitted_by = None
    {
        "published": lambda: mails.tell_published(sheet=sheet),
        "refused": lambda: mails.tell_refused(sheet=sheet),
        "archived": lambda: mails.tell_archived(sheet=sheet, reason=""),
    }[kind]()
    assert not Message.objects.exists()


def test_nobody_is_told_without_an_address_or_an_open_account(sheet):
    silent, gone, outside = (makers.make_moderator(name) for name in ("muette", "partie", "dehors"))
    type(silent).objects.filter(pk=silent.pk).update(email="")
    type(gone).objects.filter(pk=gone.pk).update(is_active=False)
    type(outside).objects.filter(pk=outside.pk).update(is_staff=False)
    mails.tell_moderators(sheet=sheet)
    assert not Message.objects.exists()


@pytest.mark.parametrize(
    "kind", ["question", "published", "refused", "archived", "withdrawn", "sheets", "still_true"]
)
def test_an_author_may_follow_the_sheet_from_each_mail(kind, sheet, client):
    body = write(kind, sheet).body
    address = re.search(r"/suivi/[\w-]{43}/", body)[0]
    assert TITLE in unescape(client.get(address).content.decode())


def test_links_of_earlier_mails_work_until_new_ones_are_asked_for(sheet, client):
    first = re.search(r"/suivi/[\w-]{43}/", write("published", sheet).body)[0]
    Message.objects.all().delete()
    write("archived", sheet)
    assert client.get(first).status_code == 200
    Message.objects.all().delete()
    write("sheets", sheet)
    assert client.get(first).status_code == 410


def test_the_answer_goes_to_who_asked_or_else_to_all_who_moderate_there(sheet):
    asker, other = makers.make_moderator("une"), makers.make_moderator("autre")
    makers.make_moderator("ailleurs", ["departement-13"])
    question = asked(sheet, answer="Le samedi.")
    mails.tell_answered(sheet=sheet, question=question)
    assert set(Message.objects.values_list("to", flat=True)) == {asker.email, other.email}
    Message.objects.all().delete()
    question.asked_by = asker
    mails.tell_answered(sheet=sheet, question=question)
    assert [message.to for message in Message.objects.all()] == [asker.email]
