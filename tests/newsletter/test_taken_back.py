"""Letters that tell of a sheet that is erased while they wait: written again without it."""

from datetime import date

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from moderation import erasure
from newsletter import issues, jobs, subscribing
from newsletter.models import Delivery, Issue
from newsletter.selection import Selection
from outbox.models import Message
from outbox.withdrawing import withdraw
from tests import makers
from tests.at_once import Meeting, at_once
from tests.letters import MONDAY, draft, mailing_list, news, on, send_all, subscriber

pytestmark = pytest.mark.django_db


def test_subscribers_get_the_letter_without_what_was_erased():
    for number in range(3):
        subscriber(f"a{number}@exemple.fr")
    news("Jardin"), news("Ressourcerie")
    gone = news("Recyclerie de Jeanne")
    assert len(send_all()) == 3
    erasure.erase(sheet=gone)
    assert not Message.objects.exists() and not Delivery.objects.exists()
    again = send_all()
    assert {message.to for message in again} == {f"a{number}@exemple.fr" for number in range(3)}
    for message in again:
        assert "Jeanne" not in message.subject + message.body + message.html
        assert "Jardin" in message.body and "Ressourcerie" in message.body
    assert send_all() == []


def test_a_letter_that_told_of_nothing_else_is_not_written_again():
    subscriber()
    gone = news()
    send_all()
    erasure.erase(sheet=gone)
    assert send_all() == [] and Delivery.objects.get().is_empty


def test_a_letter_that_left_is_not_written_again():
    subscriber()
    gone, _ = news("Recyclerie"), news("Jardin")
    (message,) = send_all()
    Message.objects.filter(pk=message.pk).update(state=Message.State.SENT, body="", html="")
    erasure.erase(sheet=gone)
    assert send_all() == [] and Message.objects.count() == 1


def test_one_that_was_given_up_stays_so():
    subscriber()
    gone, _ = news("Recyclerie"), news("Jardin")
    (message,) = send_all()
    Message.objects.filter(pk=message.pk).update(state=Message.State.FAILED)
    erasure.erase(sheet=gone)
    assert not Message.objects.exists() and send_all() == []


def test_who_stops_meanwhile_gets_nothing():
    subscription = subscriber()
    gone, _ = news("Recyclerie"), news("Jardin")
    send_all()
    erasure.erase(sheet=gone)
    subscribing.stop(subscription=subscription)
    assert send_all() == []


def test_after_a_change_of_rhythm_it_begins_with_the_same_day_again():
    subscription = subscriber()
    news("Du 10")
    send_all()
    with on(date(2026, 6, 20)):
        subscribing.change(subscription=subscription, selection=Selection(), rhythm="monthly")
    gone, _ = news("Recyclerie", day=date(2026, 6, 17)), news("Jardin", day=date(2026, 6, 17))
    send_all(date(2026, 7, 1))
    erasure.erase(sheet=gone)
    (message,) = send_all(date(2026, 7, 1))
    assert "du 15 au 30\u00a0juin 2026" in message.body
    assert "Jardin" in message.body and "Recyclerie" not in message.body and "Du 10" not in message.body


def test_who_changes_rhythm_while_it_waits_is_still_owed_it():
    subscription = subscriber(rhythm="monthly")
    gone, _ = news("Recyclerie"), news("Jardin")
    send_all(date(2026, 7, 1))
    with on(date(2026, 7, 1)):
        subscribing.change(subscription=subscription, selection=Selection(), rhythm="weekly")
    erasure.erase(sheet=gone)
    (message,) = send_all(date(2026, 7, 1))
    assert "Jardin" in message.body and "Recyclerie" not in message.body


def test_who_changes_rhythm_to_and_fro_while_it_waits_is_still_owed_it():
    subscription = subscriber()
    gone, _ = news("Recyclerie"), news("Jardin")
    send_all()
    for rhythm in ("monthly", "weekly"):
        with on(MONDAY, hour=10):
            subscribing.change(subscription=subscription, selection=Selection(), rhythm=rhythm)
    erasure.erase(sheet=gone)
    (message,) = send_all()
    assert "Jardin" in message.body and "Recyclerie" not in message.body
    assert send_all() == []


def test_of_letters_that_are_taken_back_together_the_earliest_is_owed():
    subscription = subscriber()
    news("Du 10")
    send_all()
    with on(MONDAY, hour=10):
        subscribing.change(subscription=subscription, selection=Selection(), rhythm="monthly")
    news("Du 17", day=date(2026, 6, 17))
    send_all(date(2026, 7, 1))
    assert withdraw(Message.objects.values_list("pk", flat=True)) == 2
    (message,) = send_all(date(2026, 7, 1))
    assert "du 8 au 30\u00a0juin 2026" in message.body
    assert "Du 10" in message.body and "Du 17" in message.body


def test_an_author_who_erases_a_sheet_keeps_the_letter_about_others_of_that_name():
    camille = makers.make_contributor("camille@exemple.fr")
    mine = makers.make_initiative("Jardin", contributor=camille)
    subscriber("camille@exemple.fr")
    news("Jardin partagé")
    (message,) = send_all()
    erasure.erase_for_author(sheet=mine, contributor=camille)
    assert not Message.objects.filter(pk=message.pk).exists()  # its subject could be about theirs
    (again,) = send_all()
    assert again.subject == "Jardin partagé" and again.to == "camille@exemple.fr"


def sent_to_list():
    issue = draft(mailing_list())
    with on(MONDAY):
        return issues.send(issue=issue, by=None, mails=True)


def written_again():
    """Run the job that waits, twice: a worker that dies may leave it to another."""
    (job,) = ProcrastinateJob.objects.filter(task_name="newsletter.write_again")
    jobs.write_again(**job.args)
    jobs.write_again(**job.args)


def test_a_list_gets_the_letter_without_what_was_erased():
    gone, _ = news("Recyclerie de Jeanne"), news("Jardin")
    issue = sent_to_list()
    erasure.erase(sheet=gone)
    assert not Message.objects.exists()
    written_again()
    message = Message.objects.get()
    assert message.to == "liste@listes.exemple.fr" and message.subject == "Jardin"
    assert "Jeanne" not in message.body and "Jardin" in message.body
    again = Issue.objects.get()
    assert (again.label, again.sent_at, again.message) == (issue.label, issue.sent_at, message)


def test_a_list_gets_nothing_when_nothing_is_left():
    gone = news()
    sent_to_list()
    erasure.erase(sheet=gone)
    written_again()
    assert not Message.objects.exists()


def test_what_somebody_sent_by_hand_is_not_mailed():
    gone, _ = news("Recyclerie"), news("Jardin")
    issue = draft()
    with on(MONDAY):
        issues.send(issue=issue, by=None, mails=False)
    erasure.erase(sheet=gone)
    assert not ProcrastinateJob.objects.filter(task_name="newsletter.write_again").exists()


def test_a_draft_or_a_list_that_is_gone_is_left_alone():
    assert issues.write_again(draft().pk) is False and issues.write_again(0) is False


@pytest.mark.django_db(transaction=True)
def test_who_erases_another_sheet_while_it_is_written_again_does_not_wait_in_a_circle(monkeypatch):
    gone, other, _ = news("Recyclerie"), news("Atelier de Jeanne"), news("Jardin")
    issue, meeting = sent_to_list(), Meeting()
    erasure.erase(sheet=gone)
    hold_sheets, forget_remnants = issues.settled, erasure.forget_remnants

    def writer(digest):
        meeting.first()
        return hold_sheets(digest)

    def eraser(sheet):
        meeting.second()
        return forget_remnants(sheet)

    monkeypatch.setattr(issues, "settled", writer)
    monkeypatch.setattr(erasure, "forget_remnants", eraser)
    assert at_once(lambda: issues.write_again(issue.pk), lambda: erasure.erase(sheet=other)) == []
    message = Message.objects.get()
    assert "Jardin" in message.body and "Jeanne" not in message.body
