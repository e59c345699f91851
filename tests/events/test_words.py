"""When a meeting takes place, as people say it."""

from datetime import datetime, time

from events.words import hour_in_words, hours_in_words, zone_in_words
from events.zones import ZONES


def test_hours():
    assert hour_in_words(time(18)) == "18\u00a0h"
    assert (
        hours_in_words(datetime(2027, 3, 5, 18), datetime(2027, 3, 5, 20, 30))
        == "de 18\u00a0h à 20\u00a0h\u00a030"
    )


def test_over_midnight():
    told = hours_in_words(datetime(2027, 3, 5, 22), datetime(2027, 3, 6, 2))
    assert told == "de 22\u00a0h au samedi 6\u00a0mars, 2\u00a0h"


def test_whose_clock():
    assert zone_in_words("Europe/Paris") == ""
    assert zone_in_words("Indian/Reunion") == "heure de La Réunion"
    assert zone_in_words("Pacific/Marquesas") == "heure des Marquises"
    assert all(zone_in_words(name) for name in ZONES if name != "Europe/Paris")
