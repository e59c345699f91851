"""A long text in Markdown cut to what a page holds: between paragraphs where it can, else after a sentence."""

import re
from typing import NamedTuple

LINE = 88  # characters of a line of a booklet
CUT = " […]"
_BLOCKS = re.compile(r"\n\s*\n")
_SENTENCE = re.compile(r"[.!?…](?=\s)")
_LINK = re.compile(r"\[[^\]\n]{0,500}\]\([^)\n]{0,1000}\)")
_MARKS = ("**", "__", "*", "_", "`")  # a mark that opens in what is kept and closes in what is not would show


class Excerpt(NamedTuple):
    """The beginning of a text, and whether there is more."""

    text: str
    is_cut: bool


def excerpt(text: str, lines: int) -> Excerpt:
    """Return the beginning of a text in Markdown that takes about so many lines, `LINE` characters each."""
    kept: list[str] = []
    left = lines
    for block in filter(str.strip, _BLOCKS.split(text.strip())):
        needed = sum(-(-len(line) // LINE) or 1 for line in block.split("\n")) + 1
        if needed > left:
            if left > 3 and (beginning := _beginning(block, (left - 1) * LINE)):
                kept.append(beginning)
            elif kept and not _is_heading(kept[-1]):
                kept[-1] += CUT
            while kept and _is_heading(kept[-1]):  # a title with nothing under it
                kept.pop()
            return Excerpt("\n\n".join(kept), is_cut=True)
        kept.append(block)
        left -= needed
    return Excerpt("\n\n".join(kept), is_cut=False)


def _beginning(block: str, length: int) -> str:
    """Return the beginning of a block: whole lines of a list, else whole sentences, else whole words."""
    lines = block.split("\n")
    if len(lines) > 1:
        whole: list[str] = []
        for line in lines:
            length -= max(len(line), LINE)
            if length < 0:
                break
            whole.append(line)
        return "\n".join(whole) + CUT if whole else ""
    if _is_heading(block):
        return ""
    end = _before_link(block, length)
    sentences = [match.end() for match in _SENTENCE.finditer(block, 0, end)]
    if sentences and sentences[-1] > length // 3:
        end = sentences[-1]
    elif (space := block.rfind(" ", 0, end)) > 0:
        end = space
    shown = block[:end].rstrip()
    for mark in _MARKS:
        if shown.count(mark) % 2:
            shown = shown.replace(mark, "")
    return shown + CUT


def _before_link(text: str, end: int) -> int:
    """Return where to cut so that no link is cut in two."""
    return next((link.start() for link in _LINK.finditer(text) if link.start() < end < link.end()), end)


def _is_heading(block: str) -> bool:
    return block.lstrip().startswith("#") and "\n" not in block
