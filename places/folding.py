"""One way to compare words that people type: lower case, no accents, single spaces.

The SQL function `fold(text)` is made by migration 0001; `fold` here gives the same key for Latin text.
"""

import re
import unicodedata

from django.db.models import Func, TextField

# What is neither a letter nor a digit, listed by block rather than by class: PostgreSQL's classes depend on the
# locale of the database, these ranges do not. Same list in migration 0001.
SEPARATORS = re.compile(
    "[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u00d7\u00f7\u02b0-\u02ff\u2000-\u206f\u20a0-\u20cf"
    "\u2190-\u2bff\u3000-\u303f\ufe00-\ufe0f\uff01-\uff0f\U0001f000-\U0001faff]+"
)
COMBINING = re.compile("[\u0300-\u036f]+")
LIGATURES = str.maketrans(
    {"œ": "oe", "Œ": "oe", "æ": "ae", "Æ": "ae", "ß": "ss", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l"}
)

ARTICLES = ("le ", "la ", "les ", "l ")
SHORT_FORMS = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}


def fold(text: str) -> str:
    """Return the comparison key of `text`: « L’Haÿ-les-Roses » → "l hay les roses"."""
    plain = COMBINING.sub("", unicodedata.normalize("NFKD", text.translate(LIGATURES)))
    return SEPARATORS.sub(" ", plain.replace("\0", " ").lower()).strip()


def spell_out(words: list[str]) -> str:
    """Return folded words as one name, short forms spelt out: ["st", "brieuc"] → "saint brieuc"."""
    return " ".join(SHORT_FORMS.get(word, word) for word in words)


def bare_name(name: str) -> str:
    """Return the key of a place name in full, without its leading article: « Le Mont-Dore » → "mont dore"."""
    full = spell_out(fold(name).split())
    return next((full.removeprefix(article) for article in ARTICLES if full.startswith(article)), full)


class Fold(Func):
    """The same key, computed by PostgreSQL: for generated columns, sorting and searching."""

    function = "fold"
    arity = 1
    output_field = TextField()
