import pytest

from opendata.lanes import FILES_AT_ONCE, Lane


def places():
    taken = 0
    while Lane.taken():
        taken += 1
    for _ in range(taken):
        Lane.leave()
    return taken


def test_so_many_and_no_more():
    assert places() == FILES_AT_ONCE


def test_a_place_is_given_back_once_whatever_was_read():
    assert Lane.taken()
    lane = Lane(iter(["a", "b"]))
    assert places() == FILES_AT_ONCE - 1
    assert next(lane) == "a"
    lane.close()
    lane.close()
    assert places() == FILES_AT_ONCE


def test_what_nobody_reads_gives_its_place_back():
    assert Lane.taken()
    lane = Lane(iter([]))
    with pytest.raises(StopIteration):
        next(lane)
    del lane
    assert places() == FILES_AT_ONCE
