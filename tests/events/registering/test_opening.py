"""How many seats there are, and whether one registers."""

import pytest

from events.models import Registering
from events.registering import opening
from moderation import actions
from moderation.actions import TransitionRefused
from moderation.authors import Author
from tests import makers
from tests.registrations import booked, meeting, states

pytestmark = pytest.mark.django_db


def settle(event, capacity, *, is_open=True, closes_before=0):
    return opening.settle(event=event, is_open=is_open, capacity=capacity, closes_before=closes_before)


def test_more_seats_go_to_who_waits():
    event = meeting(capacity=1)
    for name in "abc":
        booked(event, f"{name}@exemple.fr")
    settle(event, 2)
    assert list(states(event).values()) == ["confirmed", "confirmed", "waiting"]
    settle(event, None)
    assert set(states(event).values()) == {"confirmed"}


def test_fewer_seats_than_are_taken_take_none_away():
    event = meeting(capacity=3)
    for name in "abc":
        booked(event, f"{name}@exemple.fr")
    settle(event, 1)
    assert set(states(event).values()) == {"confirmed"}
    assert booked(event, "d@exemple.fr").state == "waiting"


def test_it_is_said_again_in_the_same_row():
    event = makers.make_event()
    settle(event, 4)
    settle(event, None, is_open=False, closes_before=24)
    row = Registering.objects.get()
    assert (row.is_open, row.capacity, row.closes_before) == (False, None, 24)


def test_a_meeting_that_is_not_online_is_left_alone():
    event = makers.make_event(contributor=makers.make_contributor())
    actions.withdraw(sheet=event, by=Author.system())
    with pytest.raises(TransitionRefused):
        settle(event, 4)
