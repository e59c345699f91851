"""Give each commune a position, from GeoNames where nothing leaves a doubt, from its neighbourhood otherwise.

GeoNames says no commune code, only a name and a region. A position is taken as exact when name, region and neighbours
agree: a namesake elsewhere in the region, a hamlet of the same name or a former commune would put a place tens of
kilometres away from those with which it shares an intercommunality or a postcode.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from math import cos, hypot, inf, isinf, radians
from statistics import fmean, median

from places.folding import bare_name

KM_PER_DEGREE = 111.2  # of latitude
# How far from the middle of its neighbours a commune may lie: more when no other place of the region bears its name.
NEAR_KM, UNIQUE_NEAR_KM = 25.0, 45.0
# Circles of neighbours are of all sizes: from twice their radius on, a commune is not one of theirs.
RADII = 2.0
# A namesake is told from another when the record is near one of them and this many times farther from the other.
CLEARLY_FARTHER = 2.5
# Other sources count other years and other limits; beyond this ratio it is another place.
SAME_POPULATION = 4.0
# Two records that one commune may claim are one place when this close.
SAME_PLACE_KM = 5.0
PASSES = 3  # each pass judges with the neighbours that the one before has found


@dataclass(frozen=True)
class Point:
    """Degrees WGS 84."""

    latitude: float
    longitude: float

    def distance(self, other: "Point") -> float:
        """Return kilometres, on a flat map: within 1 % below 300 km."""
        east = (self.longitude - other.longitude) * cos(radians((self.latitude + other.latitude) / 2))
        return hypot(east, self.latitude - other.latitude) * KM_PER_DEGREE


@dataclass(frozen=True)
class Record:
    """A populated place of GeoNames. `area` is the code of its region, or of its department overseas."""

    name: str
    area: str
    population: int
    point: Point
    other_names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Town:
    """What is known of a commune before it has a position."""

    code: str
    name: str
    area: str
    department: str
    population: int
    intercommunality: str = ""
    arrondissement: str = ""  # sub-prefecture
    postcodes: tuple[str, ...] = ()
    seat_names: tuple[str, ...] = ()  # names that the seat of a merged commune bore
    merged_names: tuple[
        str, ...
    ] = ()  # names of the other communes merged into it: rivals for a record, no position

    @property
    def circles(self) -> list[tuple[str, str]]:
        """The groups of neighbours it belongs to, the closest first."""
        near = [("postcode", f"{self.department} {postcode}") for postcode in self.postcodes]
        if self.intercommunality:
            near.append(("intercommunality", self.intercommunality))
        if self.arrondissement:
            near.append(("arrondissement", self.arrondissement))
        return [*near, ("department", self.department)]


@dataclass
class Neighbours:
    """The positions found so far, by group of neighbours."""

    members: dict[tuple[str, str], dict[str, Point]] = field(default_factory=lambda: defaultdict(dict))

    @classmethod
    def of(cls, towns: Iterable[Town], found: dict[str, Point]) -> "Neighbours":
        """Group the towns that have a position."""
        neighbours = cls()
        for town in towns:
            if town.code in found:
                for circle in town.circles:
                    neighbours.members[circle][town.code] = found[town.code]
        return neighbours

    def middle(self, town: Town, at_least: int = 1) -> tuple[Point, float] | None:
        """Return the middle of the town's closest circle with enough members, itself left out, and its radius in km."""
        for circle in town.circles:
            points = [point for code, point in self.members[circle].items() if code != town.code]
            if len(points) >= at_least:
                middle = _middle(points, median)
                return middle, median(middle.distance(point) for point in points)
        return None


def _middle(points: list[Point], mean: Callable[[list[float]], float]) -> Point:
    return Point(mean([point.latitude for point in points]), mean([point.longitude for point in points]))


def locate(towns: list[Town], records: Iterable[Record]) -> dict[str, tuple[Point, bool]]:
    """Return, by code, a point and whether it is exact; what is inhabited by nobody may have none."""
    records = list(records)
    exact = _exact(towns, records)
    neighbours = Neighbours.of(towns, exact)
    largest = {record.area: record.point for record in sorted(records, key=lambda record: record.population)}
    positions = {code: (point, True) for code, point in exact.items()}
    for town in towns:
        if town.code not in positions:
            point = _approximate(town, neighbours) or (largest.get(town.area) if town.population else None)
            if point:
                positions[town.code] = (point, False)
    return positions


def _approximate(town: Town, neighbours: Neighbours) -> Point | None:
    """Return the mean of the closest circle of neighbours that has a position."""
    for circle in town.circles:
        points = list(neighbours.members[circle].values())
        if points:
            return _middle(points, fmean)
    return None


@dataclass(frozen=True)
class Claim:
    """A commune that a record may be, by its own name, by that of its seat, or by that of a part of it."""

    town: Town
    by: str  # name, seat, part


def _exact(towns: list[Town], records: list[Record]) -> dict[str, Point]:
    """Match records to communes by name, then let neighbours judge, several times over."""
    claims = _claims(towns)
    matches = [(record, found) for record in records if (found := _claimants(record, claims))]
    rivals = Counter(found[0].town.code for _, found in matches if len(found) == 1)
    positions = {
        found[0].town.code: record.point
        for record, found in matches
        if len(found) == 1 and found[0].by != "part" and rivals[found[0].town.code] == 1
    }
    for _ in range(PASSES):
        neighbours = Neighbours.of(towns, positions)
        won: dict[str, list[Record]] = defaultdict(list)
        for record, found in matches:
            if winner := _winner(record, found, neighbours):
                won[winner.code].append(record)
        positions = {code: point for code, places in won.items() if (point := _one_place(places))}
    return positions


def _claims(towns: list[Town]) -> dict[tuple[str, str], list[Claim]]:
    """Return who may claim each name, by area and comparison key."""
    claims: dict[tuple[str, str], dict[str, Claim]] = defaultdict(dict)
    for town in towns:
        for by, names in (("name", (town.name,)), ("seat", town.seat_names), ("part", town.merged_names)):
            for name in names:
                claims[town.area, bare_name(name)].setdefault(town.code, Claim(town, by))
    return {key: list(found.values()) for key, found in claims.items()}


def _claimants(record: Record, claims: dict[tuple[str, str], list[Claim]]) -> list[Claim]:
    """Return who may claim a record: by its main name or else, if nobody does, by its other names."""
    found = claims.get((record.area, bare_name(record.name)))
    if found:
        return found
    others = {bare_name(name) for name in record.other_names}
    return list(
        {claim.town.code: claim for name in others for claim in claims.get((record.area, name), [])}.values()
    )


def _winner(record: Record, claimants: list[Claim], neighbours: Neighbours) -> Town | None:
    """Return the only commune that this record can be, if there is no doubt."""
    distances = []
    for claim in claimants:
        middle, radius = neighbours.middle(claim.town, at_least=3) or (record.point, inf)
        distances.append((record.point.distance(middle), radius, claim))
    distance, radius, claim = min(distances, key=lambda item: item[0])
    others = [other for other, _, rival in distances if rival is not claim]
    alone = not others
    if claim.by == "part" or not _same_population(record, claim):
        return None
    if alone and claim.by == "name" and claim.town.area == claim.town.department:
        return claim.town  # overseas, the only one of its name: some neighbours are islands far away
    if distance > max(UNIQUE_NEAR_KM if alone else NEAR_KM, RADII * radius):
        return None
    if others and (isinf(radius) or min(others) < max(NEAR_KM, CLEARLY_FARTHER * distance)):
        return None
    return claim.town


def _same_population(record: Record, claim: Claim) -> bool:
    """Tell whether both counts may be of one place; a seat has fewer inhabitants than the commune that it heads."""
    low, high = sorted((max(record.population, 50), max(claim.town.population, 50)))
    return high <= low * SAME_POPULATION or (claim.by == "seat" and record.population < claim.town.population)


def _one_place(records: list[Record]) -> Point | None:
    """Return the point of the most populated record, unless the records are places apart."""
    point = max(records, key=lambda record: record.population).point
    return point if all(point.distance(record.point) <= SAME_PLACE_KM for record in records) else None
