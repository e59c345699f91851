"""Taking sheets: one person at a time, for two hours, in the order of the queue."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from initiatives.models import Actor, Initiative
from moderation import actions, claims, erasure, jobs, questions
from moderation.actions import TransitionRefused
from moderation.authors import Author
from moderation.claims import Taken
from moderation.models import Claim, Status
from tests import makers

pytestmark = pytest.mark.django_db
KINDS = [Actor, Initiative]
NOW = timezone.make_aware(timezone.datetime(2026, 6, 10, 12))


@pytest.fixture
def anne():
    return makers.make_moderator("anne")


@pytest.fixture
def brieuc():
    return makers.make_moderator("brieuc")


def waiting(title="Jardin", days=0, **fields):
    with time_machine.travel(NOW - timedelta(days=days), tick=False):
        return makers.make_initiative(title, status=Status.PENDING, **fields)


def test_a_sheet_is_taken_by_one_person(anne, brieuc):
    sheet = waiting()
    claims.take(sheet=sheet, user=anne)
    with pytest.raises(Taken, match="déjà prise par anne"):
        claims.take(sheet=sheet, user=brieuc)
    assert claims.claim_of(sheet).user == anne
    claims.take(sheet=sheet, user=brieuc, over=True)
    assert claims.claim_of(sheet).user == brieuc
    assert Claim.objects.count() == 1


def test_taking_it_again_makes_it_last(anne):
    sheet = waiting()
    with time_machine.travel(NOW, tick=False) as clock:
        claims.take(sheet=sheet, user=anne)
        clock.shift(timedelta(hours=1))
        claims.take(sheet=sheet, user=anne)
        clock.shift(timedelta(hours=1, minutes=59))
        assert claims.claim_of(sheet).since == "depuis 1\u00a0heure"


def test_it_lapses_after_two_hours(anne, brieuc):
    sheet = waiting()
    with time_machine.travel(NOW, tick=False) as clock:
        claims.take(sheet=sheet, user=anne)
        assert claims.claim_of(sheet).since == "à l’instant"
        clock.shift(timedelta(hours=2))
        assert claims.claim_of(sheet) is None
        jobs.purge_daily(timestamp=0)
        assert not Claim.objects.exists()
        claims.take(sheet=sheet, user=brieuc)
        assert claims.claim_of(sheet).user == brieuc


def test_only_its_holder_lets_go_of_it(anne, brieuc):
    sheet = waiting()
    claims.take(sheet=sheet, user=anne)
    assert not claims.release(sheet=sheet, user=brieuc)
    assert claims.release(sheet=sheet, user=anne)
    assert claims.claim_of(sheet) is None


@pytest.mark.parametrize("status", [Status.UNCONFIRMED, Status.PUBLISHED, Status.REFUSED])
def test_what_does_not_wait_is_not_to_be_taken(anne, status):
    with pytest.raises(TransitionRefused):
        claims.take(sheet=makers.make_initiative(status=status), user=anne)


@pytest.mark.parametrize(
    "act",
    [
        lambda sheet: actions.publish(sheet=sheet, by=Author.system()),
        lambda sheet: actions.refuse(sheet=sheet, by=Author.system(), reason="Non."),
        lambda sheet: questions.ask(sheet=sheet, by=Author.system(), text="Où\u202f?"),
        lambda sheet: erasure.erase(sheet=sheet),
    ],
    ids=["publish", "refuse", "ask", "erase"],
)
def test_deciding_lets_go_of_it(anne, act):
    sheet = waiting(contributor=makers.make_contributor())
    claims.take(sheet=sheet, user=anne)
    act(sheet)
    assert not Claim.objects.exists()


def test_correcting_keeps_it(anne):
    sheet = waiting()
    claims.take(sheet=sheet, user=anne)
    actions.amend(sheet=sheet, by=Author.moderator(anne))
    assert claims.claim_of(sheet).user == anne


def test_the_database_holds_one_claim_for_each_sheet(anne, brieuc):
    sheet = waiting()
    claims.take(sheet=sheet, user=anne)
    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.create(sheet=sheet, user=brieuc, at=timezone.now())


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_has_it(anne, brieuc):
    sheet, outcomes, barrier = waiting(), [], Barrier(2)

    def take(user):
        barrier.wait()
        try:
            outcomes.append(claims.take(sheet=sheet, user=user).user.username)
        except Taken:
            outcomes.append("trop tard")
        finally:
            connection.close()

    threads = [Thread(target=take, args=[user]) for user in (anne, brieuc)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == sorted(["trop tard", Claim.objects.get().user.username])


@pytest.mark.django_db(transaction=True)
def test_two_who_ask_for_the_next_at_once_get_two_sheets(anne, brieuc):
    first, second = waiting("Un", 3), waiting("Deux", 2)
    got, barrier = [], Barrier(2)

    def ask(user):
        barrier.wait()
        got.append(claims.take_next(kinds=KINDS, user=user))
        connection.close()

    threads = [Thread(target=ask, args=[user]) for user in (anne, brieuc)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {sheet.pk for sheet in got} == {first.pk, second.pk}


def test_the_next_is_the_one_that_waits_longest_of_all_kinds(anne):
    waiting("Jeune", 1)
    with time_machine.travel(NOW - timedelta(days=4)):
        actor = makers.make_actor("Doyenne", status=Status.PENDING)
    old = waiting("Ancienne", 3)
    assert claims.take_next(kinds=KINDS, user=anne) == actor
    actions.publish(sheet=actor, by=Author.system())
    assert claims.take_next(kinds=KINDS, user=anne) == old
    assert claims.claim_of(old).user == anne


def test_what_others_took_is_passed_over_and_what_i_took_comes_back(anne, brieuc):
    first, second = waiting("Un", 3), waiting("Deux", 2)
    claims.take(sheet=first, user=brieuc)
    assert claims.take_next(kinds=KINDS, user=anne) == second
    assert claims.take_next(kinds=KINDS, user=brieuc) == first
    assert claims.take_next(kinds=KINDS, user=anne) == second


def test_what_waits_for_an_answer_is_passed_over_for_three_weeks(anne):
    sheet = waiting(contributor=makers.make_contributor())
    questions.ask(sheet=sheet, by=Author.moderator(anne), text="Où\u202f?")
    assert claims.take_next(kinds=KINDS, user=anne) is None
    with time_machine.travel(timezone.now() + timedelta(days=22)):
        assert claims.take_next(kinds=KINDS, user=anne) == sheet


def test_an_actor_that_waits_with_an_initiative_comes_with_it(anne):
    actor = makers.make_actor(status=Status.PENDING)
    sheet = makers.make_initiative(status=Status.PENDING, actors=[actor])
    assert claims.take_next(kinds=KINDS, user=anne) == sheet
    actions.refuse(sheet=sheet, by=Author.system(), reason="Non.")
    assert claims.take_next(kinds=KINDS, user=anne) == actor


def test_those_passed_over_do_not_come_back_at_once(anne):
    sheets = [waiting(f"Fiche {days}", days) for days in (3, 2, 1)]
    seen = [claims.take_next(kinds=KINDS, user=anne)]
    while sheet := claims.take_next(kinds=KINDS, user=anne, after=claims.place_of(seen[-1])):
        seen.append(sheet)
    assert seen == sheets
    assert claims.take_next(kinds=KINDS, user=anne) == sheets[0]


def test_sheets_of_the_same_moment_come_one_after_the_other(anne):
    sheets = [waiting(f"Fiche {number}") for number in range(3)]
    with time_machine.travel(NOW, tick=False):
        actor = makers.make_actor(status=Status.PENDING)
    assert {sheet.queued_at for sheet in sheets} == {actor.queued_at}
    seen = [claims.take_next(kinds=KINDS, user=anne)]
    while sheet := claims.take_next(kinds=KINDS, user=anne, after=claims.place_of(seen[-1])):
        seen.append(sheet)
    assert seen == [actor, *sheets]


def test_the_next_is_mine_to_moderate():
    makers.make_initiative(commune=makers.make_paris(), position=None, status=Status.PENDING)
    finistere = makers.make_moderator("finistere", ["departement-29"])
    assert claims.take_next(kinds=KINDS, user=finistere) is None


def test_a_sheet_that_never_waited_has_no_place():
    assert claims.place_of(makers.make_initiative(status=Status.UNCONFIRMED)) is None
