"""The news of a period, for all who want the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from newsletter.periods import Period
from newsletter.sections import SECTIONS, SHOWN, Item, Section
from newsletter.selection import Selection
from outbox.letters import one_line

Contents = Mapping[str, Sequence[int]]


@dataclass(frozen=True)
class Part:
    """A section that has something to tell."""

    section: Section
    items: Sequence[Item]
    more_url: str = ""
    """The list of the site, when there is more than is shown."""

    @property
    def title(self) -> str:
        """What stands above it."""
        return self.section.title

    @property
    def rule(self) -> str:
        """What underlines its title where there is only text."""
        return "=" * len(self.title)


@dataclass(frozen=True)
class Digest:
    """All that a letter tells."""

    selection: Selection
    period: Period
    parts: Sequence[Part]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell: nothing is sent then."""
        return not self.parts

    @property
    def count(self) -> int:
        """How many pieces of news it shows."""
        return sum(len(part.items) for part in self.parts)

    @property
    def contents(self) -> Contents:
        """The numbers of the sheets that it shows, by section: what an issue keeps of it."""
        return {part.section.name: [item.number for item in part.items] for part in self.parts}

    @property
    def subject(self) -> str:
        """What its news are about, in one line: the first one, and how many others."""
        first = one_line(self.parts[0].items[0].title)
        others = self.count - 1
        if not others:
            return first
        return f"{first}, et {others} autre{'s' if others > 1 else ''} nouvelle{'s' if others > 1 else ''}"

    def today(self) -> "Digest":
        """Return the same news as they are public now: what was withdrawn or erased since is left out."""
        items = ((part, part.section.items([item.number for item in part.items])) for part in self.parts)
        return replace(self, parts=[replace(part, items=found) for part, found in items if found])


def compose(selection: Selection, period: Period, told: Contents | None = None) -> Digest:
    """Return what is new, without what was told before: at most three queries for each section, whoever gets it."""
    parts = []
    for section in SECTIONS:
        if selection.wants(section.name):
            known = set((told or {}).get(section.name, ()))
            found = section.find(selection, period, SHOWN + 1 + len(known))
            numbers = [number for number in found if number not in known]
            items = section.items(numbers[:SHOWN])
            if items:
                more = section.list_url(selection) if len(numbers) > SHOWN else ""
                parts.append(Part(section, items, more))
    return Digest(selection, period, parts)


def told_again(contents: Contents, selection: Selection, period: Period) -> Digest:
    """Return what an issue kept, as it is public today: what was withdrawn or erased since is left out."""
    parts = [Part(section, section.items(contents.get(section.name, []))) for section in SECTIONS]
    return Digest(selection, period, [part for part in parts if part.items])
