"""One kind of news in a letter."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse

from moderation.models import Sheet
from newsletter.periods import Period
from newsletter.selection import Selection

SHOWN = 20  # of one section in one letter: beyond, a link leads to the list of the site


@dataclass(frozen=True)
class Item:
    """One piece of news, in words."""

    number: int
    """Of the sheet."""
    title: str
    url: str
    """Its whole address."""
    place: str = ""
    when: str = ""
    summary: str = ""

    @property
    def facts(self) -> str:
        """Where and when, in one line."""
        return ", ".join(filter(None, (self.place, self.when)))


@dataclass(frozen=True)
class Section:
    """Which sheets are news, and how each is told.

    Finding and telling are apart: the archive keeps the numbers that were found, and tells what is public of them when
    it is read.
    """

    name: str
    """In choices, and in what an issue keeps; never changed."""
    label: str
    """As one chooses it: « Les nouvelles initiatives »."""
    title: str
    """Above the news."""
    rank: int
    kind: type[Sheet]
    find: Callable[[Selection, Period, int], Sequence[int]]
    """Return the numbers of the sheets that are news of a period, at most so many, in the order of the letter."""
    show: Callable[[Sequence[int]], list[Item]]
    """Return the items of those of these sheets that are public now, in any order."""
    list_name: str
    """The name of the address of the list of the site."""

    def items(self, numbers: Sequence[int]) -> list[Item]:
        """Return the items of those of these sheets that are public now, in this order."""
        shown = {item.number: item for item in self.show(numbers)} if numbers else {}
        return [shown[number] for number in numbers if number in shown]

    def list_url(self, selection: Selection) -> str:
        """Return the whole address of the list of the site, with the filters that come nearest."""
        query = urlencode(selection.query)
        return f"{settings.SITE_URL}{reverse(self.list_name)}{f'?{query}' if query else ''}"
