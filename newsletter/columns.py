"""Plain text in lines of 72 characters, as mailing lists and old habits have it (RFC 3676 asks for 78 at most)."""

import re
import textwrap

WIDTH = 72  # characters
_EMPTY_LINES = re.compile("\n{3,}")
_ADDRESS = re.compile(r"https?://\S+|\S+@\S+")


def wrapped(text: str) -> str:
    """Return a text whose lines hold 72 characters at most; an address that is longer stays whole, on its own line."""
    lines = "\n".join(line for long in text.split("\n") for line in _lines(long))
    return _EMPTY_LINES.sub("\n\n", lines)


def _lines(line: str) -> list[str]:
    if len(line) <= WIDTH:
        return [line.rstrip(" ")]
    indent = line[: len(line) - len(line.lstrip(" "))]
    # A word longer than a line is cut, unless somebody must be able to follow it.
    holds_address = any(len(found) > WIDTH - len(indent) for found in _ADDRESS.findall(line))
    return textwrap.wrap(
        line.strip(" "),
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=not holds_address,
        break_on_hyphens=False,
    )
