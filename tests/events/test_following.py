"""What the author of a meeting may do with it."""

import pytest

from events.following import ACTS, DayForm
from moderation.following import acts_on
from tests import makers

pytestmark = pytest.mark.django_db


def names(event):
    return {act.name for act in acts_on(event)}


def test_one_date_of_several_or_all():
    assert {"annuler", "retirer"} <= names(makers.make_event())
    assert "annuler-une-date" not in names(makers.make_event("Une"))
    assert "annuler-une-date" in names(makers.make_event("Deux", rhythm="semaine", times=2))
    assert "maintenir" in names(makers.make_event("Trois", is_cancelled=True))


def test_other_kinds_of_sheet_have_none():
    assert not {act.name for act in ACTS} & names(makers.make_initiative())


def test_only_its_dates_are_taken():
    act = next(act for act in ACTS if act.name == "annuler-une-date")
    event = makers.make_event(rhythm="semaine", times=2)
    initial = act.initial(event)
    assert DayForm({"day": event.day.isoformat()}, initial=initial).is_valid()
    assert not DayForm({"day": "2031-01-01"}, initial=initial).is_valid()
