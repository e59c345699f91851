"""Meetings in templates."""

from datetime import date, datetime

import pytest

from events.templatetags.meetings import coming_meetings, hour_fr, webcal, weekday_fr
from tests import makers


def test_words():
    assert weekday_fr(date(2027, 3, 1)) == "lundi 1er\u00a0mars 2027"
    assert hour_fr(datetime(2027, 3, 1, 9, 5)) == "9\u00a0h\u00a005"


def test_the_address_to_subscribe(settings):
    settings.SITE_URL = "https://exemple.fr"
    assert (
        webcal("/flux/rencontres.ics", "theme=sante") == "webcal://exemple.fr/flux/rencontres.ics?theme=sante"
    )


@pytest.mark.django_db
def test_what_comes():
    event = makers.make_event()
    assert [one.event for one in coming_meetings()] == [event]
