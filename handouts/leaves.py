"""What each printed page of a basket shows of an initiative, and how a booklet is numbered."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from contributors.typography import typo
from handouts.basket import Basket
from handouts.excerpts import Excerpt, excerpt
from handouts.numbered_map import NumberedMap, maps_of
from handouts.paper import parted
from initiatives.models import Actor, Initiative

CONTENTS = 24  # lines of a page of contents
LINES, LINES_WITH_PHOTO = 34, 15  # of the description, fewer under a long title or summary
LONG_TITLE, LONG_SUMMARY = 70, 180  # characters
ACTORS = 4  # named on a page
SOURCES = 20  # named on the last page
BOOKLET_MAP, SLIDE_MAP = 1050, 540  # height of the map, which is 1,000 units wide


def sheets_of(numbers: Sequence[int]) -> list[Initiative]:
    """Return published initiatives in this order with all that a page shows of them: eight queries for any number."""
    found = {sheet.pk: sheet for sheet in Initiative.objects.published().filter(pk__in=numbers).for_page()}
    return [found[number] for number in numbers if number in found]


@dataclass(frozen=True)
class Leaf:
    """One initiative on one page."""

    number: int  # on the map and in the contents, from 1
    page: int
    initiative: Initiative

    @cached_property
    def description(self) -> Excerpt:
        """As much of the description as the page holds."""
        shown = self.initiative
        lines = LINES_WITH_PHOTO if shown.cover else LINES
        lines -= 2 * (len(shown.title) > LONG_TITLE) + (len(shown.summary) > LONG_SUMMARY)
        return excerpt(shown.description, lines)

    @cached_property
    def bearers(self) -> list[Actor]:
        """The first actors that carry it or take part."""
        return [part.actor for part in self.initiative.public_participations][:ACTORS]

    @property
    def others(self) -> int:
        """How many actors find no room."""
        return max(0, len(self.initiative.public_participations) - ACTORS)

    @property
    def carried_by(self) -> str:
        """Who carries it, where no actor has a page here."""
        return "" if self.bearers else typo(self.initiative.carried_by)


class Booklet:
    """A basket as pages: cover, map (if something is on it), contents, one page for each initiative, last page."""

    def __init__(self, basket: Basket) -> None:
        self.basket = basket
        sheets = sheets_of(basket.numbers)
        self.maps, self.without_point = maps_of(sheets, BOOKLET_MAP)
        first = 2 + bool(self.maps) + -(-len(sheets) // CONTENTS)
        self.leaves = [Leaf(rank + 1, first + rank, sheet) for rank, sheet in enumerate(sheets)]

    @property
    def contents(self) -> list[Sequence[Leaf]]:
        """The leaves, in groups that each fill a page of contents."""
        return parted(self.leaves, CONTENTS)

    @property
    def sources(self) -> list[tuple[str, str]]:
        """The different sources and licences of the sheets: (source or "", licence)."""
        pairs = sorted({(leaf.initiative.source, leaf.initiative.licence) for leaf in self.leaves})
        return pairs[:SOURCES]

    @property
    def pages(self) -> int:
        """How many pages it has."""
        return 1 + bool(self.maps) + len(self.contents) + len(self.leaves) + 1


class Slides:
    """A basket as slides: title, map (if something is on it), one for each initiative, last one."""

    def __init__(self, basket: Basket) -> None:
        self.basket = basket
        sheets = sheets_of(basket.numbers)
        drawn, self.without_point = maps_of(sheets, SLIDE_MAP)
        self.map: NumberedMap | None = drawn[0] if drawn else None
        first = 2 + bool(drawn)
        self.leaves = [Leaf(rank + 1, first + rank, sheet) for rank, sheet in enumerate(sheets)]

    @property
    def count(self) -> int:
        """How many slides there are."""
        return 1 + bool(self.map) + len(self.leaves) + 1
