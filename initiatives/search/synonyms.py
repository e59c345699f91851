"""Expressions that an administrator declared to mean the same, found in a query."""

from collections.abc import Iterator

from initiatives.models.synonym import Synonyms
from initiatives.search.terms import Term
from moderation import caching

LONGEST = 5  # words of an expression


def groups() -> dict[str, list[str]]:
    """Return each expression, folded, with those that mean the same."""
    found: dict[str, list[str]] = {}
    for row in Synonyms.objects.all():
        for key in row.keys:
            others = [other for other in row.keys if other != key]
            found[key] = [*found.get(key, []), *others]
    return found


def alternatives_of(terms: list[Term]) -> Iterator[tuple[Term, list[str]]]:
    """Yield the terms with what else they may be called; words that make one expression become one term."""
    known = caching.remembered("synonyms", groups)
    rest = list(terms)
    while rest:
        for size in range(min(LONGEST, len(rest)), 0, -1):
            words = rest[:size]
            if size > 1 and any(term.is_phrase or term.is_excluded for term in words):
                continue
            text = " ".join(term.text for term in words)
            if size == 1 or text in known:
                yield (words[0] if size == 1 else Term(text)), known.get(text, [])
                del rest[:size]
                break
