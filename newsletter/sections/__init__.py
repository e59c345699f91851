"""What a letter is made of: one section for each kind of news, in the order of `rank`.

A new kind of news takes a module beside these, which makes a `Section`, and its name in `SECTIONS`.
"""

from newsletter.sections.analyses import ANALYSES
from newsletter.sections.calls import CALLS
from newsletter.sections.initiatives import INITIATIVES
from newsletter.sections.meetings import MEETINGS
from newsletter.sections.section import SHOWN, Item, Section

ALL = (INITIATIVES, CALLS, MEETINGS, ANALYSES)
SECTIONS: tuple[Section, ...] = tuple(sorted(ALL, key=lambda section: section.rank))
NAMES: tuple[str, ...] = tuple(section.name for section in SECTIONS)

__all__ = ["NAMES", "SECTIONS", "SHOWN", "Item", "Section"]
