"""What is withdrawn or erased while letters are written is in none of them."""

from threading import Thread

import pytest
from django.db import connection, transaction

from moderation import actions, erasure
from moderation.authors import Author
from newsletter import issues, sending
from newsletter.composing import Composer, settled
from newsletter.digest import compose
from newsletter.models import Delivery
from newsletter.periods import Period
from newsletter.selection import Selection
from outbox.models import Message
from tests.letters import MONDAY, NEWS_DAY, draft, mailing_list, news, on, send_all, subscriber

PERIOD = Period.around("weekly", NEWS_DAY)


def withdraw(sheet):
    actions.archive(sheet=sheet, by=Author.system())


def erase(sheet):
    erasure.erase(sheet=sheet)


def titles(digest):
    return [item.title for part in digest.parts for item in part.items]


@pytest.mark.django_db
def test_it_is_composed_once_while_nothing_changes(django_assert_max_num_queries):
    news("Jardin")
    composer = Composer(Selection(), PERIOD)
    with transaction.atomic():
        first = composer.settled()
        with django_assert_max_num_queries(3):  # the version, twice, and the lock
            assert composer.settled() is first


@pytest.mark.django_db
@pytest.mark.parametrize("act", [withdraw, erase])
def test_it_is_composed_again_when_something_went(act):
    gone, _ = news("Recyclerie"), news("Jardin")
    composer = Composer(Selection(), PERIOD)
    with transaction.atomic():
        assert titles(composer.settled()) == ["Jardin", "Recyclerie"]
        act(gone)
        assert titles(composer.settled()) == ["Jardin"]


@pytest.mark.django_db
def test_what_went_since_it_was_composed_is_left_out():
    gone, _ = news("Recyclerie"), news("Jardin")
    digest = compose(Selection(), PERIOD)
    withdraw(gone)
    with transaction.atomic():
        assert titles(settled(digest)) == ["Jardin"]


@pytest.mark.django_db
@pytest.mark.parametrize("act", [withdraw, erase])
def test_what_went_between_two_batches_is_not_in_the_second(monkeypatch, act):
    for number in range(3):
        subscriber(f"a{number}@exemple.fr")
    gone, _ = news("Atelier de Jeanne"), news("Jardin")
    monkeypatch.setattr(sending, "BATCH", 1)
    real, done = sending._batch, []

    def batch(*args):
        if len(done) == 1:
            act(gone)
        done.append(1)
        return real(*args)

    monkeypatch.setattr(sending, "_batch", batch)
    with on(MONDAY):
        sending.send()
    last = Message.objects.filter(to__in=["a1@exemple.fr", "a2@exemple.fr"])
    assert last.count() == 2
    assert all("Jeanne" not in one.subject + one.body + one.html and "Jardin" in one.body for one in last)


@pytest.mark.django_db(transaction=True)
def test_who_erases_while_a_batch_is_written_waits_and_takes_it_back(monkeypatch):
    subscriber()
    gone, _ = news("Atelier de Jeanne"), news("Jardin")
    real, threads = sending._write, []

    def erase_meanwhile(*args):
        if not threads:

            def run():
                try:
                    erasure.erase(sheet=gone)
                finally:
                    connection.close()

            threads.append(Thread(target=run))
            threads[0].start()
            threads[0].join(0.5)  # it waits for the sheet, which the batch holds
            assert threads[0].is_alive()
        real(*args)

    monkeypatch.setattr(sending, "_write", erase_meanwhile)
    with on(MONDAY):
        sending.send()
        threads[0].join(30)
    send_all()
    message = Message.objects.get()
    assert Delivery.objects.get().message == message
    assert "Jeanne" not in message.subject + message.body and "Jardin" in message.body


@pytest.mark.django_db
@pytest.mark.parametrize("act", [withdraw, erase])
def test_a_draft_that_was_read_before_is_sent_without_what_went(act):
    gone, _ = news("Atelier de Jeanne"), news("Jardin")
    issue = draft(mailing_list())
    with on(MONDAY):
        assert titles(issues.digest_of(issue)) == ["Jardin", "Atelier de Jeanne"]
        act(gone)
        sent = issues.send(issue=issue, by=None, mails=True)
    assert "Jeanne" not in Message.objects.get().body and len(sent.contents["initiatives"]) == 1
