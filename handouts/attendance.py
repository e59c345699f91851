"""The sheet that people sign as they come in: blank lines, by pages."""

from collections.abc import Sequence

from handouts.paper import parted

PER_PAGE = 12  # lines of a page of A4 on its side
USUAL, MOST = 24, 240


def asked_lines(text: str) -> int:
    """Return how many lines an address asks for; `USUAL` for what is no number."""
    if not (text.isascii() and text.isdigit() and len(text) < 8):
        return USUAL
    return min(max(int(text), 1), MOST)


def pages(lines: int) -> list[Sequence[int]]:
    """Return the numbers of the lines, from 1, by pages; the last page is filled: paper has room for it."""
    filled = -(-lines // PER_PAGE) * PER_PAGE
    return parted(range(1, filled + 1), PER_PAGE)
