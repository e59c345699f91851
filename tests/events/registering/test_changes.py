"""What a change of a meeting does to who registered."""

from datetime import time, timedelta

import pytest

from events.models import Registration
from events.registering import booking, changes
from moderation import actions, erasure
from moderation.authors import Author
from moderation.merging import merge
from outbox.models import Message
from tests import makers
from tests.registrations import READER, asked, booked, date_of, meeting, states

pytestmark = pytest.mark.django_db
SYSTEM = Author.system()


def change(event, **fields):
    """Change a meeting as its form does."""
    event.refresh_from_db()
    for name, value in fields.items():
        setattr(event, name, value)
    event.save()
    return actions.amend(sheet=event, by=SYSTEM)


def last(to=READER):
    return Message.objects.filter(to=to).latest("pk")


def test_another_hour_is_told_once_and_keeps_the_seat():
    event = meeting()
    row = booked(event)
    change(event, starts=time(17), ends=time(19))
    assert "Du changement" in last().subject
    assert "de 18\u00a0h à 20\u00a0h" in last().body and "de 17\u00a0h à 19\u00a0h" in last().body
    row.refresh_from_db()
    assert row.state == "confirmed" and row.starts_at == date_of(event).starts_at
    before = Message.objects.count()
    change(event, summary="Un autre résumé.")
    assert Message.objects.count() == before


def test_another_day_keeps_the_seat():
    event = meeting()
    row = booked(event)
    day = event.day + timedelta(days=3)
    change(event, day=day, end_day=day)
    row.refresh_from_db()
    assert row.occurrence == date_of(event) and row.starts_at.date() == day
    assert "Votre place est toujours gardée" in last().body


def test_another_place_is_told():
    event = meeting()
    booked(event)
    change(event, venue="Maison du port")
    assert "Le lieu de" in last().body and "Maison du port" in last().body


def test_who_did_not_confirm_is_told_nothing():
    event = meeting()
    row = asked(event)
    before = Message.objects.count()
    change(event, starts=time(17), ends=time(19))
    assert Message.objects.count() == before
    row.refresh_from_db()
    assert row.starts_at == date_of(event).starts_at


def test_a_cancelled_meeting_is_told_to_all_and_ends_their_registrations():
    event = meeting(capacity=1)
    booked(event)
    booked(event, "attente@exemple.fr")
    late = asked(event, "tard@exemple.fr")
    change(event, is_cancelled=True)
    assert set(states(event).values()) == {"cancelled"}
    assert "n’aura pas lieu" in last().subject and "n’aura pas lieu" in last("attente@exemple.fr").subject
    assert Message.objects.filter(to=late.person.email).count() == 1


@pytest.mark.parametrize("act", [actions.withdraw, lambda **about: actions.archive(reason="Non.", **about)])
def test_a_meeting_that_is_taken_down_is_told_too(act):
    event = meeting()
    booked(event)
    act(sheet=event, by=SYSTEM)
    assert states(event) == {READER: "cancelled"}
    assert "n’est plus annoncée" in last().body


def test_one_cancelled_date_among_several():
    event = meeting(rhythm="semaine", times=3)
    first, second, _ = event.occurrences.order_by("starts_at")
    booked(event, occurrence=first)
    booked(event, "autre@exemple.fr", occurrence=second)
    change(event, cancelled_days=[first.day])
    assert states(event) == {READER: "cancelled", "autre@exemple.fr": "confirmed"}


def test_a_date_that_is_no_more():
    event = meeting(rhythm="semaine", times=3)
    *_, final = event.occurrences.order_by("starts_at")
    booked(event, occurrence=final)
    change(event, times=2)
    row = Registration.objects.get()
    assert (row.state, row.cancelled_by, row.occurrence) == ("cancelled", "meeting", None)
    assert "n’aura pas lieu" in last().subject


def test_what_is_past_is_left_alone():
    event = meeting(capacity=3)
    row = booked(event)
    Registration.objects.filter(pk=row.pk).update(
        starts_at=row.starts_at - timedelta(days=20), ends_at=row.ends_at - timedelta(days=20)
    )
    before = Message.objects.count()
    change(event, is_cancelled=True)
    row.refresh_from_db()
    assert row.state == "confirmed" and Message.objects.count() == before


def test_a_meeting_that_joins_another_takes_who_comes_along():
    event, other = meeting(title="Portes ouvertes"), meeting(title="Le jardin ouvre", contributor=None)
    row = booked(event)
    twice = booked(event, "deux@exemple.fr")
    booked(other, "deux@exemple.fr")
    merge(winner=other, loser=event, by=SYSTEM, choices={})
    row.refresh_from_db()
    twice.refresh_from_db()
    assert (row.event, row.state, row.occurrence) == (other, "confirmed", date_of(other))
    assert twice.state == "cancelled"


def test_an_erased_meeting_is_told_and_leaves_nothing():
    event = meeting()
    booked(event)
    asked(event, "tard@exemple.fr")
    erasure.erase(sheet=event)
    assert not Registration.objects.exists()
    assert "n’aura pas lieu" in last().subject
    assert not Message.objects.filter(to="tard@exemple.fr", subject__contains="n’aura").exists()


def test_a_meeting_for_which_nobody_registered_costs_one_query(django_assert_num_queries):
    event = makers.make_event()
    with django_assert_num_queries(3):  # the savepoint around it
        changes.follow(event)


def test_it_may_be_followed_again(django_assert_max_num_queries):
    event = meeting(capacity=None)
    for number in range(8):
        booked(event, f"{number}@exemple.fr")
    with django_assert_max_num_queries(8):
        changes.follow(event)
    assert booking.cancel(registration=Registration.objects.first(), by="person").state == "cancelled"
