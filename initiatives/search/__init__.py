"""The search: what is typed, what it means, what it may have meant."""

from initiatives.search.reading import Reading, read
from initiatives.search.terms import MAX_LENGTH, MAX_TERMS, Term, terms_of

__all__ = ["MAX_LENGTH", "MAX_TERMS", "Reading", "Term", "read", "terms_of"]
