"""The order of candidates: the most alike first, the nearest among those about as alike."""

from collections.abc import Sequence
from typing import NamedTuple

from initiatives.likeness.candidates import Candidate
from initiatives.likeness.subjects import Subject
from places.distance import distance_km
from places.statements import fetch

FINALISTS = 60  # of which the distance is computed
# Of the best score: what has so much of it is about as alike, and comes in the order of distance.
BANDS = (0.6, 0.3)
LEAST = 0.15  # of the best score: what has less is not alike
FAR = 25_000.0  # km, for what has no place: after everything that has one
PINS = """
SELECT initiative_id, latitude_e6 / 1e6::float8, longitude_e6 / 1e6::float8 FROM initiatives_pin
WHERE initiative_id = ANY(%s::bigint[])
"""


class Ranked(NamedTuple):
    """A candidate in its rank, and how far it is: None where one of both has no place."""

    candidate: Candidate
    km: float | None


def ranked(subject: Subject, found: Sequence[Candidate]) -> list[Ranked]:
    """Return the best candidates in order: by bands of likeness, in each the nearest first."""
    best = sorted(found, key=lambda c: (-c.score, -c.position))[:FINALISTS]
    if not best:
        return []
    top = best[0].score
    best = [candidate for candidate in best if candidate.score >= LEAST * top]
    far = distances(subject.points, [candidate.initiative for candidate in best])

    def order(candidate: Candidate) -> tuple[int, float, float, int]:
        band = sum(candidate.score < share * top for share in BANDS)
        return band, far.get(candidate.initiative, FAR), -candidate.score, -candidate.position

    return [Ranked(candidate, far.get(candidate.initiative)) for candidate in sorted(best, key=order)]


def distances(points: Sequence[tuple[float, float]], initiatives: Sequence[int]) -> dict[int, float]:
    """Return how far the places of sheets are from the nearest of some points (degrees WGS 84), in kilometres."""
    if not points:
        return {}
    found: dict[int, float] = {}
    for number, latitude, longitude in fetch(PINS, [list(initiatives)]):
        km = min(distance_km(*point, latitude, longitude) for point in points)
        found[number] = min(km, found.get(number, FAR))
    return found
