from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from initiatives.models import Initiative
from moderation import actions, erasure, reports, statistics
from moderation.authors import Author
from moderation.models import Report, Status
from tests import makers

pytestmark = pytest.mark.django_db
BY = Author.system()
NOW = timezone.make_aware(timezone.datetime(2026, 6, 20, 12))


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def decided(clock, *, received, days, act="publish", **fields):
    """Make a sheet that joined the queue on this day and was decided about so many days later."""
    clock.move_to(received)
    sheet = makers.make_initiative(status=Status.PENDING, **fields)
    clock.move_to(received + timedelta(days=days))
    if act == "publish":
        actions.publish(sheet=sheet, by=BY)
    else:
        actions.refuse(sheet=sheet, by=BY, reason="Non.")
    clock.move_to(NOW)
    return sheet


def day(month, number, hour=12):
    return timezone.make_aware(timezone.datetime(2026, month, number, hour))


def rows(user=None):
    table = statistics.of_kind(Initiative, user or makers.make_administrator())
    return {row.month: row for row in table.rows}


def test_there_are_twelve_months_the_newest_first():
    months = list(rows())
    assert (months[0], months[-1], len(months)) == (date(2026, 6, 1), date(2025, 7, 1), 12)


def test_volumes_and_delays_by_month(clock):
    for days in (1, 2, 3, 4, 10):
        decided(clock, received=day(5, 2), days=days)
    decided(clock, received=day(5, 30), days=6, act="refuse")
    makers.make_initiative(status=Status.PENDING)
    makers.make_initiative("Importée")
    found = rows()
    may, june = found[date(2026, 5, 1)], found[date(2026, 6, 1)]
    assert (may.received, may.published, may.refused) == (6, 5, 0)
    assert (may.median, round(may.ninth, 1)) == (3.0, 7.6)
    assert (june.received, june.published, june.refused, june.median) == (1, 0, 1, 6.0)
    assert found[date(2026, 4, 1)].median is None


def test_a_sheet_sent_again_counts_from_then(clock):
    sheet = decided(clock, received=day(4, 1), days=5, act="refuse")
    clock.move_to(day(5, 1))
    sheet.refresh_from_db()
    actions.enqueue(sheet=sheet, by=BY)
    clock.move_to(day(5, 3))
    actions.publish(sheet=sheet, by=BY)
    clock.move_to(NOW)
    found = rows()
    assert found[date(2026, 4, 1)].median == 5.0
    assert (found[date(2026, 5, 1)].received, found[date(2026, 5, 1)].median) == (1, 2.0)


def test_a_month_is_one_of_paris(clock):
    decided(clock, received=timezone.make_aware(timezone.datetime(2026, 6, 1, 0, 30)), days=1)
    assert rows()[date(2026, 6, 1)].received == 1


def test_only_what_one_moderates(clock):
    decided(clock, received=day(5, 2), days=1, commune=makers.make_paris(), position=None)
    reports.send(sheet=Initiative.objects.get(), kind="place", text="Faux.")
    user = makers.make_moderator("finistere", ["departement-29"])
    assert sum(row.received for row in rows(user).values()) == 0
    assert statistics.reports(user) == []


def test_what_was_erased_is_in_no_figure(clock):
    erasure.erase(sheet=decided(clock, received=day(5, 2), days=1))
    assert rows()[date(2026, 5, 1)].received == 0


def test_reports_by_month(clock):
    clock.move_to(day(5, 2))
    sheet = makers.make_initiative()
    for text in ("Un.", "Deux."):
        reports.send(sheet=sheet, kind="place", text=text)
    reports.close(report=Report.objects.first(), by=BY, answer="")
    clock.move_to(NOW)
    (may,) = statistics.reports(makers.make_administrator())
    assert (may.month, may.received, may.closed) == (date(2026, 5, 1), 2, 1)


def test_the_scale_is_that_of_the_greatest_month(clock):
    user = makers.make_administrator()
    assert statistics.of_kind(Initiative, user).most == 1
    for _ in range(3):
        makers.make_initiative(status=Status.PENDING)
    table = statistics.of_kind(Initiative, user)
    assert (table.most, table.received, table.queue.count) == (3, 3, 3)


def test_the_database_reads_no_import(clock):
    """The index of arrivals and decisions is enough: most versions of a large site are imports."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(
            "EXPLAIN SELECT count(*) FROM moderation_revision WHERE created_at > now() - interval '1 year' "
            "AND action IN ('confirm', 'publish', 'refuse', 'resubmit')"
        )
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "revision_of_queue" in plan
