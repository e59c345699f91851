"""What is new around a commune: its initiatives, its meetings, its calls."""

from dataclasses import dataclass

from events.coming import coming_about
from events.models import Occurrence
from initiatives.calling.lists import ending_soonest
from initiatives.cards import Card, cards
from initiatives.filters.conditions import Condition
from initiatives.likeness.related import FIRST_KM
from initiatives.models import Call, KeyCount
from initiatives.results import Hit
from initiatives.results.near import nearest
from initiatives.results.rows import RECENT, RowsFound
from moderation import caching
from places.models import Commune
from places.territory import Territory

REACH_KM = 50.0
LOOKED_AT = 60  # the nearest, of which the newest are shown
SHOWN = 6
CALLS_SHOWN = 3


@dataclass(frozen=True)
class Near:
    """What is around a commune; each part may be empty."""

    commune: Commune
    department: Territory
    newest: list[Card]  # each with its distance, the nearest first
    meetings: list[Occurrence]
    calls: list[Call]  # of the department


def near(commune: Commune) -> Near:
    """Return what is around a commune, remembered: it depends on nothing but what is public."""
    department = Territory(commune.department)
    newest: list[Card] = caching.remembered(f"near {commune.pk}", lambda: newest_around(commune))
    return Near(
        commune=commune,
        department=department,
        newest=newest,
        meetings=coming_about(commune),
        calls=ending_soonest(CALLS_SHOWN, [department.token]),
    )


def newest_around(commune: Commune) -> list[Card]:
    """Return the newest among the nearest sheets, none farther than `REACH_KM`, in the order of their distances.

    Among the nearest, and not among all within reach: around a large town these are a hundred thousand.
    """
    if commune.latitude is None or commune.longitude is None:
        return []
    around = KeyCount.objects.numbers([commune.token]).get(commune.token, 0)
    first_km = next(km for least, km in FIRST_KM if around >= least)
    hits = nearest(
        commune.latitude, commune.longitude, number=LOOKED_AT, but=(), first_km=first_km, most_km=REACH_KM
    )
    if not hits:
        return []
    km = {hit.initiative: hit.km for hit in hits}
    among = Condition("initiative_id = ANY(%s)", (list(km),))
    newest = [hit.initiative for hit in RowsFound(among, RECENT, most=SHOWN).hits(0, SHOWN)]
    return cards([Hit(number, km[number]) for number in sorted(newest, key=lambda number: km[number] or 0.0)])
