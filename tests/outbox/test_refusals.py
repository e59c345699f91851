"""What a mail server refuses for good."""

import smtplib

import pytest

from outbox import refusals
from outbox.models import Message


@pytest.fixture
def heard(monkeypatch):
    found = []
    monkeypatch.setattr(refusals, "_listeners", [])
    refusals.register(lambda refusal: found.append(refusal) or True)
    return found


def refused(*answers):
    return smtplib.SMTPRecipientsRefused({f"a{number}@exemple.fr": one for number, one in enumerate(answers)})


@pytest.mark.parametrize(
    ("error", "is_gone"),
    [
        (refused((550, b"5.1.1 unknown user")), True),
        (refused((550, "5.2.1 disabled")), True),
        (refused((550, b"5.7.1 policy")), False),
        (refused((550, b"\xff")), False),
        (refused((550, b"no such user, code 15.1.1")), False),
    ],
)
def test_a_refusal_for_good_is_told(heard, error, is_gone):
    assert refusals.tell(Message(), error)
    assert [one.is_gone for one in heard] == [is_gone]


@pytest.mark.parametrize(
    "error",
    [
        refused((450, b"4.1.1 later")),
        refused((550, b"5.1.1"), (450, b"4.1.1")),
        refused(),
        smtplib.SMTPServerDisconnected("x"),
        OSError(),
    ],
)
def test_what_may_pass_later_is_not(heard, error):
    assert not refusals.tell(Message(), error)
    assert heard == []


def test_all_listeners_hear_and_each_once(monkeypatch):
    monkeypatch.setattr(refusals, "_listeners", [])
    calls = []

    def first(refusal):
        calls.append("first")
        return True

    def second(refusal):
        calls.append("second")
        return False

    for listener in (first, second, first):
        refusals.register(listener)
    assert refusals.tell(Message(), refused((550, b"")))
    assert calls == ["first", "second"]
