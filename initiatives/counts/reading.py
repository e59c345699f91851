"""What PostgreSQL says of many rows at once, as numbers."""

from collections.abc import Mapping, Sequence
from itertools import repeat

import numpy as np
from django.db import connection

from initiatives.counts.packing import Numbers


def integers(query: str, columns: int) -> list[Numbers]:
    """Return the columns of a query, all of them integers."""
    with connection.cursor() as cursor, cursor.copy(f"COPY ({query}) TO STDOUT") as stream:
        text = b"".join(stream)
    return list(np.fromstring(text.decode(), np.int64, sep=" ").reshape(-1, columns).T)


def numbered(texts: Sequence[bytes], numbers: Mapping[bytes, int]) -> tuple[Numbers, Numbers]:
    """Return which rows have which of the names that have a number, row by row.

    `texts` are the names of each row, parted by spaces. The first array has the index of a row for each number of the
    second.
    """
    names = b" ".join(texts).split(b" ")
    found = np.fromiter(map(numbers.get, names, repeat(-1)), np.int32, len(names))
    rows = np.repeat(np.arange(len(texts), dtype=np.int32), [text.count(b" ") + 1 for text in texts])
    known = found >= 0
    return rows[known], found[known]
