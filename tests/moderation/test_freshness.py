from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from initiatives.models import Listing
from moderation import actions, freshness, jobs
from moderation.authors import Author
from moderation.models import Revision, Status
from outbox.models import Message
from tests import makers

pytestmark = pytest.mark.django_db
BY = Author.system()
EMAIL = "camille@exemple.fr"


def published(title="Jardin partagé du Bouguen", email=EMAIL, **fields):
    """Return a sheet that was sent by the form, confirmed and published just now."""
    contributor = makers.make_contributor(email)
    sheet = makers.make_initiative(title, status=Status.UNCONFIRMED, contributor=contributor, **fields)
    actions.submit(sheet=sheet, contributor=contributor)
    actions.confirm(sheet=sheet, contributor=contributor)
    sheet = actions.publish(sheet=sheet, by=BY)
    Message.objects.all().delete()
    return sheet


def remind_after(days):
    """Return the titles about which authors are asked, so many days from now."""
    Message.objects.all().delete()
    with time_machine.travel(timezone.now() + timedelta(days=days), tick=False):
        number = freshness.remind()
    subjects = [message.subject for message in Message.objects.order_by("pk")]
    assert len(subjects) == number
    return [subject.partition("\u202f? ")[2] for subject in subjects]


def test_verifying_says_when_and_by_whom():
    sheet = published()
    with time_machine.travel("2027-03-05 10:00+01:00", tick=False):
        freshness.verify(sheet=sheet, by=BY)
    sheet.refresh_from_db()
    assert sheet.verified_at == date(2027, 3, 5)
    assert Revision.objects.first().action == Revision.Action.VERIFY
    assert "verifiee" in Listing.objects.get(pk=sheet.pk).keys


@pytest.mark.parametrize("status", [Status.PENDING, Status.ARCHIVED, Status.WITHDRAWN])
def test_only_what_is_public_is_verified(status):
    sheet = makers.make_initiative(status=status)
    with pytest.raises(actions.TransitionRefused, match="vérification impossible"):
        freshness.verify(sheet=sheet, by=BY)


def test_an_author_is_asked_a_year_later_and_each_year_three_times():
    sheet = published()
    asked = [(days, remind_after(days)) for days in (364, 366, 367, 700, 732, 1098, 1500, 3000)]
    assert [days for days, titles in asked if titles] == [366, 732, 1098]
    sheet.refresh_from_db()
    assert sheet.reminders == 3


@pytest.mark.parametrize(("days", "unverified"), [(20, False), (40, True)])
def test_without_an_answer_a_month_after_the_third_it_is_unverified_and_stays(client, days, unverified):
    sheet = published()
    for year in (366, 732, 1098):
        remind_after(year)
    sheet.refresh_from_db()
    with time_machine.travel(timezone.now() + timedelta(days=1098 + days), tick=False):
        assert sheet.is_unverified is unverified
        page = client.get(sheet.get_absolute_url()).content.decode()
        assert ("Non vérifiée" in page) is unverified
    assert sheet.status == Status.PUBLISHED


def test_who_answers_is_left_alone_for_a_year():
    sheet = published()
    remind_after(366)
    with time_machine.travel(timezone.now() + timedelta(days=400), tick=False):
        freshness.verify(sheet=sheet, by=BY)
    assert remind_after(764) == []
    assert remind_after(767) == ["Jardin partagé du Bouguen"]
    sheet.refresh_from_db()
    assert (sheet.reminders, sheet.is_unverified) == (1, False)


def test_the_mail_leads_to_the_button(client):
    sheet = published()
    remind_after(366)
    (body,) = Message.objects.values_list("body", flat=True)
    (address,) = [line for line in body.split() if line.endswith("/verifier/")]
    address = address[address.index("/suivi/") :]
    client.get(address)
    sheet.refresh_from_db()
    assert sheet.verified_at is None
    client.post(address)
    sheet.refresh_from_db()
    assert sheet.verified_at == timezone.localdate()


@pytest.mark.parametrize(
    "change",
    [
        lambda sheet: actions.withdraw(sheet=sheet, by=BY),
        lambda sheet: actions.archive(sheet=sheet, by=BY),
        lambda sheet: actions.end(sheet=sheet, by=BY),
        lambda sheet: type(sheet).objects.filter(pk=sheet.pk).update(submitted_by=None),
    ],
    ids=["withdrawn", "archived", "ended", "nobody"],
)
def test_nobody_is_asked_about_what_is_over(change):
    change(published())
    assert remind_after(400) == []


def test_what_came_otherwise_than_by_the_form_is_left_alone():
    makers.make_initiative(contributor=makers.make_contributor(EMAIL))
    makers.make_actor(submitted_by=makers.make_contributor())
    assert remind_after(400) == []


def test_a_night_has_an_end(monkeypatch):
    monkeypatch.setattr(freshness, "MOST", 2)
    for number in range(3):
        published(f"Jardin {number}", f"p{number}@exemple.fr")
    assert remind_after(366) == ["Jardin 0", "Jardin 1"]
    assert remind_after(367) == ["Jardin 2"]


@pytest.mark.django_db(transaction=True)
def test_two_nights_at_once_ask_once():
    published()

    def remind(_):
        try:
            return freshness.remind()
        finally:
            connection.close()

    with time_machine.travel(timezone.now() + timedelta(days=366), tick=False), ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(remind, range(4))) == 1
    assert Message.objects.filter(subject__startswith="Toujours").count() == 1


def test_the_worker_asks_every_night():
    periodic = {task.task.name: task.cron for task in jobs.app.periodic_registry.periodic_tasks.values()}
    minute, hour, *rest = periodic["moderation.remind"].split()
    assert minute.isdigit() and hour.isdigit() and rest == ["*", "*", "*"]


def test_what_says_itself_until_when_is_not_asked_about(time_machine):
    makers.make_call(days=366, contributor=makers.make_contributor())
    Revision.objects.update(action=Revision.Action.SUBMIT)
    time_machine.move_to(timezone.now() + timedelta(days=365, hours=1), tick=False)
    assert freshness.remind() == 0
