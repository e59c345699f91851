"""Name badges: ten to a page of A4, from names that are typed and kept nowhere."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from handouts.paper import parted

COLUMNS, ROWS = 2, 5  # of badges of 85 × 54 mm, the size of a bank card
PER_PAGE = COLUMNS * ROWS
MOST = 300  # badges: thirty pages
LENGTH = 200  # characters of a line
SIGNS = ";\t,"  # what parts a name from what follows it, the surest first


class Badge(NamedTuple):
    """A person, and where they come from; both empty on a blank badge."""

    name: str = ""
    origin: str = ""

    @property
    def size(self) -> str:
        """How large the name may be written: « short », « long » or « longest »."""
        longest = max(map(len, self.name.split()), default=0)
        if len(self.name) > 44 or longest > 18:
            return "longest"
        return "long" if len(self.name) > 22 or longest > 11 else "short"


def badges(lines: Iterable[str], blank: int) -> list[Sequence[Badge]]:
    """Return the badges of these lines, « name; initiative », then blank ones, by pages; at most `MOST`."""
    named = [_badge(line) for line in lines if line.strip()]
    return parted([*named, *[Badge()] * blank][:MOST], PER_PAGE)


def _badge(line: str) -> Badge:
    line = line.strip()[:LENGTH]
    sign = next((sign for sign in SIGNS if sign in line), None)
    name, _, origin = line.partition(sign) if sign else (line, "", "")
    return Badge(name.strip(), origin.strip())
