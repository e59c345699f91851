import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from contributors.models import SignedLink
from moderation import actions, jobs, merging
from moderation.authors import Author
from moderation.models import Status
from outbox.models import Message
from tests import makers
from tests.proposals import confirmation_address

pytestmark = pytest.mark.django_db
EMAIL = "camille@exemple.fr"
BY = Author.system()
STEPS = {
    Status.PENDING: [],
    Status.REFUSED: [lambda sheet: actions.refuse(sheet=sheet, by=BY, reason="Hors sujet.")],
    Status.PUBLISHED: [lambda sheet: actions.publish(sheet=sheet, by=BY)],
    Status.ARCHIVED: [
        lambda sheet: actions.publish(sheet=sheet, by=BY),
        lambda sheet: actions.archive(sheet=sheet, by=BY),
    ],
    Status.WITHDRAWN: [
        lambda sheet: actions.publish(sheet=sheet, by=BY),
        lambda sheet: actions.withdraw(sheet=sheet, by=BY),
    ],
}


def proposed(title="Jardin partagé du Bouguen", contributor=None):
    contributor = contributor or makers.make_contributor(EMAIL)
    actor = makers.make_actor(f"Porteur de {title}", status=Status.UNCONFIRMED, submitted_by=contributor)
    sheet = makers.make_initiative(title, status=Status.UNCONFIRMED, contributor=contributor, actors=[actor])
    actions.submit(sheet=sheet, contributor=contributor)
    Message.objects.all().delete()
    return sheet


def test_the_link_is_mailed_again_and_replaces_the_one_before(client):
    sheet = proposed()
    former = SignedLink.objects.get().token_hash
    jobs.send_links_again(EMAIL.upper())
    message = Message.objects.get()
    assert message.to == EMAIL
    assert message.subject.startswith("Confirmez votre proposition")
    assert SignedLink.objects.get().token_hash != former
    client.post(confirmation_address())
    sheet.refresh_from_db()
    assert sheet.status == Status.PENDING


def test_there_is_one_link_for_each_sheet_and_none_for_what_came_along():
    contributor = makers.make_contributor(EMAIL)
    proposed("Jardin", contributor)
    proposed("Wiki", contributor)
    jobs.send_links_again(EMAIL)
    assert [message.subject.partition("\u00a0: ")[2] for message in Message.objects.order_by("pk")] == [
        "Wiki",
        "Jardin",
    ]


def test_an_unknown_address_gets_nothing():
    proposed()
    jobs.send_links_again("inconnue@exemple.fr")
    assert not Message.objects.exists()


@pytest.mark.parametrize("status", STEPS)
def test_sheets_that_went_further_come_in_one_mail_with_a_link_each(status, client):
    contributor = makers.make_contributor(EMAIL)
    sheets = [proposed(title, contributor) for title in ("Jardin", "Wiki")]
    for sheet in sheets:
        actions.confirm(sheet=sheet, contributor=contributor)
        for step in STEPS[status]:
            step(sheet)
    Message.objects.all().delete()
    jobs.send_links_again(EMAIL)
    message = Message.objects.get()
    links = re.findall(r"/suivi/[\w-]{43}/", message.body)
    assert [client.get(link).status_code for link in links] == [200, 200]
    assert "/confirmer/" not in message.body


def test_who_has_only_a_sheet_that_joined_another_gets_its_link(client):
    sheet = proposed()
    waiting = actions.confirm(sheet=sheet, contributor=sheet.submitted_by)
    merging.merge(winner=makers.make_initiative("Autre"), loser=waiting, choices={}, by=BY)
    Message.objects.all().delete()
    jobs.send_links_again(EMAIL)
    message = Message.objects.get()
    (link,) = re.findall(r"/suivi/[\w-]{43}/", message.body)
    assert client.get(link).status_code == client.get(f"{link}donnees.json").status_code == 200


def test_what_was_not_sent_by_the_form_has_no_link():
    makers.make_initiative(contributor=makers.make_contributor(EMAIL))
    Message.objects.all().delete()
    jobs.send_links_again(EMAIL)
    assert not Message.objects.exists()


def test_nobodys_letter_box_is_filled_in_their_name():
    proposed()
    for _ in range(jobs.LINKS_AGAIN_A_DAY + 3):
        jobs.send_links_again(EMAIL)
    assert Message.objects.count() == jobs.LINKS_AGAIN_A_DAY


def test_a_new_link_ends_when_the_sheet_would_go_anyway():
    sheet = proposed()
    with time_machine.travel(sheet.created_at + timedelta(days=6), tick=False):
        jobs.send_links_again(EMAIL)
    assert SignedLink.objects.get().expires_at == sheet.created_at + timedelta(days=7)
    Message.objects.all().delete()
    with time_machine.travel(sheet.created_at + timedelta(days=7), tick=False):
        jobs.send_links_again(EMAIL)
    assert not Message.objects.exists()


def test_the_nightly_purge_is_logged_by_counts(caplog):
    proposed()
    with (
        caplog.at_level("INFO"),
        time_machine.travel(timezone.now() + timedelta(days=8), tick=False),
    ):
        jobs.purge_daily(timestamp=0)
    assert "purge of sheets: 2 unconfirmed sheets" in caplog.messages
    assert EMAIL not in caplog.text


def test_the_worker_purges_every_night():
    periodic = {task.task.name: task.cron for task in jobs.app.periodic_registry.periodic_tasks.values()}
    minute, hour, *rest = periodic["moderation.purge"].split()
    assert minute.isdigit() and hour.isdigit() and rest == ["*", "*", "*"]
