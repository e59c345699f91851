"""Time zones as calendars spell them out (VTIMEZONE), with the rules in force today, for programs that know no names.

Those that `icalendar` makes list each change as a date (RDATE), which not every program reads. Ours are few.
"""

from datetime import datetime, timedelta
from typing import Any

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

from events.zones import zone

# When summer time begins and ends: since when (by the clock that was in force), and its rule. Directive 2000/84/CE for
# Paris; Saint-Pierre-et-Miquelon follows North America (Energy Policy Act of 2005). Nowhere else in France has any.
SUMMER: dict[str, tuple[tuple[datetime, int, str], tuple[datetime, int, str]]] = {
    "Europe/Paris": ((datetime(1996, 3, 31, 2), 3, "-1SU"), (datetime(1996, 10, 27, 3), 10, "-1SU")),
    "America/Miquelon": ((datetime(2007, 3, 11, 2), 3, "2SU"), (datetime(2007, 11, 4, 2), 11, "1SU")),
}
ONE_DAY = timedelta(days=1)
SINCE = datetime(1970, 1, 1)


def component_of(name: str) -> Timezone:
    """Return the zone of this name, one of ours, as a part of a calendar."""
    found = Timezone()
    found.add("tzid", name)
    if name not in SUMMER:
        found.add_component(_phase(TimezoneStandard(), name, SINCE, _offset(name, datetime(2020, 1, 1))))
        return found
    for kind, (start, month, weekday) in zip((TimezoneDaylight, TimezoneStandard), SUMMER[name], strict=True):
        phase = _phase(kind(), name, start, _offset(name, start - ONE_DAY))
        phase.add("rrule", {"freq": "yearly", "bymonth": month, "byday": weekday})
        found.add_component(phase)
    return found


def _phase(phase: Any, name: str, start: datetime, before: timedelta) -> Any:
    after = max(start, datetime(2020, 1, 1)) if name not in SUMMER else start + ONE_DAY
    phase.add("dtstart", start)
    phase.add("tzoffsetfrom", before)
    phase.add("tzoffsetto", _offset(name, after))
    phase.add("tzname", after.replace(tzinfo=zone(name)).tzname() or name)
    return phase


def _offset(name: str, local: datetime) -> timedelta:
    return local.replace(tzinfo=zone(name)).utcoffset() or timedelta()
