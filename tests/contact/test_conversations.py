import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from contact.conversations import Conversation
from contact.models import Thread
from tests import makers
from tests.messages import link_for, passed_on, receiver, spoken_for

pytestmark = pytest.mark.django_db


def token(to):
    return re.search(r"[\w-]{43}", link_for(to))[0]


def test_a_link_opens_the_side_of_whoever_got_it():
    thread = passed_on(spoken_for(email="camille@exemple.fr"))
    found = Conversation.opened_by(token("camille@exemple.fr"))
    assert (found.thread, found.contributor, found.is_receiver) == (thread, receiver(thread), True)
    assert [who for _, who in found.turns] == ["Dominique"]
    other = Conversation(thread, thread.sender, "sender")
    assert [who for _, who in other.turns] == ["Vous"] and not other.speaks()
    assert Conversation.opened_by("x" * 43) is None


def test_it_opens_nothing_once_it_is_old_or_its_person_is_forgotten():
    passed_on(spoken_for(email="camille@exemple.fr"))
    with time_machine.travel(timezone.now() + timedelta(days=366), tick=False):
        assert Conversation.opened_by(token("camille@exemple.fr")) is None
    Thread.objects.update(receiver=None)
    assert Conversation.opened_by(token("camille@exemple.fr")) is None


def test_only_who_answers_for_the_sheet_today_speaks_for_it():
    thread = passed_on()
    found = Conversation(thread, receiver(thread), "receiver")
    assert found.speaks()
    thread.sheet.submitted_by = makers.make_contributor()
    assert not found.speaks()
