"""Subscribing, and changing one's mind."""

import json
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from contributors.jobs import purge as purge_persons
from contributors.models import Consent, Contributor, SignedLink
from moderation import erasure
from newsletter import subscribing
from newsletter.models import Subscription
from newsletter.selection import Selection
from outbox.models import Message
from tests import makers
from tests.at_once import Meeting, at_once
from tests.letters import MONDAY, READER, at, news, on, send_all, subscriber

pytestmark = pytest.mark.django_db
State = Subscription.State
START = date(2026, 6, 1)


def ask(email=READER, rhythm="weekly", **chosen):
    subscribing.ask(email=email, selection=Selection(**chosen), rhythm=rhythm)
    return Subscription.objects.get(contributor__email__iexact=email)


def test_nothing_begins_before_the_address_confirms():
    subscription = ask(territories=("departement-29",))
    assert subscription.state == State.UNCONFIRMED
    (message,) = Message.objects.all()
    assert message.to == READER and "/confirmer/lettre/" in message.body
    confirmed = subscribing.confirm(subscription=subscription)
    assert confirmed.is_active and confirmed.contributor.confirmed_at
    assert Consent.objects.get().purpose == Consent.Purpose.LETTER
    again = subscribing.confirm(subscription=subscription)
    assert again.active_since == confirmed.active_since and Consent.objects.count() == 1


def test_asking_again_before_confirming_takes_the_last_choices_and_one_link():
    ask(themes=(1,))
    subscription = ask(email=READER.upper(), rhythm="monthly")
    assert (subscription.themes, subscription.rhythm) == ([], "monthly")
    assert SignedLink.objects.count() == 1 and Contributor.objects.count() == 1


def test_whoever_types_the_address_of_a_subscriber_changes_nothing():
    before = subscriber(territories=("departement-29",))
    after = ask(rhythm="monthly")
    assert (after.state, after.territories, after.rhythm) == ("active", ["departement-29"], "weekly")
    assert (after.active_since, after.heard_at) == (before.active_since, before.heard_at)
    (message,) = Message.objects.all()
    assert "Vous recevez déjà la lettre" in message.subject and "/lettre/abonnement/" in message.body


def test_equal_choices_are_equal_rows():
    one = ask("a@exemple.fr", territories=("region-53", "departement-29"), themes=(2, 1))
    two = ask("b@exemple.fr", territories=("departement-29", "region-53", "region-53"), themes=(1, 2))
    assert (one.territories, one.themes) == (two.territories, two.themes)
    assert one.selection == two.selection


def changed(subscription, day, rhythm, hour=9):
    with on(day, hour=hour):
        subscribing.change(subscription=subscription, selection=subscription.selection, rhythm=rhythm)


def test_from_weeks_to_months_nothing_is_told_twice_and_nothing_left_out():
    subscription = subscriber()
    news("Du 10")
    news("Du 17", day=date(2026, 6, 17))
    assert len(send_all(MONDAY)) == 1
    changed(subscription, date(2026, 6, 20), "monthly")
    assert send_all(date(2026, 6, 22)) == []
    (message,) = send_all(date(2026, 7, 1))
    assert "Voici ce qui a paru du 15 au 30\u00a0juin 2026" in message.body
    assert "Du 17" in message.body and "Du 10" not in message.body
    news("De juillet", day=date(2026, 7, 8))
    (message,) = send_all(date(2026, 8, 1))
    assert "en juillet 2026" in message.body


def test_from_months_to_weeks_nothing_is_told_twice_and_nothing_left_out():
    subscription = subscriber(rhythm="monthly", day=date(2026, 5, 2))
    news("De mai", day=date(2026, 5, 20))
    news("Du 3", day=date(2026, 6, 3))
    news("Du 17", day=date(2026, 6, 17))
    assert len(send_all(date(2026, 6, 1))) == 1
    changed(subscription, date(2026, 6, 20), "weekly")
    (message,) = send_all(date(2026, 6, 20))  # the last week that is over, and what came before
    assert "du 1er au 14\u00a0juin 2026" in message.body
    assert "Du 3" in message.body and "De mai" not in message.body and "Du 17" not in message.body
    (message,) = send_all(date(2026, 6, 22))
    assert "du 15 au 21\u00a0juin 2026" in message.body
    assert "Du 17" in message.body and "Du 3" not in message.body


def test_who_is_new_and_changes_at_once_is_told_from_the_period_that_was_wanted():
    subscription = subscriber(rhythm="monthly", day=date(2026, 6, 9))
    news("Du 3", day=date(2026, 6, 3))
    changed(subscription, MONDAY, "weekly", hour=5)
    (message,) = send_all()
    assert "Du 3" in message.body and "du 1er au 14\u00a0juin 2026" in message.body


def test_changing_to_and_fro_tells_nothing_again():
    subscription = subscriber()
    news()
    send_all()
    for rhythm in ("monthly", "weekly", "monthly", "weekly"):
        changed(subscription, date(2026, 6, 16), rhythm)
        subscription.refresh_from_db()
    news("Du 17", day=date(2026, 6, 17))
    (message,) = send_all(date(2026, 6, 22))
    assert "Du 17" in message.body and "Bouguen" not in message.body
    assert send_all(date(2026, 7, 1)) == []


@pytest.mark.parametrize("act", [subscribing.pause, subscribing.give_up])
def test_who_comes_back_in_another_rhythm_is_told_nothing_again(act):
    subscription = subscriber()
    news()
    send_all()
    act(subscription=subscription)
    changed(subscription, date(2026, 6, 20), "monthly")
    with on(date(2026, 6, 25)):
        subscribing.resume(subscription=subscription)
    news("Du 26", day=date(2026, 6, 26))
    (message,) = send_all(date(2026, 7, 1))
    assert "Du 26" in message.body and "Bouguen" not in message.body


def test_a_pause_is_not_told_afterwards_in_another_rhythm():
    subscription = subscriber(rhythm="monthly", day=date(2026, 3, 1))
    send_all(date(2026, 4, 1))
    with on(date(2026, 4, 2)):
        subscribing.pause(subscription=subscription)
    news("D’avril", day=date(2026, 4, 20))
    changed(subscription, date(2026, 6, 9), "weekly")
    with on(date(2026, 6, 9)):
        subscribing.resume(subscription=subscription)
    news("Du 10")
    (message,) = send_all()
    assert "Du 10" in message.body and "avril" not in message.body
    assert "du 8 au 14\u00a0juin 2026" in message.body


def test_a_pause_lasts_until_one_takes_it_up_again():
    subscription = subscriber()
    with on(date(2026, 6, 9)):
        subscribing.pause(subscription=subscription)
    assert Subscription.objects.get().state == State.PAUSED
    with on(date(2026, 6, 12)):
        subscribing.resume(subscription=subscription)
    news()
    assert len(send_all()) == 1


def test_a_pause_takes_back_what_waits_to_leave():
    subscription = subscriber()
    news()
    send_all()
    subscribing.pause(subscription=subscription)
    assert not Message.objects.exists()


def test_stopping_leaves_nothing_and_the_address_goes_with_the_purge():
    subscription = subscriber()
    assert subscribing.stop(subscription=subscription)
    assert not subscribing.stop(subscription=subscription)
    assert not Subscription.objects.exists() and not Consent.objects.exists()
    assert not SignedLink.objects.exists()
    Contributor.objects.update(created_at=timezone.now() - timedelta(days=2))
    purge_persons()
    assert not Contributor.objects.exists()


def test_a_subscriber_is_no_person_without_use():
    subscriber()
    Contributor.objects.update(created_at=timezone.now() - timedelta(days=2))
    purge_persons()
    assert Contributor.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_backup_does_not_subscribe_again(tmp_path):
    from django.test import override_settings

    with override_settings(VAR_DIR=tmp_path):
        subscription = subscriber()
        number = subscription.pk
        subscribing.stop(subscription=subscription)
        (line,) = (tmp_path / "erasures.jsonl").read_text().splitlines()
        assert json.loads(line)["number"] == number and READER not in line
        # What a backup brings back: the same row, made before.
        back = subscriber()
        Subscription.objects.filter(pk=back.pk).update(created_at=at(START))
        (tmp_path / "erasures.jsonl").write_text(line.replace(str(number), str(back.pk), 1) + "\n")
        assert erasure.replay() == 1
    assert not Subscription.objects.exists() and settings.VAR_DIR


def test_who_was_silent_for_three_years_is_asked_then_forgotten():
    subscriber(day=START)
    with on(START + timedelta(days=1094)):
        assert subscribing.ask_silent() == 0
    later = START + timedelta(days=1096)
    with on(later):
        assert subscribing.ask_silent() == 1
        assert subscribing.ask_silent() == 0
        (message,) = Message.objects.all()
        assert "Voulez-vous encore" in message.subject
    with on(later + timedelta(days=59)):
        assert subscribing.forget_silent() == 0
    with on(later + timedelta(days=61)):
        assert subscribing.forget_silent() == 1
    assert not Subscription.objects.exists()


def test_who_answers_is_not_forgotten():
    subscription = subscriber(day=START)
    later = START + timedelta(days=1096)
    with on(later):
        subscribing.ask_silent()
        subscribing.renew(subscription=subscription)
    with on(later + timedelta(days=100)):
        assert subscribing.forget_silent() == 0


def test_what_nobody_confirms_goes_after_a_week():
    with on(START):
        ask("a@exemple.fr")
        ask("b@exemple.fr")
    with on(START + timedelta(days=5)):
        ask("b@exemple.fr")
    with on(START + timedelta(days=8)):
        assert subscribing.forget_unconfirmed() == 1
    assert Subscription.objects.get().contributor.email == "b@exemple.fr"


def test_dead_addresses_go_after_a_year():
    subscription = subscriber(day=START)
    subscribing.give_up(subscription=subscription)
    with on(START + timedelta(days=364)):
        assert subscribing.forget_silent() == 0
    with on(START + timedelta(days=366)):
        assert subscribing.forget_silent() == 1


def test_a_person_may_have_sheets_too():
    person = makers.make_contributor(READER)
    makers.make_initiative(contributor=person)
    subscription = ask()
    assert subscription.contributor == person
    subscribing.stop(subscription=subscription)
    assert Contributor.objects.filter(pk=person.pk).exists()


@pytest.mark.django_db(transaction=True)
def test_who_asks_again_and_confirms_at_the_same_moment_waits_for_nobody_in_a_circle(monkeypatch):
    subscription = ask()
    point, meet, lock = Meeting(), type(Contributor.objects).meet, subscribing._lock

    def met(*args, **about):
        found = meet(*args, **about)
        point.first()
        return found

    def locked(asked):
        found = lock(asked)
        point.second()
        return found

    monkeypatch.setattr(type(Contributor.objects), "meet", met)
    monkeypatch.setattr(subscribing, "_lock", locked)
    assert at_once(ask, lambda: subscribing.confirm(subscription=subscription)) == []
    assert Subscription.objects.get().state == State.ACTIVE
