"""Letters to subscribers: what is new, once for a period, whoever sends and however often."""

from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from procrastinate.contrib.django.models import ProcrastinateJob

from moderation import actions, erasure
from moderation.authors import Author
from newsletter import sending, subscribing
from newsletter.models import Delivery, Subscription
from outbox.models import Message
from tests import makers
from tests.letters import MONDAY, NEWS_DAY, at, news, on, send_all, subscriber

pytestmark = pytest.mark.django_db


def test_the_news_of_a_week_come_on_monday():
    subscriber()
    news("Jardin partagé du Bouguen")
    (message,) = send_all()
    assert message.subject == "Jardin partagé du Bouguen"
    assert "Voici ce qui a paru du 8 au 14\u00a0juin 2026 dans toute la France." in message.body
    assert "/initiatives/jardin-partage-du-bouguen/" in message.body
    assert "/initiatives/jardin-partage-du-bouguen/" in message.html
    assert Delivery.objects.get().message == message


def test_before_six_in_the_morning_nothing_leaves():
    subscriber()
    news()
    from newsletter import jobs

    with on(MONDAY, hour=5):
        jobs.send_hourly(timestamp=0)
    assert not ProcrastinateJob.objects.filter(task_name="newsletter.send_letters").exists()


def test_never_twice_for_a_period():
    subscriber()
    news()
    assert len(send_all()) == 1
    assert send_all() == [] and send_all(MONDAY + timedelta(days=3)) == []
    subscription = Subscription.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.create(subscription=subscription, rhythm="weekly", start=date(2026, 6, 8))


def test_nothing_new_nothing_sent_and_not_looked_at_again():
    subscriber()
    assert send_all() == []
    assert Delivery.objects.get().is_empty
    with on(MONDAY):
        assert list(sending.due(MONDAY)) == []


def test_what_was_missed_on_monday_comes_later_in_the_week():
    subscriber()
    news()
    assert len(send_all(MONDAY + timedelta(days=4))) == 1


def test_it_tells_of_the_week_only():
    subscriber()
    news("La veille", day=date(2026, 6, 7))
    news("Le lundi", day=date(2026, 6, 8))
    news("Le dimanche", day=date(2026, 6, 14))
    news("Le lendemain", day=MONDAY)
    (message,) = send_all()
    assert "Le lundi" in message.body and "Le dimanche" in message.body
    assert "La veille" not in message.body and "Le lendemain" not in message.body


def test_what_was_taken_down_meanwhile_is_left_out():
    subscriber()
    gone = news("Retirée")
    news("Restée")
    actions.archive(sheet=gone, by=Author.system())
    (message,) = send_all()
    assert "Restée" in message.body and "Retirée" not in message.body


def test_each_gets_what_they_chose():
    brest, paris = makers.make_commune(), makers.make_paris()
    garden, digital = makers.make_theme(), makers.make_theme("numerique", "Numérique et communs")
    subscriber("tout@exemple.fr")
    subscriber("finistere@exemple.fr", territories=("departement-29",))
    subscriber("numerique@exemple.fr", themes=(digital.pk,))
    subscriber("deux@exemple.fr", territories=("commune-29019", "region-11"))
    subscriber("appels@exemple.fr", kinds=("appels",))
    garden_news = news("Jardin", theme=garden, commune=brest)
    news("Wiki", theme=digital, commune=paris, position=None)
    with on(NEWS_DAY):
        makers.make_call("Une brouette", initiative=garden_news)
    told = {message.to: message.body for message in send_all()}
    shown = {
        to: {word for word in ("Jardin", "Wiki", "Une brouette") if word in body} for to, body in told.items()
    }
    assert shown == {
        "tout@exemple.fr": {"Jardin", "Wiki", "Une brouette"},
        "finistere@exemple.fr": {"Jardin", "Une brouette"},
        "numerique@exemple.fr": {"Wiki"},
        "deux@exemple.fr": {"Jardin", "Wiki", "Une brouette"},
        "appels@exemple.fr": {"Jardin", "Une brouette"},  # the call names its initiative
    }


def test_a_territory_that_is_no_more_is_not_the_whole_country():
    subscriber(territories=("departement-99",))
    news()
    assert send_all() == []


def test_months_are_told_on_their_own():
    subscriber("mois@exemple.fr", rhythm="monthly")
    news()
    assert send_all() == []
    (message,) = send_all(date(2026, 7, 1))
    assert "en juin 2026" in message.body


def test_who_comes_after_the_period_waits_for_the_next():
    news()
    subscriber(day=MONDAY)
    assert send_all() == []


def test_who_comes_in_the_middle_gets_the_whole_week():
    news(day=date(2026, 6, 8))
    subscriber(day=date(2026, 6, 14))
    assert len(send_all()) == 1


@pytest.mark.parametrize("act", [subscribing.pause, subscribing.give_up])
def test_who_paused_or_was_stopped_gets_nothing(act):
    subscription = subscriber()
    news()
    act(subscription=subscription)
    assert send_all() == []


def test_stopping_takes_back_what_waits_to_leave():
    subscription = subscriber()
    news()
    assert len(send_all()) == 1
    subscribing.stop(subscription=subscription)
    assert not Message.objects.exists() and not Delivery.objects.exists()


def test_across_new_year_and_the_hour_that_is_missing():
    subscriber(day=date(2026, 3, 1))
    news("Nuit courte", day=date(2026, 3, 29))
    news("Réveillon", day=date(2026, 12, 31))
    (spring,) = send_all(date(2026, 3, 30))
    assert "Nuit courte" in spring.body
    (new_year,) = send_all(date(2027, 1, 4))
    assert "du 28\u00a0décembre 2026 au 3\u00a0janvier 2027" in new_year.body and "Réveillon" in new_year.body


def test_headers_let_a_mail_program_stop_it():
    subscriber()
    news()
    (message,) = send_all()
    headers = message.headers
    assert (
        headers["List-Unsubscribe"].startswith("<http")
        and "/lettre/desinscription/" in headers["List-Unsubscribe"]
    )
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert headers["Precedence"] == "bulk" and "<lettre.127.0.0.1>" in headers["List-Id"]
    assert "camille" not in str(headers) + message.body + message.html


def test_all_other_mails_leave_before_letters():
    subscriber()
    news()
    (message,) = send_all()
    makers.make_moderator()
    news("Autre", status="pending")
    (letter,) = ProcrastinateJob.objects.filter(task_name="outbox.send_message", args__message_id=message.pk)
    others = ProcrastinateJob.objects.filter(task_name="outbox.send_message").exclude(pk=letter.pk)
    assert others.exists() and all(other.priority > letter.priority for other in others)


def test_queries_do_not_grow_with_subscribers_who_want_the_same():
    def queries(count):
        for number in range(count):
            subscriber(f"n{count}-{number}@exemple.fr")
        with (
            on(MONDAY),
            CaptureQueriesContext(
                connection,
            ) as found,
        ):
            sending.send()
        return len([one for one in found if "initiatives_" in one["sql"]])

    news()
    assert queries(2) == queries(10)


def test_when_time_runs_out_the_next_run_goes_on(monkeypatch):
    monkeypatch.setattr(sending, "BATCH", 2)
    for number in range(5):
        subscriber(f"n{number}@exemple.fr")
    news()
    with on(MONDAY):
        first = sending.send(budget=timedelta(0))
        assert (first.written, first.is_over) == (2, False)
        second = sending.send()
    assert (second.written, second.is_over) == (3, True)
    assert Message.objects.count() == 5


def test_a_crash_in_a_batch_leaves_none_of_it(monkeypatch):
    monkeypatch.setattr(sending, "BATCH", 2)
    for number in range(4):
        subscriber(f"n{number}@exemple.fr")
    news()
    real, calls = sending._write, []

    def fail_at_third(*args):
        calls.append(args)
        if len(calls) == 4:
            raise RuntimeError("killed")
        real(*args)

    monkeypatch.setattr(sending, "_write", fail_at_third)
    with on(MONDAY), pytest.raises(RuntimeError):
        sending.send()
    assert Message.objects.count() == Delivery.objects.count() == 2
    monkeypatch.setattr(sending, "_write", real)
    assert len(send_all()) == 2
    assert sorted(Message.objects.values_list("to", flat=True)) == [
        f"n{number}@exemple.fr" for number in range(4)
    ]


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_write_each_letter_once(monkeypatch):
    monkeypatch.setattr(sending, "BATCH", 3)
    for number in range(20):
        subscriber(f"n{number}@exemple.fr")
    news()
    barrier, reports, errors = Barrier(2), [], []

    def work():
        try:
            barrier.wait()
            reports.append(sending.send())
        except Exception as error:
            errors.append(error)
        finally:
            connection.close()

    with on(MONDAY):
        threads = [Thread(target=work) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        again = sending.send()
    assert errors == []
    assert sum(report.written for report in [*reports, again]) == 20
    assert Message.objects.count() == 20 == Message.objects.values("to").distinct().count()


@pytest.mark.django_db(transaction=True)
def test_who_stops_while_a_batch_is_written_gets_nothing(monkeypatch):
    subscription = subscriber()
    news()
    real, threads = sending._write, []

    def stop_meanwhile(*args):
        def stop():
            subscribing.stop(subscription=subscription)
            connection.close()

        threads.append(Thread(target=stop))
        threads[0].start()  # waits for the end of the batch
        real(*args)

    monkeypatch.setattr(sending, "_write", stop_meanwhile)
    with on(MONDAY):
        assert sending.send().written == 1
        threads[0].join()
    assert not Message.objects.exists() and not Subscription.objects.exists()


def test_old_deliveries_are_forgotten():
    subscriber()
    send_all()
    with on(MONDAY + sending.KEPT + timedelta(days=1)):
        assert sending.purge() == 1


def test_what_was_erased_is_in_no_later_letter():
    subscriber()
    gone, _ = news("Effacée"), news("Restée")
    erasure.erase(sheet=gone)
    (message,) = send_all()
    assert "Effacée" not in message.body
    assert at(MONDAY) > at(NEWS_DAY)


def test_a_letter_that_cannot_be_written_keeps_nobody_else_from_theirs(monkeypatch):
    subscriber("a@exemple.fr", kinds=("appels", "initiatives"))
    subscriber("b@exemple.fr")
    subscriber("c@exemple.fr", kinds=("initiatives",))
    news()
    real = sending.for_readers

    def fail_for_one(digest):
        if not digest.selection.kinds:
            raise ValueError("broken")
        return real(digest)

    monkeypatch.setattr(sending, "for_readers", fail_for_one)
    with on(MONDAY), pytest.raises(ValueError, match="broken"):
        sending.send()
    assert set(Message.objects.values_list("to", flat=True)) == {"a@exemple.fr", "c@exemple.fr"}
    monkeypatch.setattr(sending, "for_readers", real)
    assert [message.to for message in send_all()] == ["b@exemple.fr"]
