"""Changing a meeting: what is proposed, and what is left in peace."""

from datetime import date, timedelta

import pytest
from django.http import QueryDict
from django.utils import timezone

from events.editing import EventEditForm
from events.models import Event
from moderation import actions
from moderation.authors import Author
from moderation.merging import merge, undo
from moderation.models import Revision
from tests import makers

pytestmark = pytest.mark.django_db


def changed(event, **changes):
    """Return the form as it was shown, with changes."""
    base = event.snapshot()
    data = QueryDict(mutable=True)
    for name, values in EventEditForm(base).as_typed(base).items():
        data.setlist(name, values)
    for name, value in changes.items():
        data[name] = value
    return EventEditForm(base, data, is_known=True)


def test_nothing_touched_nothing_changes():
    event = makers.make_event(
        rhythm="semaine", times=3, initiatives=[makers.make_initiative()], organisers=[makers.make_actor()],
        themes=[makers.make_theme()],
        latitude=48.39, longitude=-4.48, online_url="https://exemple.fr/salle", commune=makers.make_commune(),
    )  # fmt: skip
    form = changed(event)
    assert form.is_valid(), form.error_lines()
    assert form.changes() == {}


def test_a_day_that_moves_takes_the_end_along():
    event = makers.make_event()
    there = event.day + timedelta(days=1)
    form = changed(event, day=there.isoformat())
    assert form.is_valid(), form.error_lines()
    assert {name: change["after"] for name, change in form.changes().items()} == {
        "day": there.isoformat(), "end_day": there.isoformat(),
    }  # fmt: skip


def test_the_title_of_one_that_began_long_ago(time_machine):
    event = makers.make_event(rhythm="semaine", times=50)
    time_machine.move_to(timezone.now() + timedelta(days=60))
    form = changed(event, title="Autre titre")
    assert form.is_valid(), form.error_lines()
    assert list(form.changes()) == ["title"]
    later = changed(event, cancelled_days=(event.day + timedelta(days=70)).strftime("%d/%m/%Y"))
    assert later.is_valid(), later.error_lines()
    assert list(later.changes()) == ["cancelled_days"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"cancelled_days": "01/01/2031"}, "n’a pas lieu le"),
        ({"cancelled_days": "demain"}, "Écrivez une date"),
        ({"ends": "17:00"}, "finirait avant"),
        ({"commune": "", "commune_code": ""}, "Dites où elle a lieu"),
    ],
)
def test_what_is_refused(changes, said):
    form = changed(makers.make_event(rhythm="semaine", times=3), **changes)
    assert not form.is_valid()
    assert any(said in line["message"] for line in form.error_lines())


def test_anybody_proposes_on_the_page(client):
    event = makers.make_event()
    page = client.get(event.get_edit_url()).content.decode()
    assert "Dates annulées" in page
    assert client.get(f"{event.get_absolute_url()}signaler/").status_code == 200
    assert client.get(f"{event.get_absolute_url()}ecrire/").status_code == 200


def test_an_earlier_version_comes_back_whole():
    garden = makers.make_theme()
    event = makers.make_event(
        themes=[garden], initiatives=[makers.make_initiative()], cancelled_days=[], rhythm="semaine", times=3
    )
    before, first = event.snapshot(), Revision.objects.about(event).first()
    Event.objects.filter(pk=event.pk).update(title="Autre", cancelled_days=[event.day], times=2)
    event.initiatives.clear()
    event.themes.clear()
    event.refresh_from_db()
    actions.amend(sheet=event, by=Author.system())
    assert actions.revert(sheet=event, revision=first, by=Author.system()) == []
    event = Event.objects.get()
    assert event.snapshot() == before
    assert event.occurrences.count() == 3


def test_two_become_one_and_two_again(client):
    kept, gone = (
        makers.make_event("Fête"),
        makers.make_event("La fête du quartier", themes=[makers.make_theme()]),
    )
    merged, left = merge(winner=kept, loser=gone, choices={"themes": "loser"}, by=Author.system())
    assert left == []
    assert client.get(gone.get_absolute_url())["Location"] == kept.get_absolute_url()
    assert client.get("/rencontres/").content.decode().count("<article") == 1
    undo(merged=merged, by=Author.system())
    assert client.get("/rencontres/").content.decode().count("<article") == 2


def test_the_history_tells_it_in_words(client):
    event = makers.make_event()
    event.day = event.end_day = date.fromordinal(event.day.toordinal() + 1)
    event.is_cancelled = True
    event.save()
    actions.amend(sheet=event, by=Author.system())
    page = client.get(event.get_history_url()).content.decode()
    assert "Annulée" in page
    assert "oui" in page
