"""Mails that are taken back before they leave."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from outbox import actions, withdrawing
from outbox.models import Message

pytestmark = pytest.mark.django_db


@pytest.fixture
def heard(monkeypatch):
    told = []
    monkeypatch.setattr(withdrawing, "_listeners", [])
    withdrawing.register(lambda messages: told.extend((one.pk, one.state) for one in messages))
    return told


def mail(state=Message.State.WAITING):
    message = actions.write(to="a@exemple.fr", subject="Objet", body="Texte")
    Message.objects.filter(pk=message.pk).update(state=state)
    return message.pk


def test_what_did_not_leave_goes_and_listeners_hear_of_it(heard):
    waiting, failed, sent, other = mail(), mail(Message.State.FAILED), mail(Message.State.SENT), mail()
    assert withdrawing.withdraw([waiting, failed, sent]) == 2
    assert heard == [(waiting, "waiting"), (failed, "failed")]
    assert set(Message.objects.values_list("pk", flat=True)) == {sent, other}


def test_nothing_to_take_back_is_not_told(heard):
    assert withdrawing.withdraw([]) == 0 == withdrawing.withdraw([mail(Message.State.SENT)])
    assert heard == []


def test_a_listener_that_fails_leaves_the_mail(monkeypatch):
    def fail(messages):
        raise RuntimeError

    monkeypatch.setattr(withdrawing, "_listeners", [fail])
    number = mail()
    with pytest.raises(RuntimeError), transaction.atomic():
        withdrawing.withdraw([number])
    assert Message.objects.filter(pk=number).exists()


def test_who_registers_twice_hears_once(monkeypatch):
    monkeypatch.setattr(withdrawing, "_listeners", [])
    told = []
    withdrawing.register(told.append)
    withdrawing.register(told.append)
    withdrawing.withdraw([mail()])
    assert len(told) == 1


def test_thousands_go_in_portions_and_their_text_is_not_read(heard, monkeypatch):
    monkeypatch.setattr(withdrawing, "PORTION", 2)
    numbers = [mail() for _ in range(5)]
    with CaptureQueriesContext(connection) as captured:
        assert withdrawing.withdraw(numbers) == 5
    asked = [query["sql"] for query in captured.captured_queries]
    assert len([sql for sql in asked if sql.startswith('DELETE FROM "outbox_message"')]) == 3
    assert not [sql for sql in asked if '"outbox_message"."body"' in sql or '"outbox_message"."html"' in sql]
    assert [number for number, _ in heard] == numbers and not Message.objects.exists()
