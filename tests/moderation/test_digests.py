"""Summaries by mail: for whoever wants them, only of what waits, never two in a day."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from moderation import actions, claims, digests, jobs, questions, reports
from moderation.authors import Author
from moderation.models import Notice, Status
from outbox.models import Message
from tests import makers

pytestmark = pytest.mark.django_db
MONDAY = timezone.make_aware(timezone.datetime(2026, 6, 8, 7))
EMAIL = "anne@exemple.fr"


def moderator(rhythm="", username="anne", territories=()):
    user = makers.make_moderator(username, territories)
    if rhythm:
        Notice.objects.create(user=user, rhythm=rhythm)
    return user


def submitted(title="Jardin du Bouguen", **fields):
    """Return a sheet whose author confirmed it."""
    sheet = makers.make_initiative(
        title, status=Status.UNCONFIRMED, contributor=makers.make_contributor(), **fields
    )
    return actions.confirm(sheet=sheet, contributor=sheet.submitted_by)


def mails(to=EMAIL):
    return list(Message.objects.filter(to=to).order_by("pk"))


@pytest.mark.parametrize("rhythm", ["", "at_once"])
def test_who_never_chose_is_told_at_once_and_gets_no_summary(rhythm):
    moderator(rhythm)
    submitted()
    assert [mail.subject for mail in mails()] == ["À relire\u00a0: Jardin du Bouguen (Brest (29))"]
    assert digests.send() == 0


@pytest.mark.parametrize("rhythm", ["daily", "weekly", "never"])
def test_who_chose_otherwise_is_told_nothing_at_once(rhythm):
    user = moderator(rhythm)
    sheet = submitted()
    questions.ask(sheet=sheet, by=Author.moderator(user), text="Où\u202f?")
    questions.answer(sheet=sheet, text="Là.")
    reports.send(sheet=makers.make_initiative(), kind="place", text="Faux.")
    assert mails() == []


@pytest.mark.parametrize(("rhythm", "told"), [("daily", 1), ("weekly", 1), ("never", 0), ("", 1)])
def test_what_may_be_unlawful_cannot_wait(rhythm, told):
    moderator(rhythm)
    reports.send(sheet=makers.make_initiative(), kind="unlawful", text="Insultes.")
    assert len(mails()) == told


def test_an_answer_goes_to_nobody_else_when_who_asked_reads_summaries():
    anne = moderator("daily")
    moderator(username="brieuc")
    sheet = submitted()
    Message.objects.all().delete()
    questions.ask(sheet=sheet, by=Author.moderator(anne), text="Où\u202f?")
    Message.objects.all().delete()
    questions.answer(sheet=sheet, text="Là.")
    assert not Message.objects.exists()


def test_the_summary_says_what_waits_the_oldest_first_with_links():
    anne, brieuc = moderator("daily"), moderator(username="brieuc")
    with time_machine.travel(MONDAY - timedelta(days=9)):
        old = submitted("Ancienne & vénérable")
    with time_machine.travel(MONDAY - timedelta(days=2)):
        submitted("Récente")
        reports.send(sheet=makers.make_initiative(), kind="place", text="Faux.")
    with time_machine.travel(MONDAY, tick=False):
        claims.take(sheet=old, user=brieuc)
        assert digests.send() == 1
    (mail,) = mails()
    assert mail.subject == "À relire\u00a0: 3 choses attendent"
    body = mail.body
    assert "- Initiatives\u00a0: 2, la plus ancienne fiche depuis le 30\u00a0mai 2026 (1 déjà prise)" in body
    assert "- Signalements\u00a0: 1, depuis le 6\u00a0juin 2026" in body
    assert body.index("Ancienne & vénérable (prise par brieuc)") < body.index("Récente")
    assert f"/admin/initiatives/initiative/{old.pk}/change/" in body
    assert "/admin/mes-courriels/" in body
    assert anne.email in mail.to


def test_it_has_ten_sheets_at_most():
    moderator("daily")
    for number in range(12):
        submitted(f"Fiche {number}")
    digests.send()
    assert mails()[0].body.count("/change/") == 10
    assert "12" in mails()[0].body


def test_nothing_is_written_when_nothing_waits():
    moderator("daily")
    assert digests.send() == 0
    assert mails() == []


def test_it_stops_at_the_borders_and_at_rights():
    moderator("daily", territories=["departement-29"])
    submitted(commune=makers.make_paris(), position=None)
    without = moderator("daily", "sans")
    without.groups.get().permissions.clear()
    assert digests.send() == 0


def days_with_a_mail(rhythm, days, start=MONDAY):
    moderator(rhythm)
    submitted()
    found = []
    for day in days:
        with time_machine.travel(start + timedelta(days=day), tick=False):
            digests.send()
            if digests.send():
                pytest.fail("two in a day")
        found.append(len(mails()))
    return found


def test_daily_is_once_a_day():
    assert days_with_a_mail("daily", [0, 1, 3]) == [1, 2, 3]


def test_weekly_is_on_monday():
    assert days_with_a_mail("weekly", range(15)) == [1] * 7 + [2] * 7 + [3]


def test_a_monday_that_was_missed_is_made_up_for():
    assert days_with_a_mail("weekly", [0, 9, 10, 14]) == [1, 2, 2, 3]


def test_a_week_without_anything_is_not_made_up_for():
    moderator("weekly")
    with time_machine.travel(MONDAY, tick=False) as clock:
        digests.send()
        submitted()
        clock.shift(timedelta(days=1))
        assert digests.send() == 0


@pytest.mark.parametrize("change", [{"is_active": False}, {"is_staff": False}, {"email": ""}])
def test_who_left_gets_nothing(change):
    user = moderator("daily")
    submitted()
    type(user).objects.filter(pk=user.pk).update(**change)
    assert digests.send() == 0


def test_the_worker_does_it_every_morning(caplog):
    moderator("daily")
    submitted()
    with caplog.at_level("INFO"):
        jobs.sum_up_daily(timestamp=0)
    assert "1 summaries for moderators" in caplog.messages
    periodic = {task.task.name: task.cron for task in jobs.app.periodic_registry.periodic_tasks.values()}
    minute, hour, *rest = periodic["moderation.sum_up"].split()
    assert minute.isdigit() and hour.isdigit() and rest == ["*", "*", "*"]
