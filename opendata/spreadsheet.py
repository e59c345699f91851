"""An export as CSV that a French spreadsheet opens with a double click: semicolons, UTF-8 with its mark, CRLF."""

import csv
from collections.abc import Iterator
from io import StringIO
from itertools import islice
from typing import Any

from contributors.cells import cell
from opendata.columns import PORTION, Export

MARK = "\ufeff"  # without it, Excel reads UTF-8 as Windows-1252 and breaks accents
DELIMITER = ";"  # what Excel expects where the comma parts decimals


def lines(export: Export[Any]) -> Iterator[str]:
    """Yield the file by pieces: the heading, then some hundred rows at a time, never all of them in memory."""
    yield MARK + _written([[column.name for column in export.columns]])
    while portion := list(islice(export.rows, PORTION)):
        yield _written([[cell(column.read(row)) for column in export.columns] for row in portion])


def _written(rows: list[list[Any]]) -> str:
    text = StringIO(newline="")
    csv.writer(text, delimiter=DELIMITER, lineterminator="\r\n").writerows(rows)
    return text.getvalue()
