"""What a page of results answers: the sheets found, or those of other words when there are none."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from initiatives.filters import Filters
from initiatives.results.finding import find
from initiatives.results.found import Found
from initiatives.search.corrections import corrected, other_spellings
from initiatives.search.leaving_out import with_one_less, without_absent
from initiatives.search.pieces import place_apart
from initiatives.search.spacing import known_parted, respaced

TRIED = 6  # spellings, where the likeliest finds nothing
FEW = 3  # sheets: with fewer, another spelling is offered

Words = tuple[str, tuple[str, ...]]  # a text, with the words that were typed and are not in it


@dataclass(frozen=True)
class Answer:
    """The filters in force and what they find, with what else the words may have meant."""

    filters: Filters
    found: Found
    typed: Filters | None = None  # what was asked and found nothing: `filters` have other words
    left_out: tuple[str, ...] = ()  # words that were typed and that `filters` do without
    other: Filters | None = None  # the same with other words, which find more: offered
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
            better = _better(filters, [(text, ())] if text else [], found.count)
            return cls(filters, found, other=better[0] if better else None)
        mended = _mended(filters.q)
        near = None
        better = _better(filters, _other_words(filters.q, mended))
        if better is None:
            # Some words do not go together. To look elsewhere is offered first, if a place is one of them.
            near = _near(filters, mended[0])
            shorter = with_one_less(mended[0])
            better = _better(filters, ((text, (*mended[1], word)) for text, word in shorter))
        if better is None:
            return cls(filters, found, near=near)
        other, of_other, left_out = better
        if exact:
            return cls(filters, found, other=other, near=near)
        return cls(other, of_other, typed=filters, left_out=left_out, near=near)

    @property
    def typed_query(self) -> str:
        """The query string that searches the words exactly as they were typed."""
        return (self.typed or self.filters).query(add=[("exact", "1")])


def _other_words(text: str, mended: Words) -> Iterator[Words]:
    """Yield what a text that finds nothing may have meant, the surest first; `mended` is it, each word by itself."""
    for spaced in respaced(text):
        yield _mended(spaced)
    if mended[0] != text:
        yield mended
    for spelling in islice(other_spellings(mended[0]), TRIED):
        yield spelling, mended[1]
    for spaced in known_parted(text):
        yield _mended(spaced)


def _mended(text: str) -> Words:
    return without_absent(corrected(text) or text)


def _better(
    filters: Filters, ways: Iterable[Words], more_than: int = 0
) -> tuple[Filters, Found, tuple[str, ...]] | None:
    """Return the filters with the first of these words in place of theirs that find more, and what they find."""
    for text, left_out in ways:
        other = replace(filters, q=text)
        if other.text is not None and (found := find(other)).count > more_than:
            return other, found, left_out
    return None


def _near(filters: Filters, text: str) -> Filters | None:
    """Return the filters with the commune that a text names as the place to be near to, if the rest finds sheets."""
    apart = place_apart(text)
    if apart is None:
        return None
    rest, commune = apart
    near = replace(filters, q=rest, near=commune, asked_sort="")
    return near if near.text is not None and find(near).count else None
