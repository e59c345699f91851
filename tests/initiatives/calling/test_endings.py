"""The end of calls."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from initiatives import jobs
from initiatives.calling import endings
from initiatives.models import Call, KeyCount, Listing
from moderation import actions
from moderation.actions import TransitionRefused
from moderation.authors import Author
from moderation.models import Revision, Status
from outbox.models import Message
from tests import makers

pytestmark = pytest.mark.django_db


def periodic_tasks():
    """Return what the worker does at its hours."""
    return jobs.app.periodic_registry.periodic_tasks.values()


def later(time_machine, **delay):
    """Move time forward."""
    time_machine.move_to(timezone.now() + timedelta(**delay), tick=False)


@pytest.fixture
def morning(time_machine):
    """Begin on the morning of 3 March 2027, in Paris."""
    time_machine.move_to("2027-03-03T09:00:00+01:00", tick=False)
    return time_machine


def test_a_call_is_gone_the_day_after(morning):
    call = makers.make_call(days=1)
    assert KeyCount.objects.number("appel:1") == 1
    morning.move_to("2027-03-04T23:59:00+01:00", tick=False)
    assert endings.expire() == 0 and list(Call.objects.open()) == [call]
    morning.move_to("2027-03-05T00:01:00+01:00", tick=False)
    assert list(Call.objects.open()) == []
    jobs.end_calls_hourly(timestamp=0)
    call.refresh_from_db()
    assert call.status == Status.ARCHIVED and call.ended_on == date(2027, 3, 4) and not call.is_found
    last = Revision.objects.about(call).first()
    assert (last.action, last.role, last.note) == ("archive", "system", "Sa date est passée.")
    assert KeyCount.objects.number("appel:1") == KeyCount.objects.number("appel:personnes") == 0
    assert not Message.objects.exists()
    assert endings.expire() == 0


def test_what_is_left_of_several_keeps_its_keys(morning):
    initiative = makers.make_initiative()
    makers.make_call(initiative=initiative, days=1)
    makers.make_call("Une grange", initiative=initiative, days=9, kind="lieu")
    assert Listing.objects.get().card["calls"] == ["lieu", "personnes"]
    later(morning, days=2)
    endings.expire()
    assert {key for key in Listing.objects.get().keys if key.startswith("appel")} == {
        "appel:1",
        "appel:lieu",
    }
    assert Listing.objects.get().card["calls"] == ["lieu"]


def test_its_author_is_asked_once_a_week_before(morning):
    call = makers.make_call(days=20, contributor=makers.make_contributor("camille@exemple.fr"))
    makers.make_call("D’un fichier", initiative=call.initiative, days=20)
    later(morning, days=12)
    assert endings.remind() == 0
    later(morning, days=1)
    jobs.remind_of_calls_daily(timestamp=0)
    message = Message.objects.get()
    assert message.to == "camille@exemple.fr" and "23\u00a0mars 2027" in message.body
    assert "/prolonger/" in message.body and "/trouve/" in message.body
    later(morning, days=1)
    assert endings.remind() == 0


def test_a_short_call_is_not_followed_by_a_reminder_at_once(morning):
    makers.make_call(days=5, contributor=makers.make_contributor())
    later(morning, days=1)
    assert endings.remind() == 0


def test_a_month_more_and_another_reminder(morning):
    person = makers.make_contributor()
    call = makers.make_call(days=20, contributor=person)
    later(morning, days=14)
    endings.remind()
    call.refresh_from_db()
    endings.extend(sheet=call, by=Author.contributing(person))
    call.refresh_from_db()
    assert call.until == date(2027, 4, 23) and call.end_told_at is None
    assert Revision.objects.about(call).first().note == "Prolongé jusqu’au 23\u00a0avril 2027."
    later(morning, days=31)
    assert endings.remind() == 1


def test_a_call_whose_day_was_over_comes_back(morning):
    person = makers.make_contributor()
    call = makers.make_call(days=1, contributor=person)
    later(morning, days=40)
    endings.expire()
    assert KeyCount.objects.number("appel:1") == 0
    endings.extend(sheet=call, by=Author.contributing(person))
    call.refresh_from_db()
    assert call.is_open and call.ended_on is None and call.until == date(2027, 5, 12)
    assert KeyCount.objects.number("appel:1") == 1


def test_no_more_than_a_year_ahead(morning):
    call = makers.make_call(days=350)
    assert not endings.may_be_extended(call)
    with pytest.raises(TransitionRefused):
        endings.extend(sheet=call, by=Author.system())
    assert not endings.may_be_extended(call.initiative)


def test_found(morning):
    call = makers.make_call()
    endings.find(sheet=call, by=Author.system(), outcome="Léa et Omar arrosent.")
    call.refresh_from_db()
    assert call.is_found and call.outcome == "Léa et Omar arrosent." and call.ended_on == date(2027, 3, 3)
    assert Revision.objects.about(call).first().data["outcome"] == "Léa et Omar arrosent."
    assert KeyCount.objects.number("appel:1") == 0
    with pytest.raises(TransitionRefused):
        endings.find(sheet=call, by=Author.system())
    with pytest.raises(TransitionRefused):
        endings.extend(sheet=call, by=Author.system())


def test_found_is_forgotten_when_it_is_shown_again(morning):
    call = makers.make_call()
    endings.find(sheet=call, by=Author.system())
    actions.restore(sheet=call, by=Author.system())
    call.refresh_from_db()
    assert call.is_open and not call.is_found


def test_one_that_a_moderator_took_down_has_no_page_and_comes_back_by_no_button(morning):
    call = makers.make_call()
    actions.archive(sheet=call, by=Author.system())
    assert not Call.objects.shown().exists()
    with pytest.raises(TransitionRefused):
        endings.extend(sheet=call, by=Author.system())


@pytest.mark.parametrize("act", [actions.archive, actions.withdraw])
@pytest.mark.parametrize("end", ["found", "over"])
def test_an_ended_call_can_be_taken_down(morning, act, end):
    call = makers.make_call(days=1)
    if end == "found":
        endings.find(sheet=call, by=Author.system())
    else:
        later(morning, days=2)
        endings.expire()
    assert Call.objects.shown().exists()
    act(sheet=call, by=Author.system())
    assert not Call.objects.shown().exists()
    call.refresh_from_db()
    assert call.ended_on is None and not call.is_found and not call.has_page
    assert Revision.objects.about(call).first().action in ("archive", "withdraw")
    with pytest.raises(TransitionRefused):
        act(sheet=call, by=Author.system())


def test_a_month_more_asked_twice_is_one(morning):
    call = makers.make_call(days=20)
    for _ in range(2):
        endings.extend(sheet=call, by=Author.system(), until=date(2027, 3, 23))
    call.refresh_from_db()
    assert (
        call.until == date(2027, 4, 23) and Revision.objects.about(call).filter(action="amend").count() == 1
    )


def test_calls_are_put_away_every_hour():
    task = jobs.end_calls_hourly
    cron = next(periodic.cron for periodic in periodic_tasks() if periodic.task.name == task.name)
    assert cron.split()[1:] == ["*"] * 4
