"""The rows of the calls of trial sheets."""

import random
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from initiatives.trial.text import Text

SHARE = 0.02  # of the sheets
KINDS = {"personnes": 45, "competences": 15, "materiel": 15, "lieu": 10, "argent": 10, "temoignages": 5}
# Far ahead of any trial, where the site takes a year at most: the same seed makes calls that are open on any day.
FIRST_END, ENDS = date(2040, 1, 1), 365
TITLE_LENGTH = 120
MOMENTS = ("created_at", "updated_at", "queued_at", "published_at")  # those of the sheet
COLUMNS = ("initiative_id", "kind", "title", "slug", "text", "until", "status", *MOMENTS)
Told = tuple[
    Mapping[str, Any], Callable[[], Text]
]  # a sheet by its columns, and what writes of its theme there


def rows(sheets: Iterable[Told], source: random.Random) -> Iterator[tuple]:
    """Yield the calls of some sheets, in the words that sheets have."""
    for sheet, write in sheets:
        if source.random() >= SHARE:
            continue
        text = write()
        (kind,) = source.choices([*KINDS], [*KINDS.values()])
        until = (FIRST_END + timedelta(days=int(source.random() * ENDS))).isoformat()
        moments = [sheet[name] for name in MOMENTS]
        yield (
            sheet["id"],
            kind,
            text.title[:TITLE_LENGTH],
            sheet["slug"],
            text.summary,
            until,
            "published",
            *moments,
        )
