"""What a page of results answers: the sheets found, or those of words better spelt when there are none."""

from dataclasses import dataclass, replace
from itertools import islice

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
            return cls(filters, found, other=_better(filters, found, rare_too=True))
        other = _better(filters, found)
        if other and not exact:
            return cls(other, find(other), typed=filters)
        return cls(filters, found, other=other, near=None if other else _near(filters))

    @property
    def typed_query(self) -> str:
        """The query string that searches the words exactly as they were typed."""
        return (self.typed or self.filters).query(add=[("exact", "1")])


def _better(filters: Filters, found: Found, *, rare_too: bool = False) -> Filters | None:
    """Return the filters with words better spelt, if they find more."""
    text = corrected(filters.q, rare_too=rare_too)
    if text is not None and find(better := replace(filters, q=text)).count > found.count:
        return better
    if rare_too:
        return None
    others = (replace(filters, q=other) for other in islice(other_spellings(filters.q), TRIED))
    return next((other for other in others if find(other).count), None)


def _near(filters: Filters) -> Filters | None:
    """Return the filters with the commune that the words name as the place to be near to, if the rest finds sheets."""
    apart = place_apart(corrected(filters.q) or filters.q)
    if apart is None:
        return None
    rest, commune = apart
    near = replace(filters, q=rest, near=commune, asked_sort="")
    return near if find(near).count else None
