"""Who has a seat, and who waits."""

from datetime import timedelta
from threading import Barrier, Thread
from time import sleep

import pytest
import time_machine
from django.core.exceptions import ObjectDoesNotExist
from django.db import connections
from django.utils import timezone

from events.models import Event, Registration
from events.registering import announcing, booking, holding, mails, opening, seats
from events.registering.booking import NotTaken
from moderation import actions, erasure
from moderation.authors import Author
from outbox.models import Message
from tests.at_once import Meeting
from tests.at_once import at_once as together
from tests.messages import link_for
from tests.registrations import READER, asked, booked, date_of, meeting, states

pytestmark = pytest.mark.django_db
PERSON = Registration.Canceller.PERSON


def subjects(to):
    return list(Message.objects.filter(to=to).order_by("pk").values_list("subject", flat=True))


def test_no_seat_before_the_link_is_confirmed():
    event = meeting(capacity=1)
    first = asked(event, "a@exemple.fr")
    assert states(event) == {"a@exemple.fr": "to_confirm"}
    booked(event, "b@exemple.fr")
    assert states(event)["b@exemple.fr"] == "confirmed"
    assert booking.confirm(registration=first).state == "waiting"
    assert first.person.confirmed_at is None
    first.person.refresh_from_db()
    assert first.person.confirmed_at is not None
    assert "liste d’attente" in subjects("a@exemple.fr")[-1]


def test_a_second_click_changes_nothing():
    event = meeting()
    row = booked(event)
    before = Message.objects.count()
    booking.confirm(registration=row)
    assert Message.objects.count() == before
    booking.cancel(registration=row, by=PERSON)
    booking.cancel(registration=row, by=PERSON)
    assert booking.confirm(registration=row).state == "cancelled"
    assert Message.objects.count() == before


def test_who_waits_has_the_seat_at_once_and_is_told():
    event = meeting(capacity=1)
    first, second, third = (booked(event, f"{name}@exemple.fr") for name in "abc")
    booking.cancel(registration=first, by=PERSON)
    assert states(event) == {
        "a@exemple.fr": "cancelled",
        "b@exemple.fr": "confirmed",
        "c@exemple.fr": "waiting",
    }
    assert "Une place pour vous" in subjects("b@exemple.fr")[-1]
    assert "liste d’attente" in subjects("c@exemple.fr")[-1]
    booking.cancel(registration=second, by=PERSON)
    third.refresh_from_db()
    assert third.state == "confirmed"


def test_who_waited_and_cancels_frees_nothing():
    event = meeting(capacity=1)
    booked(event, "a@exemple.fr")
    waiting = booked(event, "b@exemple.fr")
    booked(event, "c@exemple.fr")
    booking.cancel(registration=waiting, by=PERSON)
    assert states(event)["c@exemple.fr"] == "waiting"


def test_a_group_that_does_not_fit_is_passed_over_and_keeps_its_turn():
    event = meeting(capacity=4)
    one, two = booked(event, "a@exemple.fr", 2), booked(event, "b@exemple.fr", 2)
    group = booked(event, "groupe@exemple.fr", 3)
    booked(event, "seul@exemple.fr", 1)
    booking.cancel(registration=one, by=PERSON)
    assert states(event)["groupe@exemple.fr"] == "waiting"
    assert states(event)["seul@exemple.fr"] == "confirmed"
    booking.cancel(registration=two, by=PERSON)
    group.refresh_from_db()
    assert group.state == "confirmed"
    assert Registration.objects.coming().people() == 4


def test_a_group_that_becomes_smaller_may_fit():
    event = meeting(capacity=3)
    booked(event, "a@exemple.fr", 2)
    group = booked(event, "groupe@exemple.fr", 3)
    assert group.state == "waiting"
    assert booking.come_fewer(registration=group, people=1).state == "confirmed"
    assert "Une place pour vous" in subjects("groupe@exemple.fr")[-1]


def test_coming_with_fewer_frees_seats_for_others():
    event = meeting(capacity=3)
    group = booked(event, "groupe@exemple.fr", 3)
    booked(event, "seul@exemple.fr")
    booking.come_fewer(registration=group, people=2)
    assert states(event)["seul@exemple.fr"] == "confirmed"


@pytest.mark.parametrize("people", [0, -1, 3, 4, 99])
def test_one_comes_neither_with_more_nor_with_nobody(people):
    row = booked(meeting(capacity=None), people=2)
    with pytest.raises(NotTaken, match="moins nombreux"):
        booking.come_fewer(registration=row, people=people)


def test_one_address_has_one_registration_and_a_kind_mail_tells_it():
    event = meeting()
    booked(event)
    asked(event, READER.upper().replace("COURRIEL-PRIVE.FR", "courriel-prive.fr"), people=5)
    assert Registration.objects.count() == 1
    assert Registration.objects.get().people == 1
    assert "déjà là" in subjects(READER)[-1]


def test_who_did_not_confirm_yet_may_send_the_form_again():
    event = meeting()
    asked(event)
    booking.confirm(registration=asked(event, people=2))
    assert Registration.objects.get().people == 2


def test_who_cancelled_may_come_back():
    event = meeting()
    booking.cancel(registration=booked(event), by=PERSON)
    assert booked(event).state == "confirmed"
    assert Registration.objects.count() == 2


def test_what_was_written_goes_with_a_cancellation():
    row = booked(meeting(), brings="Un gâteau", seeks="Une idée", shares=True)
    booking.cancel(registration=row, by=PERSON)
    row.refresh_from_db()
    assert (row.brings, row.seeks, row.shares) == ("", "", False)


def test_without_a_limit_there_is_always_room():
    event = meeting(capacity=None)
    for number in range(5):
        booked(event, f"{number}@exemple.fr", 5)
    assert Registration.objects.coming().people() == 25


def test_each_date_has_its_own_seats():
    event = meeting(capacity=1, rhythm="semaine", times=3)
    first, second, _ = event.occurrences.order_by("starts_at")
    assert booked(event, occurrence=first).state == "confirmed"
    assert booked(event, "autre@exemple.fr", occurrence=first).state == "waiting"
    assert booked(event, occurrence=second).state == "confirmed"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"is_open": False}, "fermées"),
        ({"closes_before": 168, "days": 3}, "fermées"),
        ({"days": -1}, "commencé"),
    ],
)
def test_what_is_closed_takes_nobody(changes, words):
    event = meeting(**changes)
    with pytest.raises(NotTaken, match=words):
        asked(event)
    assert not Registration.objects.exists() and not Message.objects.filter(to=READER).exists()


def test_a_cancelled_or_hidden_meeting_takes_nobody():
    event = meeting()
    row = asked(event)
    type(event).objects.filter(pk=event.pk).update(is_cancelled=True)
    with pytest.raises(NotTaken, match="annulée"):
        asked(event, "autre@exemple.fr")
    with pytest.raises(NotTaken, match="annulée"):
        booking.confirm(registration=row)
    type(event).objects.filter(pk=event.pk).update(is_cancelled=False)
    actions.withdraw(sheet=event, by=Author.system())
    with pytest.raises(NotTaken, match="plus en ligne"):
        asked(event, "autre@exemple.fr")


def test_after_the_start_nothing_can_be_confirmed_or_cancelled():
    event = meeting()
    row, late = booked(event), asked(event, "tard@exemple.fr")
    with time_machine.travel(date_of(event).starts_at + timedelta(minutes=1), tick=False):
        with pytest.raises(NotTaken, match="commencé"):
            booking.confirm(registration=late)
        with pytest.raises(NotTaken, match="commencé"):
            booking.cancel(registration=row, by=PERSON)
        booking.cancel(registration=row, by=Registration.Canceller.ORGANISER)


def test_no_seat_is_given_away_after_the_start():
    event = meeting(capacity=1)
    row, waiting = booked(event), booked(event, "b@exemple.fr")
    with time_machine.travel(date_of(event).starts_at + timedelta(minutes=1), tick=False):
        booking.cancel(registration=row, by=Registration.Canceller.ORGANISER)
    waiting.refresh_from_db()
    assert waiting.state == "waiting"


def test_somebody_who_called_has_a_seat_or_waits_and_gets_no_mail():
    event = meeting(capacity=2)
    assert booking.add(occurrence=date_of(event), name="Mado", people=2).state == "confirmed"
    other = booking.add(occurrence=date_of(event), name="Yann", people=1)
    assert other.state == "waiting"
    assert not Message.objects.exclude(to="organisation@courriel-prive.fr").exists()
    booking.cancel(registration=Registration.objects.get(name="Mado"), by=Registration.Canceller.ORGANISER)
    other.refresh_from_db()
    assert other.state == "confirmed"


def test_somebody_may_be_added_during_the_meeting_but_not_after():
    event = meeting()
    with time_machine.travel(date_of(event).starts_at + timedelta(minutes=5), tick=False):
        assert booking.add(occurrence=date_of(event), name="Mado", people=1).state == "confirmed"
    with (
        time_machine.travel(date_of(event).ends_at + timedelta(minutes=5), tick=False),
        pytest.raises(NotTaken),
    ):
        booking.add(occurrence=date_of(event), name="Yann", people=1)


def test_who_is_cancelled_by_the_organiser_is_told_why():
    row = booked(meeting())
    booking.cancel(registration=row, by=Registration.Canceller.ORGANISER, word="La salle est trop petite.")
    mail = Message.objects.filter(to=READER).latest("pk")
    assert "La salle est trop petite." in mail.body and "l’organisation" in mail.body


def test_each_mail_of_somebody_opens_the_same_registration():
    event = meeting(capacity=1)
    asked(event)
    first = link_for(READER)
    booking.confirm(registration=Registration.objects.get())
    assert link_for(READER) != first


def at_once(*acts):
    """Do all these things at the same moment, each in its own connection."""
    start, faults = Barrier(len(acts)), []

    def go(act):
        try:
            start.wait(20)
            act()
        except Exception as fault:
            faults.append(fault)
        finally:
            connections.close_all()

    threads = [Thread(target=go, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return faults


@pytest.mark.django_db(transaction=True)
def test_ten_at_once_for_one_seat_one_has_it_and_nine_wait():
    event = meeting(capacity=1)
    rows = [asked(event, f"{number}@exemple.fr") for number in range(10)]
    assert at_once(*[lambda row=row: booking.confirm(registration=row) for row in rows]) == []
    found = sorted(states(event).values())
    assert found == ["confirmed"] + ["waiting"] * 9
    assert Message.objects.filter(subject__startswith="C’est confirmé").count() == 1
    assert Message.objects.filter(subject__startswith="Vous êtes en liste").count() == 9


@pytest.mark.django_db(transaction=True)
def test_the_same_click_ten_times_at_once_is_one_seat_and_one_mail():
    event = meeting(capacity=5)
    row = asked(event)
    assert at_once(*[lambda: booking.confirm(registration=row)] * 10) == []
    assert Registration.objects.coming().people() == 1
    assert Message.objects.filter(subject__startswith="C’est confirmé").count() == 1


@pytest.mark.django_db(transaction=True)
def test_the_same_address_ten_times_at_once_is_one_registration():
    event = meeting(capacity=5)
    assert at_once(*[lambda: asked(event)] * 10) == []
    assert Registration.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_cancelling_and_confirming_at_once_never_gives_one_too_many():
    event = meeting(capacity=2)
    seated = [booked(event, f"assis{number}@exemple.fr") for number in range(2)]
    waiting = [booked(event, f"attente{number}@exemple.fr") for number in range(2)]
    new = [asked(event, f"nouveau{number}@exemple.fr") for number in range(3)]
    acts = [lambda row=row: booking.cancel(registration=row, by=PERSON) for row in seated]
    acts += [lambda row=row: booking.confirm(registration=row) for row in new]
    assert at_once(*acts) == []
    assert Registration.objects.coming().people() == 2
    assert {row.state for row in Registration.objects.filter(pk__in=[row.pk for row in waiting])} == {
        "confirmed"
    }, "whoever waited comes before whoever came later"


@pytest.mark.django_db(transaction=True)
def test_fewer_seats_and_confirmations_at_once():
    event = meeting(capacity=5)
    rows = [asked(event, f"{number}@exemple.fr") for number in range(5)]
    acts = [lambda row=row: booking.confirm(registration=row) for row in rows]
    acts.append(lambda: opening.settle(event=event, is_open=True, capacity=2, closes_before=0))
    assert at_once(*acts) == []
    late = booked(event, "apres@exemple.fr")
    assert late.state == ("waiting" if Registration.objects.coming().people() >= 2 else "confirmed")


def test_who_came_before_a_date_was_put_off_has_no_seat_at_it_and_may_come_again():
    """As rows moved that were over: registrations for an earlier edition point at a date to come."""
    event = meeting(capacity=1)
    came = booked(event)
    long_ago = timezone.now() - timedelta(days=90)
    Registration.objects.update(starts_at=long_ago - timedelta(hours=2), ends_at=long_ago)
    date = date_of(event)
    assert seats.seats_of(date).left == 1
    assert seats.ahead(event, event.registering, limit=1)[0].left == 1
    assert not Registration.objects.at(date).exists() and announcing.receivers(date) == []
    assert booked(event, "nouveau@exemple.fr").state == "confirmed"
    again = booked(event)
    assert again.pk != came.pk and again.state == "waiting"
    came.refresh_from_db()
    assert (came.occurrence, came.state) == (None, "confirmed")


@pytest.mark.django_db(transaction=True)
def test_who_registers_while_the_date_goes_is_called_off_and_nothing_breaks(monkeypatch):
    event = meeting(rhythm="semaine", times=2)
    point, ask = Meeting(), mails.ask_confirmation
    final = event.occurrences.latest("starts_at")

    def asking(**about):
        ask(**about)
        point.first()
        sleep(1)  # the rule changes before this is kept for good

    def shorten():
        point.second()
        event.times = 1
        event.save()
        actions.amend(sheet=event, by=Author.system())

    monkeypatch.setattr(mails, "ask_confirmation", asking)
    assert together(lambda: asked(event, occurrence=final), shorten) == []
    assert states(event) == {READER: "cancelled"}


@pytest.mark.django_db(transaction=True)
def test_who_confirms_while_the_meeting_is_erased_waits_for_nobody_in_a_circle(monkeypatch):
    event = meeting()
    row = asked(event)
    point, lock, delete = Meeting(), seats.locked, holding._delete

    def locked(number):
        found = lock(number)
        point.first()
        return found

    def deleted(numbers):
        delete(numbers)
        point.second()

    monkeypatch.setattr(seats, "locked", locked)
    monkeypatch.setattr(holding, "_delete", deleted)
    faults = together(lambda: booking.confirm(registration=row), lambda: erasure.erase(sheet=event))
    assert all(isinstance(fault, ObjectDoesNotExist) for fault in faults)
    assert not Registration.objects.exists() and not Event.objects.exists()
