"""What a change of a meeting does to who registered."""

from datetime import time, timedelta

import pytest
import time_machine
from django.utils import timezone

from events.models import Registering, Registration
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


def test_another_weekday_midway_moves_who_comes_by_a_day():
    event = meeting(capacity=10, rhythm="semaine", times=30)
    dates = list(event.occurrences.order_by("starts_at"))
    came = booked(event, "avant@exemple.fr", occurrence=dates[3])
    with time_machine.travel(dates[11].ends_at + timedelta(hours=1), tick=False):
        row = booked(event, occurrence=dates[12])
        day = dates[12].day + timedelta(days=1)
        change(event, day=day, end_day=day, times=18)
        row.refresh_from_db()
        assert row.starts_at - dates[12].starts_at == timedelta(days=1) and row.state == "confirmed"
        assert "C’était" in last().body and "Votre place est toujours gardée" in last().body
        came.refresh_from_db()
        assert (came.occurrence, came.starts_at) == (dates[3], dates[3].starts_at)
        assert "Du changement" not in last("avant@exemple.fr").subject


def test_the_next_edition_begins_with_all_its_seats():
    event = meeting(capacity=1)
    before = booked(event)
    held = date_of(event)
    with time_machine.travel(held.ends_at + timedelta(days=3), tick=False):
        day = timezone.localdate() + timedelta(days=30)
        change(event, day=day, end_day=day)
        following = event.occurrences.get(day=day)
        assert "Du changement" not in last().subject
        assert booked(event, "nouveau@exemple.fr", occurrence=following).state == "confirmed"
        assert booked(event, occurrence=following).state == "waiting"
        before.refresh_from_db()
        assert (before.occurrence, before.state) == (held, "confirmed")


def test_this_morning_that_should_have_been_this_evening_keeps_its_seats():
    event = meeting(capacity=1, starts=time(10), ends=time(12))
    row = booked(event)
    with time_machine.travel(row.ends_at + timedelta(hours=1), tick=False):
        change(event, starts=time(20), ends=time(22))
        row.refresh_from_db()
        assert row.starts_at == date_of(event).starts_at
        assert "de 20\u00a0h à 22\u00a0h" in last().body


def test_every_week_becomes_once_and_nobody_crowds_the_one_that_stays():
    event = meeting(capacity=1, rhythm="semaine", times=3)
    first, second, third = event.occurrences.order_by("starts_at")
    for number, occurrence in enumerate((first, second, third)):
        booked(event, f"{number}@exemple.fr", occurrence=occurrence)
    change(event, rhythm="une-fois", times=None)
    assert list(states(event).values()) == ["confirmed", "cancelled", "cancelled"]
    assert "n’aura pas lieu" in last("1@exemple.fr").subject


def both(*, capacity, of_other=1):
    """Return two meetings on the same day for which one registers; the second is to be kept."""
    event, other = meeting(title="Portes ouvertes", capacity=capacity), makers.make_event("Le jardin ouvre")
    if of_other is not None:
        Registering.objects.create(event=other, is_open=True, capacity=of_other)
    return event, other


def test_one_that_joins_another_where_one_just_comes_keeps_its_number_of_seats():
    event, other = both(capacity=1, of_other=None)
    for name in "abc":
        booked(event, f"{name}@exemple.fr")
    merge(winner=other, loser=event, by=SYSTEM, choices={})
    assert states(other) == {
        "a@exemple.fr": "confirmed",
        "b@exemple.fr": "waiting",
        "c@exemple.fr": "waiting",
    }
    assert (other.registering.capacity, other.registering.is_open) == (1, True)
    booking.cancel(registration=Registration.objects.coming().get(), by="person")
    assert states(other)["b@exemple.fr"] == "confirmed"


@pytest.mark.parametrize("confirmed", [True, False])
def test_a_seat_outlives_what_one_asked_for_and_did_not_get(confirmed):
    """The other meeting is full: whoever has a seat at the first one waits, and is told."""
    event, other = both(capacity=5)
    booked(other, "plein@exemple.fr")
    mine, theirs = booked(event), (booked if confirmed else asked)(other)
    merge(winner=other, loser=event, by=SYSTEM, choices={})
    live = Registration.objects.live().filter(person=mine.person)
    assert [row.state for row in live] == ["waiting"] and live[0].event == other
    assert states(other)["plein@exemple.fr"] == "confirmed"
    assert "Deux rencontres réunies" in last().subject and "en liste d’attente" in last().body
    assert theirs.pk != live[0].pk or confirmed


def test_a_seat_at_one_is_better_than_waiting_at_the_other():
    event, other = both(capacity=5, of_other=1)
    full = booked(other, "plein@exemple.fr")
    booked(other)
    booked(event)
    booking.come_fewer(registration=full, people=1)
    Registering.objects.filter(event=other).update(capacity=2)  # a seat that nobody was given yet
    merge(winner=other, loser=event, by=SYSTEM, choices={})
    live = Registration.objects.live().filter(person__email=READER)
    assert [row.state for row in live] == ["confirmed"]
    assert "réunies" not in last().subject


def test_who_has_fewer_seats_than_at_the_one_that_joined_is_told():
    event, other = both(capacity=9, of_other=3)
    booked(other, "plein@exemple.fr", people=2)
    booked(other, people=1)
    booked(event, people=4)
    merge(winner=other, loser=event, by=SYSTEM, choices={})
    live = Registration.objects.live().get(person__email=READER)
    assert (live.state, live.people) == ("confirmed", 1)
    assert "nous en gardons 1" in last().body
    assert Registration.objects.filter(event=other).coming().people() == 3


def test_the_greater_group_has_its_seats_where_there_is_room_for_it():
    event, other = both(capacity=9, of_other=4)
    booked(other, people=1)
    booked(event, people=4)
    before = Message.objects.filter(subject__contains="réunies").count()
    merge(winner=other, loser=event, by=SYSTEM, choices={})
    live = Registration.objects.live().get(person__email=READER)
    assert (live.state, live.people, live.event) == ("confirmed", 4, other)
    assert Message.objects.filter(subject__contains="réunies").count() == before


def test_the_last_ones_to_confirm_find_no_seat_and_those_before_do():
    event, other = both(capacity=9, of_other=3)
    with time_machine.travel(timezone.now() - timedelta(days=1)):
        early = asked(event, "tot@exemple.fr")
        late = asked(event, "tard@exemple.fr")
        booking.confirm(registration=late)
    booking.confirm(registration=early)
    booked(other, "la@exemple.fr", people=2)
    merge(winner=other, loser=event, by=SYSTEM, choices={})
    assert states(other)["tard@exemple.fr"] == "confirmed"
    assert states(other)["tot@exemple.fr"] == "waiting"


def test_the_one_that_is_kept_takes_the_days_of_the_other_and_who_comes_to_them():
    event = meeting(title="Portes ouvertes", capacity=5, rhythm="semaine", times=3)
    day = event.day + timedelta(days=40)
    other = makers.make_event("Le jardin ouvre", day=day)
    *_, final = event.occurrences.order_by("starts_at")
    row = booked(event, occurrence=final)
    before = Message.objects.filter(to=READER).count()
    choices = dict.fromkeys(("day", "end_day", "rhythm", "times", "until"), "loser")
    merge(winner=other, loser=event, by=SYSTEM, choices=choices)
    row.refresh_from_db()
    assert (row.event, row.state, row.starts_at) == (other, "confirmed", final.starts_at)
    assert Message.objects.filter(to=READER).count() == before


def test_who_cancelled_is_told_nothing_of_changes():
    event = meeting()
    row = booked(event)
    booking.cancel(registration=row, by="person")
    before = Message.objects.count()
    change(event, starts=time(17), ends=time(19))
    assert Message.objects.count() == before
