"""The mails about a subscription."""

from datetime import date, timedelta

import pytest

from newsletter import mails, subscribing
from newsletter.selection import Selection
from outbox.models import Message
from tests.french_typography import faults
from tests.letters import READER, on, subscriber

pytestmark = pytest.mark.django_db


def test_all_are_in_good_french_and_go_to_their_owner_only():
    subscription = subscriber()
    mails.tell_already(subscription=subscription)
    with on(date(2026, 6, 2)):
        subscribing.pause(subscription=subscription)
        subscribing.ask(email=READER, selection=Selection(), rhythm="weekly")
    mails.tell_held(subscription=subscription, lines=["état\u00a0: en cours"])
    with on(date(2026, 6, 1) + timedelta(days=1200)):
        subscribing.ask_silent()
    told = list(Message.objects.all())
    assert len(told) == 4 and {message.to for message in told} == {READER}
    assert [fault for message in told for fault in faults(f"{message.subject}\n{message.body}")] == []
    assert not [message for message in told if READER in message.subject + message.body]


def test_the_link_to_confirm_is_not_the_one_to_manage():
    subscribing.ask(email=READER, selection=Selection(), rhythm="weekly")
    (message,) = Message.objects.all()
    assert "/confirmer/lettre/" in message.body and "/lettre/abonnement/" not in message.body
