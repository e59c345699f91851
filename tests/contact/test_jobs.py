from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from contact import introductions, jobs, threads
from contact.models import Block, Introduction, Side, Thread, Turn
from contributors.jobs import purge as purge_people
from contributors.models import Contributor, SignedLink
from moderation import erasure
from tests.messages import TEXT, WORD, asked, passed_on, proposed, receiver, sent, spoken_for

pytestmark = pytest.mark.django_db


def later(**time):
    return time_machine.travel(timezone.now() + timedelta(**time), tick=False)


def test_what_nobody_confirmed_goes_after_a_week():
    sent(), proposed()
    with later(days=6, hours=23):
        assert jobs.purge()["unconfirmed messages"] == 0
    with later(days=7, minutes=1):
        counts = jobs.purge()
    assert (counts["unconfirmed messages"], counts["unconfirmed introductions"]) == (1, 1)
    left = (Thread, Turn, Introduction, Side)
    assert not [model for model in left if model.objects.exists()]
    assert not SignedLink.objects.exists()


def test_after_twelve_months_only_date_sheet_and_state_are_left():
    sheet = spoken_for()
    thread = passed_on(sheet, shows_address=True)
    threads.report(thread=thread, contributor=receiver(thread), text="Il insiste.")
    with later(days=364):
        assert jobs.purge()["message texts"] == 0
        assert Thread.objects.get().sender is not None
    with later(days=365, minutes=1):
        counts = jobs.purge()
    assert (counts["message texts"], counts["old conversations"]) == (1, 1)
    left = Thread.objects.get()
    assert (left.sheet, left.state, left.created_at) == (sheet, "open", thread.created_at)
    assert (left.sender, left.receiver, left.sender_name, left.digest) == (None, None, "", "")
    assert left.complaints.get().text == "" and not Thread.objects.waiting().exists()
    turn = Turn.objects.get()
    assert (turn.text, turn.shows_address) == ("", False)
    assert not SignedLink.objects.exists()
    with later(days=366):
        assert not any(jobs.purge().values())


def test_each_message_is_kept_for_a_year_and_the_people_as_long_as_one_of_them():
    thread = passed_on()
    with later(days=200):
        threads.reply(thread=thread, contributor=receiver(thread), text="Enfin.", shows_address=False)
    with later(days=366):
        jobs.purge()
        assert [turn.text for turn in Turn.objects.all()] == ["", "Enfin."]
        assert Thread.objects.get().sender is not None
    with later(days=566):
        jobs.purge()
        assert Thread.objects.get().sender is None


def test_introductions_are_blank_after_twelve_months():
    asked()
    with later(days=366):
        assert jobs.purge()["old introductions"] == 1
    introduction = Introduction.objects.get()
    assert (introduction.word, introduction.introducer_name, introduction.introducer) == ("", "", None)
    assert [(side.person, side.name, side.sheet is None) for side in Side.objects.all()] == [
        (None, "", False)
    ] * 2
    assert WORD not in str(vars(introduction))


def test_what_nobody_decided_about_for_a_year_leaves_the_desk_with_its_text():
    held = [passed_on(spoken_for(f"Jardin {number}", f"r{number}@exemple.fr")) for number in range(3)][-1]
    met = asked(spoken_for("Un"), spoken_for("Deux"))
    introductions.report(side=met.sides.first(), text="Il insiste.")
    assert held.state == "held"
    with later(days=366):
        introductions.expire()
        jobs.purge()
    held.refresh_from_db()
    assert (held.state, held.turns.get().text) == ("undelivered", "") and held.settled_at
    assert not Thread.objects.waiting().exists() and not Introduction.objects.waiting().exists()
    assert not Side.objects.exclude(report_text="").exists()


def test_people_stay_as_long_as_a_message_and_go_with_it():
    thread = passed_on()
    number = thread.sender_id
    with later(days=300):
        purge_people()
        assert Contributor.objects.filter(pk=number).exists()
    with later(days=366):
        jobs.purge()
        purge_people()
        assert not Contributor.objects.filter(pk=number).exists()


def test_blocks_are_kept_for_three_years():
    thread = passed_on()
    threads.stop(thread=thread, contributor=receiver(thread), everywhere=True)
    with later(days=3 * 365 - 1):
        assert jobs.purge()["blocks"] == 0 and Block.objects.exists()
    with later(days=3 * 365 + 1):
        assert jobs.purge()["blocks"] == 1


def test_the_nightly_purge_of_sheets_does_it():
    sent()
    with later(days=8):
        assert erasure.purge()["unconfirmed messages"] == 1


@pytest.mark.django_db(transaction=True)
def test_the_worker_has_no_transaction_around_it():
    sent(), proposed()
    passed_on(spoken_for("Autre"), text=f"{TEXT} Bis.")
    asked(spoken_for("Un"), spoken_for("Deux"), email="autre@exemple.fr")
    with later(days=366):
        introductions.expire()
        counts = jobs.purge()
    assert counts["unconfirmed messages"] == counts["old conversations"] == counts["old introductions"] == 1


def test_introductions_expire_every_night(caplog):
    asked()
    with later(days=31), caplog.at_level("INFO"):
        jobs.expire_daily(timestamp=0)
    assert Introduction.objects.get().state == "ended"
    assert "1 introductions ended" in caplog.text and TEXT not in caplog.text
