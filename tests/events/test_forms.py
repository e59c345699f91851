"""The parts of the form of a meeting."""

import pytest
from django.http import QueryDict

from events.forms import WhatPart, WhenPart, WherePart
from tests import makers


def part(kind, text):
    return kind(QueryDict(text))


@pytest.mark.django_db
def test_the_text_of_a_place_that_is_online_only_is_dropped():
    where = part(WherePart, "online_url=exemple.fr/salle&venue=Salle&latitude=48,39&longitude=-4,48")
    assert where.is_valid(), where.errors
    assert where.cleaned_data["venue"] == "" and where.cleaned_data["latitude"] is None
    assert where.cleaned_data["online_url"] == "https://exemple.fr/salle"


@pytest.mark.django_db
def test_four_themes_are_too_many():
    slugs = [makers.make_theme(f"theme-{number}", f"Thème {number}").slug for number in range(4)]
    what = part(
        WhatPart, "&".join(["title=a", "summary=b", *(f"theme={slug}&themes={slug}" for slug in slugs)])
    )
    assert "Gardez trois thèmes au plus." in str(what.errors)


@pytest.mark.parametrize("hour", ["18h", "18h30", "18:30", "18 h 30"])
def test_hours_as_people_type_them(hour, time_machine):
    time_machine.move_to("2027-03-01T09:00:00+01:00")
    when = part(WhenPart, f"day=05/03/2027&starts={hour}&ends=23:00")
    assert when.is_valid(), when.errors
    assert when.cleaned_data["starts"].hour == 18
    assert when.cleaned_data["end_day"] == when.cleaned_data["day"]


def test_what_a_single_meeting_does_not_need_is_dropped(time_machine):
    time_machine.move_to("2027-03-01T09:00:00+01:00")
    when = part(WhenPart, "day=05/03/2027&starts=18:00&ends=20:00&until=hier&times=beaucoup")
    assert when.is_valid(), when.errors
    assert when.cleaned_data["until"] is None and when.cleaned_data["times"] is None
