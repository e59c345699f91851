"""The way by which the sheets of a set of filters are found: the quickest that is right for its size."""

from dataclasses import dataclass, replace

from django.db import connection

from initiatives.filters import Filters
from initiatives.filters.conditions import EVERY, Condition, with_keys, with_text
from initiatives.models.listing import ALL
from initiatives.results.bits import BitsFound, Set
from initiatives.results.found import CEILING, Found, Hit
from initiatives.results.kept import KeptFound
from initiatives.results.map_bits import PointsInBox
from initiatives.results.near import NearFound
from initiatives.results.rows import RECENT, TITLE, Order, RowsFound, distance, relevance
from initiatives.results.view import FEW, MANY, ListedFound, WideFound, in_box, points_in, sheets_in
from initiatives.search import Reading
from places.statements import fetch

KNOWN = """
SELECT key, count, f.key IS NOT NULL FROM initiatives_keycount LEFT JOIN initiatives_frequentkey AS f USING (key)
WHERE key = ANY(%s)
"""


@dataclass(frozen=True)
class Asked:
    """The filters as keys, a text and an order, with what is known of the size of each."""

    groups: tuple[tuple[str, ...], ...]  # a sheet must have one key of each
    text: Reading | None
    sort: str
    filters: Filters
    numbers: dict[str, int]  # how many sheets have a key
    frequent: frozenset[str]

    @classmethod
    def of(cls, filters: Filters, groups: tuple[tuple[str, ...], ...], sort: str) -> "Asked":
        """Look up what is known of the keys."""
        keys = {key for group in groups for key in group} or {ALL}
        rows = fetch(KNOWN, [list(keys)])
        frequent = frozenset(key for key, _, is_frequent in rows if is_frequent)
        return cls(groups, filters.text, sort, filters, {key: number for key, number, _ in rows}, frequent)

    @property
    def condition(self) -> Condition:
        """All of it, as a condition for a listing."""
        condition = with_keys(self.groups)
        return condition & with_text(self.text.query) if self.text else condition

    @property
    def set(self) -> Set | None:
        """All of it, as bits; None where something is too rare to be kept as bits, or everything is asked for."""
        if self.text is not None and self.text.sheets is None:
            return None
        parts = [self.text.sheets] if self.text is not None and self.text.sheets else []
        for group in self.groups:
            # A key that nothing has takes nothing away from the others of its group.
            keys = [key for key in group if self.numbers.get(key)]
            if not keys or not self.frequent.issuperset(keys):
                return None
            parts.append(Set.any_of(*map(Set, keys)))
        return Set.all_of(*parts) if parts else None

    @property
    def order(self) -> Order:
        """How its sheets are sorted, where they are looked at one by one."""
        if self.sort == "pertinence" and self.text:
            return relevance(self.text.query, self.text.places)
        if self.sort == "proche" and self.filters.near:
            return distance(self.filters.near)
        return TITLE if self.sort == "titre" else RECENT

    @property
    def preferred(self) -> tuple[Set, ...]:
        """What comes first by relevance: what lies in the places that were named, what has the words in its title."""
        if self.sort != "pertinence" or self.text is None:
            return ()
        first = [Set.any_of(*map(Set, self.text.places))] if self.text.places else []
        return tuple(first + ([self.text.titles] if self.text.titles else []))


def find(filters: Filters, *, without: str = "") -> Found:
    """Return the sheets that pass; `without` leaves one dimension out, for its facet."""
    asked = Asked.of(filters, filters.key_groups(without=without), "recent" if without else filters.sort)
    if filters.box is not None and without != "bbox":
        return _in_view(asked)
    return _anywhere(asked)


def _anywhere(asked: Asked) -> Found:
    """Return the sheets that pass, wherever they lie."""
    found = _many(asked)
    if found is None:
        return RowsFound(asked.condition, asked.order)
    near = asked.filters.near if asked.sort == "proche" else None
    if (near or asked.sort == "titre") and found.count <= CEILING:
        return RowsFound(asked.condition, asked.order)
    return NearFound(found, asked.filters.pins, near) if near else found


def _many(asked: Asked) -> Found | None:
    """Return a set for which counts or bits are kept, None for one whose sheets are looked at one by one."""
    if asked.text is None and not asked.groups:
        return KeptFound(ALL, asked.numbers.get(ALL, 0))
    if asked.text is None and len(asked.groups) == 1 and len(asked.groups[0]) == 1:
        (key,) = asked.groups[0]
        return KeptFound(key, asked.numbers[key]) if key in asked.frequent else None
    whole = asked.set
    return BitsFound(whole, asked.preferred) if whole else None


def _in_view(asked: Asked) -> Found:
    """Return the sheets that pass and have a point in the rectangle of the filters."""
    box = asked.filters.box
    if box is None:
        return _anywhere(asked)
    inside, touched = points_in(box)
    drawn = asked.filters.pins_inside
    order = asked.order
    everywhere = _anywhere(replace(asked, sort="recent" if asked.sort in ("proche", "titre") else asked.sort))
    if isinstance(everywhere, KeptFound) and everywhere.key == ALL:
        if order != RECENT or touched <= FEW:
            return RowsFound(in_box(box, drawn), order)
        count = sheets_in(box) if touched <= MANY else CEILING + 1
        return WideFound(everywhere, box, count, inside / max(1, _points()), drawn)
    if not isinstance(everywhere, KeptFound | BitsFound) or touched <= FEW:
        return RowsFound(asked.condition & in_box(box, drawn), order)
    points = PointsInBox(Set(everywhere.key) if isinstance(everywhere, KeptFound) else everywhere.whole, box)
    number = points.number()
    if number > MANY:
        return WideFound(everywhere, box, CEILING + 1, number / max(1, everywhere.number), drawn)
    sheets = points.sheets(asked.filters.without_box().pins)
    if order == RECENT:
        return ListedFound(everywhere, sheets)
    return RowsFound(Condition("initiative_id = ANY(%s)", (sheets,)), order)


def _points() -> int:
    """Return how many points are on the map."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT sum(count) FROM initiatives_cellcount WHERE place = '' AND theme = 0 AND level = 2"
        )
        return cursor.fetchone()[0] or 0


def set_of(filters: Filters) -> Set | None:
    """Return what passes, whatever the rectangle, as bits; None for everything, or where something is too rare."""
    groups = filters.key_groups()
    if not groups and filters.text is None:
        return None
    return Asked.of(filters, groups, "recent").set


def is_rare(filters: Filters, number: int) -> bool:
    """Whether one of the dimensions, but for words, leaves so few sheets."""
    asked = Asked.of(filters, filters.key_groups(), "recent")
    return any(sum(asked.numbers.get(key, 0) for key in group) <= number for group in asked.groups)


def without_point(filters: Filters, limit: int) -> list[Hit]:
    """Return the newest sheets that pass and have no point on the map."""
    groups = (*filters.key_groups(), ("sans-point",))
    asked = Asked.of(filters, groups, "recent")
    found = _many(asked) or RowsFound(asked.condition, RECENT, most=limit)
    return found.hits(0, min(limit, found.reach))


def newest_with(key: str, limit: int, *, without: str = "") -> list[Hit]:
    """Return the sheets that have a key (`ALL`: every sheet) and not another, the newest first."""
    asked = Asked.of(Filters(), () if key == ALL else ((key,),), "recent")
    others = Condition("NOT keys @> %s", ([without],)) if without else EVERY
    found = _many(asked)
    if found is None:
        return RowsFound(asked.condition & others, RECENT, most=limit).hits(0, limit)
    # Of a large set, a few more than are wanted are enough to leave some out.
    some = [hit.initiative for hit in found.hits(0, min((4 if without else 1) * limit, found.reach))]
    if not without:
        return [Hit(number) for number in some]
    return RowsFound(Condition("initiative_id = ANY(%s)", (some,)) & others, RECENT, most=limit).hits(
        0, limit
    )
