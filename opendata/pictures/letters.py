"""Letters of the pictures: Source Serif, lines that fit, an ellipsis where they do not."""

import re
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from PIL import ImageFont

Font = ImageFont.FreeTypeFont
REGULAR, BOLD = "SourceSerifPro-Regular.ttf", "SourceSerifPro-Bold.ttf"
ELLIPSIS = "…"
SPACES, LINE_ENDS = re.compile(" {2,}"), re.compile("[\t\n\r]")
LONGEST = 300  # characters that are looked at: no title is longer


@cache
def font(name: str, size: int) -> Font:
    """Return the letters of a file, `size` pixels high."""
    path = files("font_source_serif_pro") / "files" / name
    return ImageFont.truetype(str(path), size)


def drawable(text: str) -> str:
    """Return a text without the characters that these letters do not have: an empty box says nothing.

    The narrow space of French typography is not among them: the wide one holds words together as well.
    """
    text = unicodedata.normalize("NFC", text[:LONGEST]).replace("\u202f", "\u00a0")
    kept = "".join(filter(_is_drawable, LINE_ENDS.sub(" ", text)))
    return SPACES.sub(" ", kept).strip()


def wrapped(text: str, letters: Font, width: float, most: int) -> list[str]:
    """Return a text as lines of at most `width` pixels, `most` lines at most, the last one cut where more remains.

    A word that is longer than a line is broken.
    """
    lines: list[str] = []
    line = ""
    for word in _pieces(drawable(text), letters, width):
        longer = f"{line} {word}" if line else word
        if letters.getlength(longer) <= width:
            line = longer
            continue
        lines.append(line)
        line = word
        if len(lines) == most:
            return [*lines[:-1], _cut(lines[-1] + ELLIPSIS, letters, width)]
    return [*lines, line] if line else lines


def fitted(
    text: str, name: str, sizes: tuple[int, ...], width: float, height: float
) -> tuple[Font, list[str]]:
    """Return the largest letters in which a text fits in a box (pixels), and its lines; else the smallest, cut."""
    for size in sizes:
        letters, most = font(name, size), int(height // line_height(size))
        lines = wrapped(text, letters, width, most + 1)
        if len(lines) <= most:
            return letters, lines
    return letters, wrapped(text, letters, width, most)


def line_height(size: float) -> int:
    """Return the pixels from a line of a title to the next, for letters of so many."""
    return round(size * 1.06)


def _pieces(text: str, letters: Font, width: float) -> list[str]:
    """Return the words; a long one in pieces that fit. Only plain spaces part them: others hold words together."""
    pieces: list[str] = []
    for word in filter(None, text.split(" ")):
        while letters.getlength(word) > width:
            most = next(n for n in range(1, len(word) + 1) if letters.getlength(word[: n + 1]) > width)
            pieces.append(word[:most])
            word = word[most:]
        pieces.append(word)
    return pieces


def _cut(line: str, letters: Font, width: float) -> str:
    """Return a line that ends in an ellipsis, without as many characters before it as do not fit."""
    kept = line.removesuffix(ELLIPSIS)
    while kept and letters.getlength(kept + ELLIPSIS) > width:
        kept = kept[:-1]
    return kept.rstrip(" ,;:\u00a0\u202f") + ELLIPSIS


@lru_cache(5000)
def _is_drawable(character: str) -> bool:
    if unicodedata.category(character)[0] not in "LNPS":  # spaces, controls, what only joins to others
        return character in " \u00a0"
    return _drawn(character) != _missing()


@cache
def _missing() -> Any:
    return _drawn("\uffff")


def _drawn(character: str) -> tuple[Any, bytes]:
    mask = font(REGULAR, 40).getmask(character)
    return mask.size, bytes(mask)
