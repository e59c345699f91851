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


def test_another_rhythm_begins_with_the_next_period():
    subscription = subscriber(rhythm="monthly")
    news()
    with on(MONDAY, hour=5):
        subscribing.change(subscription=subscription, selection=Selection(), rhythm="weekly")
    assert send_all() == []


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
