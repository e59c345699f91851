import numpy as np

from initiatives.counts.groups import Collected, Groups


def test_values_are_found_by_their_number():
    groups = Groups(np.array([2, 0, 2, 3]), np.array([10, 11, 12, 13]), 5)
    assert [groups.of(number).tolist() for number in range(5)] == [[11], [], [10, 12], [13], []]


def test_all_values_of_several_numbers_tell_whose_they_are():
    groups = Groups(np.array([2, 0, 2, 3]), np.array([10, 11, 12, 13]), 5)
    index, values = groups.joined(np.array([2, 1, 2, 0]))
    assert list(zip(index.tolist(), values.tolist(), strict=True)) == [
        (0, 10),
        (0, 12),
        (2, 10),
        (2, 12),
        (3, 11),
    ]
    index, values = groups.joined(np.array([], int))
    assert len(index) == len(values) == 0


def test_more_numbers_than_two_bytes_hold():
    groups = Groups(np.array([70_000, 70_000 - (1 << 16)]), np.array([1, 2]), 70_001)
    assert (groups.of(70_000).tolist(), groups.of(70_000 - (1 << 16)).tolist()) == ([1], [2])


def test_parts_are_put_together_by_name():
    collected = Collected([b"a", b"b", b"c"])
    collected.add(np.array([2, 0]), np.array([5, 6]))
    collected.add(np.array([0]), np.array([4]))
    assert [(name, values.tolist()) for name, values in collected] == [(b"a", [6, 4]), (b"c", [5])]
