"""How far the positions of an edition lie from the official centres."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from places.gazetteer.content import CommuneRow
from places.gazetteer.positions import Point

FAR_KM = 10.0
# Share of the positions flagged exact that may be farther than that: the centre of a commune as large as Arles, or of
# those of Guyane, is truly far from the town.
TOLERATED = 0.005


@dataclass
class Distances:
    """Kilometres between the positions of one kind and the official centres, with the commune, in any order."""

    pairs: list[tuple[float, CommuneRow]] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.pairs)

    def quantile(self, share: float) -> float:
        """Return the distance under which that share of the communes lies, 0 when there is none."""
        ordered = sorted(distance for distance, _ in self.pairs)
        return ordered[min(int(share * len(ordered)), len(ordered) - 1)] if ordered else 0.0

    @property
    def far(self) -> list[tuple[float, CommuneRow]]:
        """The communes more than 10 km off, the farthest first."""
        return sorted((pair for pair in self.pairs if pair[0] > FAR_KM), key=lambda pair: -pair[0])

    @property
    def share_far(self) -> float:
        """The share of them, from 0 to 1."""
        return len(self.far) / len(self.pairs) if self.pairs else 0.0


@dataclass
class Comparison:
    """Exact and approximate positions beside the official centres; `inhabitants` share of the exact ones."""

    exact: Distances
    approximate: Distances
    communes: int
    inhabitants: float

    @property
    def holds(self) -> bool:
        """Whether positions flagged exact are as good as promised."""
        return len(self.exact) > 0 and self.exact.share_far < TOLERATED


def compare(communes: list[CommuneRow], official: Iterable[CommuneRow]) -> Comparison:
    """Measure every commune that both lists place."""
    centres = {
        row.code: Point(row.latitude, row.longitude)
        for row in official
        if row.latitude is not None and row.longitude is not None
    }
    kinds = {True: Distances(), False: Distances()}
    for row in communes:
        centre = centres.get(row.code)
        if centre and row.latitude is not None and row.longitude is not None:
            distance = centre.distance(Point(row.latitude, row.longitude))
            kinds[row.position_exact].pairs.append((distance, row))
    exact = sum(row.population for row in communes if row.position_exact)
    inhabitants = sum(row.population for row in communes)
    return Comparison(kinds[True], kinds[False], len(communes), exact / inhabitants if inhabitants else 0.0)
