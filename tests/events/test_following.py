"""What the author of a meeting may do with it."""

import pytest

from events import cancelling
from events.following import ACTS, DayForm
from moderation.authors import Author
from moderation.following import acts_on
from tests import makers
from tests.messages import link_for
from tests.registrations import READER, booked, meeting, states

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


@pytest.mark.parametrize("name", ["annuler", "annuler-une-date", "retirer"])
def test_who_takes_it_off_reads_that_registrations_do_not_come_back(name):
    event = meeting(rhythm="semaine", times=2)
    act = next(act for act in acts_on(event) if act.name == name).about(event)
    assert "annulées pour de bon" in act.effect


def test_who_puts_it_back_reads_that_one_registers_again_and_so_it_is():
    event = meeting()
    booked(event)
    acts = {act.name: act for act in acts_on(event)}
    acts["annuler"].take(sheet=event, by=Author.system())
    event.refresh_from_db()
    back = next(act for act in acts_on(event) if act.name == "maintenir").about(event)
    assert "d’avant ne reviennent pas" in back.effect
    back.take(sheet=event, by=Author.system())
    assert set(states(event).values()) == {"cancelled"} and booked(event).state == "confirmed"


def test_other_kinds_say_nothing_of_registrations():
    sheet = makers.make_initiative()
    assert not any("inscription" in act.about(sheet).effect for act in acts_on(sheet))


def test_the_page_of_a_registration_says_why_it_is_cancelled(client):
    event = meeting()
    booked(event)
    link = link_for(READER)
    cancelling.cancel(sheet=event, by=Author.system())
    page = client.get(link).content.decode()
    assert "annulée avec cette date" in page and "Si vous changez d’avis" not in page
