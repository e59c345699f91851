"""Which dates go on as which others when a rule changes."""

from datetime import date, timedelta

import pytest

from events.models import Occurrence
from events.moving import FARTHEST, pairs

START = date(2027, 3, 2)


def on(*days):
    """Return times so many days after the first one."""
    return [Occurrence(day=START + timedelta(days=day)) for day in days]


@pytest.mark.parametrize(
    ("rows", "new", "stays", "expected"),
    [
        # One that is put off by three months is the same meeting.
        ([0], [90], [], [(0, 0)]),
        # So is a series of which all dates move alike.
        ([0, 7, 14], [90, 97, 104], [], [(0, 0), (1, 1), (2, 2)]),
        # Not where some stay: the first dates were dropped, others were added at the end.
        ([0, 7], [28, 35], [14, 21], []),
        # The next day, whatever the rule adds at its end or takes away.
        ([0, 7, 14], [1, 8, 15, 22, 29], [], [(0, 0), (1, 1), (2, 2)]),
        ([0, 7, 14], [8], [], [(1, 0)]),
        ([7, 14], [1, 8, 15], [], [(0, 1), (1, 2)]),
        # Every week becomes one in two: each to the nearest, those between have none.
        ([0, 7, 14, 21], [1, 15], [], [(0, 0), (2, 1)]),
        # Every week becomes once a month: nobody comes months later than they said.
        ([0, 7, 14, 21, 28], [3, 33, 64, 94, 125], [], [(0, 0), (4, 1)]),
        ([0], [], [], []),
        ([], [3], [], []),
    ],
)
def test_each_goes_to_the_nearest_day(rows, new, stays, expected):
    kept = [one.day for one in on(*stays)]
    assert pairs(on(*rows), on(*new), stays=kept) == expected


def test_none_passes_another_nor_goes_far():
    rows, new = on(*range(0, 728, 7)), on(*range(3, 728, 9))
    found = pairs(rows, new, stays=[])
    assert found == sorted(found) and len({other for _, other in found}) == len(found) == len(new)
    assert all(abs(rows[rank].day - new[other].day) <= FARTHEST for rank, other in found)
