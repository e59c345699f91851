"""Things by pages."""

from handouts.paper import parted


def test_parted():
    assert parted([1, 2, 3], 2) == [[1, 2], [3]]
    assert parted([], 2) == []
