"""Text as people meant to type it: without characters that nobody sees and that break pages and databases."""

import re
import unicodedata

# NUL and the other controls but tab and newline: PostgreSQL refuses the first, XML 1.0 most of them.
_CONTROLS = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"
# Halves of a character that UTF-8 cannot write.
_SURROGATES = "\ud800-\udfff"
# Zero-width and other invisible characters, soft hyphen included: two titles that look alike must be alike.
_INVISIBLE = (
    "\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200d\u2060-\u2064\u206a-\u206f"
    "\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f"
)
# Direction marks and overrides: they make a name or an address read otherwise than it is written.
_BIDI = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
# Code points that Unicode reserves for ever; an HTML or XML parser reports each as an error.
_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(
    f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)

_FORBIDDEN = re.compile(f"[{_CONTROLS}{_SURROGATES}{_INVISIBLE}{_BIDI}{_NONCHARACTERS}]")
_NEWLINES = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_BLANKS = re.compile("[ \t\n]+")
_BLANKS_AT_END_OF_LINE = re.compile("[ \t]+(?=\n|$)")
_EMPTY_LINES = re.compile("\n{3,}")


def clean_text(value: str) -> str:
    """Return text of several lines: NFC, Unix newlines, no two empty lines in a row, nothing invisible."""
    value = _NEWLINES.sub("\n", _FORBIDDEN.sub("", value))
    value = _EMPTY_LINES.sub("\n\n", _BLANKS_AT_END_OF_LINE.sub("", value))
    return unicodedata.normalize("NFC", value).strip()


def clean_line(value: str) -> str:
    """Return text of one line: as `clean_text`, where line breaks, tabs and runs of spaces become one space.

    A name or a subject so cleaned injects no header in a mail or an answer. No-break spaces stay: typography.
    """
    return _BLANKS.sub(" ", clean_text(value)).strip()
