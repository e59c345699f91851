from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from initiatives.models import Actor, Initiative
from moderation import desk, questions, reports
from moderation.authors import Author
from moderation.models import Status
from tests import makers

pytestmark = pytest.mark.django_db
KINDS = [Actor, Initiative]


def lines(user):
    return [(line.name, line.count) for line in desk.lines_of(user, KINDS)]


def answered(**place):
    sheet = makers.make_initiative(status=Status.PENDING, contributor=makers.make_contributor(), **place)
    questions.ask(sheet=sheet, by=Author.system(), text="Où\u202f?")
    questions.answer(sheet=sheet, text="Là.")
    return sheet


def test_nothing_waits():
    assert lines(makers.make_moderator()) == []


def test_answers_wait_once_for_each_sheet_until_something_is_asked_again():
    user = makers.make_moderator()
    day = timezone.now() - timedelta(days=3)
    with time_machine.travel(day, tick=False):
        sheet = answered()
    (line,) = desk.lines_of(user, KINDS)
    assert (line.name, line.count, line.since, line.is_cut) == (
        "réponses reçues (initiatives)",
        1,
        day,
        False,
    )
    questions.ask(sheet=sheet, by=Author.system(), text="Et quand\u202f?")
    assert lines(user) == []
    questions.answer(sheet=sheet, text="Demain.")
    assert lines(user) == [("réponses reçues (initiatives)", 1)]


def test_reports_wait_for_those_who_may_read_them():
    day = timezone.now() - timedelta(days=3)
    with time_machine.travel(day, tick=False):
        reports.send(sheet=makers.make_initiative(), kind="place", text="Faux.")
    (line,) = desk.lines_of(makers.make_moderator(), KINDS)
    assert (line.name, line.count, line.since) == ("signalements", 1, day)
    reader = makers.make_moderator("sans")
    reader.groups.get().permissions.clear()
    assert lines(reader) == []


def test_everything_stops_at_the_borders():
    paris = {"commune": makers.make_paris(), "position": None}
    answered(**paris)
    reports.send(sheet=makers.make_initiative(**paris), kind="place", text="Faux.")
    assert lines(makers.make_moderator("finistere", ["departement-29"])) == []
    assert len(lines(makers.make_moderator())) == 2


def test_other_modules_add_what_they_have(monkeypatch):
    monkeypatch.setattr(desk, "_SOURCES", {})

    def proposals(user):
        return desk.Line("propositions", "/admin/", desk.MOST + 1, timezone.now())

    desk.register("moderation.change_report", proposals)
    desk.register("moderation.change_report", proposals)
    (line,) = desk.lines_of(makers.make_moderator(), KINDS)
    assert (line.name, line.is_cut) == ("propositions", True)


def test_its_cost_does_not_grow(django_assert_max_num_queries):
    user = makers.make_moderator("finistere", ["departement-29"])
    counts = []
    for _ in range(2):
        for _ in range(3):
            answered()
            reports.send(sheet=makers.make_initiative(), kind="place", text="Faux.")
        user = type(user).objects.get(pk=user.pk)
        with django_assert_max_num_queries(13) as captured:
            desk.lines_of(user, KINDS)
        counts.append(len(captured))
    assert counts[0] == counts[1]
