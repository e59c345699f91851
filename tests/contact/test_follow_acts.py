import pytest

from contact import reach
from contact.follow_acts import ACTS
from moderation import following
from tests import makers
from tests.messages import spoken_for

pytestmark = pytest.mark.django_db


def names(sheet):
    return [act.name for act in following.acts_on(sheet)]


def test_an_author_closes_a_sheet_to_messages_and_opens_it_again():
    sheet = spoken_for()
    person = sheet.submitted_by
    assert "sans-messages" in names(sheet) and "messages" not in names(sheet)
    following.act(act=following.ACTS["sans-messages"], sheet=sheet, contributor=person)
    assert reach.is_silent(sheet)
    assert "messages" in names(sheet) and "sans-messages" not in names(sheet)
    following.act(act=following.ACTS["messages"], sheet=sheet, contributor=person)
    assert not reach.is_silent(sheet)


def test_what_is_not_public_has_no_messages_to_close():
    assert not {act.name for act in ACTS} & set(names(spoken_for(status="withdrawn")))


def test_a_call_has_no_messages_to_close():
    person = makers.make_contributor()
    call = makers.make_call(initiative=makers.make_initiative(contributor=person), contributor=person)
    assert not {act.name for act in ACTS} & set(names(call))


def test_what_cannot_be_undone_comes_last_and_each_act_says_what_it_did():
    assert names(spoken_for())[-1] == "effacer"
    assert all(following.done(act.name, spoken_for()) == act.done for act in ACTS)
