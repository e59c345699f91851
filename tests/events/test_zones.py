"""Times by the clocks of France."""

from datetime import datetime
from zoneinfo import available_timezones

from events.zones import PARIS, ZONES, moment, why_unclear, zone


def test_all_zones_exist():
    assert set(ZONES) <= available_timezones()


def test_an_unknown_zone_is_that_of_paris():
    assert zone("../../etc/passwd").key == PARIS


def test_a_time_that_is_skipped():
    night = datetime(2027, 3, 28, 2, 30)
    assert "n’existe pas" in why_unclear(night, PARIS)
    assert moment(night, PARIS).hour == 3
    assert why_unclear(night, "Indian/Reunion") == ""


def test_a_time_that_comes_twice():
    assert "arrive deux fois" in why_unclear(datetime(2027, 10, 31, 2, 30), PARIS)
    assert why_unclear(datetime(2027, 10, 31, 3, 30), PARIS) == ""


def test_another_ocean():
    assert moment(datetime(2027, 3, 5, 8), "Pacific/Noumea").utcoffset().total_seconds() == 11 * 3600
