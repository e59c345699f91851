"""Some hundred sheets among which those alike are: found by the rarest terms, each within a territory that has few.

A term that a hundred sheets have is looked for everywhere; one that a hundred thousand have, where it may be expected a
hundred times: in the department, in the intercommunality, in the commune. The nearest are wanted first anyway.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any, NamedTuple

from django.db import connection

from initiatives.filters.conditions import Condition, with_keys, with_text
from initiatives.likeness.subjects import Holder, Subject, Term
from initiatives.results.bits import BitsFound, Set
from initiatives.results.finding import newest_with

EXPECTED = 100  # sheets of a branch, by which its territory is chosen
TAKEN = 60  # of a branch, the newest
TOO_MANY = 3000  # expected: even the narrowest territory is full of it
PAIRED, TAGS, WORDS = 3, 2, 2  # whose sheets are looked at: of tags that come together, of tags, of words
# A word is looked for in another index than a territory: there, all its sheets are listed.
TERRITORY_OF_WORDS = 20_000

# Each set is found first, whatever its order: the planner must not look for a rare one among the newest, one by one.
BRANCH = "{name} AS MATERIALIZED (SELECT initiative_id, position FROM initiatives_listing WHERE {condition})"
NEWEST = "(SELECT initiative_id FROM {name} ORDER BY position DESC LIMIT {most})"
CANDIDATES = """
WITH {branches}
SELECT l.initiative_id, l.position, l.keys, ARRAY[{said}]::boolean[]
FROM ({taken} UNION SELECT unnest(%s::bigint[])) AS taken JOIN initiatives_listing AS l USING (initiative_id)
WHERE initiative_id <> ALL(%s::bigint[])
"""


class Candidate(NamedTuple):
    """A sheet that may be alike."""

    initiative: int
    position: int
    keys: frozenset[str]
    shared: tuple[Term, ...]

    @property
    def score(self) -> float:
        """What the shared terms are worth together."""
        return sum(term.weight for term in self.shared)


@dataclass(frozen=True)
class Branch:
    """One way to find some: terms that a sheet must have all of, within a territory or anywhere."""

    terms: tuple[Term, ...]
    holder: Holder | None

    @property
    def condition(self) -> Condition:
        """The condition for a listing."""
        keys = [term.key for term in self.terms if not term.is_word]
        keys += [self.holder.token] if self.holder else []
        condition = with_keys([[key] for key in keys])
        words = [lexeme(term) for term in self.terms if term.is_word]
        return condition & with_text(" & ".join(words)) if words else condition


def lexeme(term: Term) -> str:
    """Return the query of PostgreSQL for a word that is told elsewhere than in a long text."""
    return f"'{term.key.replace(chr(39), chr(39) * 2)}':ABC"


def candidates(subject: Subject, *, but: Collection[int] = ()) -> list[Candidate]:
    """Return sheets that share terms with a subject, in no order; `but` leaves some out."""
    if not subject.terms or not subject.total:
        return []
    branches = list(_branches(subject))
    # Two tags say enough of where to look: a title of common words is then but compared.
    others = _by_bits(subject) if sum(term.kind == "tag" for term in subject.terms) < 2 else []
    if not branches and not others:
        others = [hit.initiative for hit in newest_with(_most_telling_key(subject), TAKEN)]
    return _read(subject, branches, others, but)


def _branches(subject: Subject) -> Iterator[Branch]:
    """Yield the ways by which candidates are found."""
    tags = [term for term in subject.terms if term.kind == "tag"]
    words = [term for term in subject.terms if term.kind == "title" and not term.is_frequent][:WORDS]
    themes = [term for term in subject.terms if term.kind == "theme"]
    singles = [(term,) for term in (*tags[:TAGS], *words, *([] if tags else themes))]
    paired = 0  # within a territory: three lists are then gone through together, which is longer
    for terms in [*combinations(tags[:PAIRED], 2), *singles]:
        expected = float(subject.total)
        for term in terms:
            expected *= term.sheets / subject.total
        most = TERRITORY_OF_WORDS if terms[0].is_word else subject.total
        holder = _holder(subject, expected, most)
        within = expected * (holder.sheets / subject.total if holder else 1)
        if within <= TOO_MANY and not (holder and len(terms) == 2 and paired):
            paired += holder is not None and len(terms) == 2
            yield Branch(tuple(terms), holder)


def _holder(subject: Subject, expected: float, most: int) -> Holder | None:
    """Return the widest territory where few enough are expected, of at most so many sheets in all.

    None for everywhere; the narrowest if none has so few.
    """
    if expected <= EXPECTED and subject.total <= most:
        return None
    few = [h for h in subject.holders if expected * h.sheets / subject.total <= EXPECTED and h.sheets <= most]
    return few[-1] if few else next(iter(subject.holders), None)


def _titles(subject: Subject) -> list[Term]:
    """Return the words of its title that are so frequent that bits are kept for them, the rarest first."""
    return [term for term in subject.terms if term.kind == "title" and term.is_frequent][:2]


def _by_bits(subject: Subject) -> list[int]:
    """Return sheets that have frequent words in their title, within a territory."""
    titles = _titles(subject)
    expected = float(subject.total)
    for term in titles:
        expected *= term.sheets / subject.total
    holder = _holder(subject, expected, subject.total)
    if not titles or (holder and not holder.is_frequent):
        return []
    sets = [Set(f"titre:{term.key}") for term in titles] + ([Set(holder.token)] if holder else [])
    return [hit.initiative for hit in BitsFound(Set.all_of(*sets)).hits(0, TAKEN)]


def _most_telling_key(subject: Subject) -> str:
    keys = [term.key for term in subject.terms if not term.is_word]
    return keys[0] if keys else "*"


def _read(
    subject: Subject, branches: list[Branch], others: list[int], but: Collection[int]
) -> list[Candidate]:
    parts: list[str] = []
    params: list[Any] = []
    names: list[str] = []
    words = subject.words
    for number, branch in enumerate(branches):
        condition = branch.condition
        parts.append(BRANCH.format(name=f"b{number}", condition=condition.sql))
        params += condition.params
        names.append(NEWEST.format(name=f"b{number}", most=TAKEN))
    sql = CANDIDATES.format(
        branches=", ".join(parts) or "b AS (SELECT 1)",
        taken=" UNION ".join(names) or "SELECT NULL::bigint AS initiative_id",
        said=", ".join(["l.search @@ %s::tsquery"] * len(words)),
    )
    given: list[Any] = [*params, *map(lexeme, words), others, list(but)]
    with connection.cursor() as cursor:
        cursor.execute(sql, given)
        rows = cursor.fetchall()
    by_key = [term for term in subject.terms if not term.is_word]
    found = []
    for initiative, position, keys, said in rows:
        held = frozenset(keys)
        shared = [term for term in by_key if term.key in held] + [
            word for word, has in zip(words, said, strict=True) if has
        ]
        found.append(Candidate(initiative, position, held, tuple(sorted(shared, key=lambda t: -t.weight))))
    return found
