"""Values of numbered things, side by side in one array."""

from collections.abc import Iterator, Sequence

import numpy as np

from initiatives.counts.packing import Numbers


class Groups:
    """Values of numbered things, in one array: those of the first, then those of the second, and so on."""

    def __init__(self, numbers: Numbers, values: Numbers, size: int) -> None:
        """Group `values` by `numbers`, each below `size`; those of a number keep their order."""
        # Few bits are sorted by counting.
        order = np.argsort(numbers.astype(np.min_scalar_type(size)), kind="stable")
        self.values = values[order]
        self.lengths = np.bincount(numbers, minlength=size)
        self.starts = np.cumsum(self.lengths) - self.lengths

    def of(self, number: int) -> Numbers:
        """Return the values of one."""
        start = self.starts[number]
        return self.values[start : start + self.lengths[number]]

    def joined(self, numbers: Numbers) -> tuple[Numbers, Numbers]:
        """Return all values of each of these, one after another, and of which index in `numbers` each is."""
        lengths = self.lengths[numbers]
        index = np.repeat(np.arange(len(numbers)), lengths)
        ends = np.cumsum(lengths)
        inside = np.arange(len(index)) - np.repeat(ends - lengths, lengths)
        return index, self.values[self.starts[numbers][index] + inside]


class Collected:
    """Values of named things that come in several parts."""

    def __init__(self, names: Sequence[bytes]) -> None:
        self.names = names
        self._parts: list[Groups] = []

    def add(self, numbers: Numbers, values: Numbers) -> None:
        """Add a part: the index of a name for each value."""
        self._parts.append(Groups(numbers, values, len(self.names)))

    def __iter__(self) -> Iterator[tuple[bytes, Numbers]]:
        """Yield each name that has values, with all of them."""
        for number, name in enumerate(self.names):
            if parts := [part for groups in self._parts if len(part := groups.of(number))]:
                yield name, np.concatenate(parts)
