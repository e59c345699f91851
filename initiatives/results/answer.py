"""What a page of results answers: the sheets found, or those of words better spelt when there are none."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import chain, islice

from initiatives.filters import Filters
from initiatives.results.finding import find
from initiatives.results.found import Found
from initiatives.search.corrections import corrected, other_spellings, place_apart

TRIED = 6  # spellings, where the likeliest finds nothing
FEW = 3  # sheets: with fewer, another spelling is offered


@dataclass(frozen=True)
class Answer:
    """The filters in force and what they find, with what else the words may have meant."""

    filters: Filters
    found: Found
    typed: Filters | None = None  # what was asked and found nothing: `filters` have its words better spelt
    other: Filters | None = None  # the same with words better spelt, which find more: offered
    near: Filters | None = (
        None  # the same with the commune that the words name as a place to be near to: offered
    )

    @classmethod
    def of(cls, filters: Filters, *, exact: bool = False) -> "Answer":
        """Find; `exact` keeps the words as they were typed, whatever they find."""
        found = find(filters)
        # The box counts too, but is no fault of spelling.
        if filters.text is None or found.count >= FEW:
            return cls(filters, found)
        if found.count:
            text = corrected(filters.q, rare_too=True)
            better = _better(filters, [text] if text else [], found.count)
            return cls(filters, found, other=better[0] if better else None)
        text = corrected(filters.q)
        spellings = chain([text] if text else [], islice(other_spellings(filters.q), TRIED))
        better = _better(filters, spellings)
        if better is None:
            return cls(filters, found, near=_near(filters, text or filters.q))
        other, of_other = better
        return cls(filters, found, other=other) if exact else cls(other, of_other, typed=filters)

    @property
    def typed_query(self) -> str:
        """The query string that searches the words exactly as they were typed."""
        return (self.typed or self.filters).query(add=[("exact", "1")])


def _better(filters: Filters, texts: Iterable[str], more_than: int = 0) -> tuple[Filters, Found] | None:
    """Return the filters with the first of these words in place of theirs that find more, and what they find."""
    for text in texts:
        other = replace(filters, q=text)
        if (found := find(other)).count > more_than:
            return other, found
    return None


def _near(filters: Filters, text: str) -> Filters | None:
    """Return the filters with the commune that a text names as the place to be near to, if the rest finds sheets."""
    apart = place_apart(text)
    if apart is None:
        return None
    rest, commune = apart
    near = replace(filters, q=rest, near=commune, asked_sort="")
    return near if find(near).count else None
