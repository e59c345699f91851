"""What people type in the search field, word by word.

Words are all required, « "deux mots" » is a phrase, a leading minus excludes. Any input is a valid query.
"""

import re
from dataclasses import dataclass

from places.folding import fold

MAX_LENGTH = 200  # characters
MAX_TERMS = 20
TERM = re.compile(r'(?P<minus>(?:(?<=\s)|^)-)?(?:["«“](?P<phrase>[^"»”]*)["»”]?|(?P<word>[^\s"«»“”]+))')


@dataclass(frozen=True)
class Term:
    """One word or phrase of a query, folded."""

    text: str
    is_phrase: bool = False
    is_excluded: bool = False


def terms_of(text: str) -> list[Term]:
    """Return the terms of a query, at most `MAX_TERMS`."""
    terms = []
    for match in TERM.finditer(text[:MAX_LENGTH]):
        folded = fold(match["phrase"] if match["phrase"] is not None else match["word"])
        # « à » is a stop word of French; folded, « a », it no longer is, and sheets would have to hold it.
        if folded and match["word"] not in ("à", "À"):
            # L’épicerie gives « l epicerie »: one word typed, two indexed, side by side.
            is_phrase = match["phrase"] is not None
            terms.append(Term(folded, is_phrase, match["minus"] is not None))
    return terms[:MAX_TERMS]
