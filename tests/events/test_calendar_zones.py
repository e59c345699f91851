"""Time zones as calendars have them, read by a program that did not write them."""

from datetime import datetime
from io import StringIO

import pytest
from dateutil.tz import tzical
from icalendar import Calendar

from events.calendar_zones import component_of
from events.zones import ZONES, zone


@pytest.mark.parametrize("name", ZONES)
def test_they_agree_with_the_data_base_of_time_zones(name):
    calendar = Calendar()
    calendar.add_component(component_of(name))
    read = tzical(StringIO(calendar.to_ical().decode())).get(name)
    for year in range(2024, 2034):
        for month in range(1, 13):
            for day in (1, 9, 15, 27):
                noon = datetime(year, month, day, 12)
                assert noon.replace(tzinfo=read).utcoffset() == noon.replace(tzinfo=zone(name)).utcoffset(), (
                    noon
                )


@pytest.mark.parametrize(("hour", "offset"), [(1, 1), (4, 2)])
def test_paris_changes_in_the_night(hour, offset):
    calendar = Calendar()
    calendar.add_component(component_of("Europe/Paris"))
    read = tzical(StringIO(calendar.to_ical().decode())).get("Europe/Paris")
    assert datetime(2027, 3, 28, hour, tzinfo=read).utcoffset().total_seconds() == offset * 3600
