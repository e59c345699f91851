"""Plain text in lines of 72 characters, as mailing lists and old habits have it (RFC 3676 asks for 78 at most)."""

import re
import textwrap

WIDTH = 72  # characters
_EMPTY_LINES = re.compile("\n{3,}")
_BETWEEN = re.compile("[ \t]+")  # not the no-break spaces of French typography
SIGNATURE = "-- "  # RFC 3676, 4.3: mail programs know by its space that what follows is no news
_ADDRESS = re.compile(r"https?://\S+|\S+@\S+")


def wrapped(text: str) -> str:
    """Return a text whose lines hold 72 characters at most; an address that is longer stays whole, on its own line."""
    lines = "\n".join(line for long in text.split("\n") for line in _lines(long))
    return _EMPTY_LINES.sub("\n\n", lines)


def _lines(line: str) -> list[str]:
    if line == SIGNATURE:
        return [line]
    if len(line) <= WIDTH:
        return [line.rstrip(" ")]
    indent = line[: len(line) - len(line.lstrip(" "))][: WIDTH // 2]
    words = " ".join(_cut(word, WIDTH - len(indent)) for word in _BETWEEN.split(line.strip(" ")))
    return textwrap.wrap(
        words,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _cut(word: str, width: int) -> str:
    """Return a word longer than a line in pieces, but one that somebody must be able to follow."""
    if len(word) <= width or _ADDRESS.search(word):
        return word
    return " ".join(word[start : start + width] for start in range(0, len(word), width))
