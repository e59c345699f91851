"""The map of the meetings to come that an address asks for: the next ones that have a place, each once."""

from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property

from django.utils.safestring import SafeString

from events.agenda import EventFilters
from events.map import drawn
from events.models import Occurrence
from initiatives.filters import Box
from initiatives.map import MAINLAND, extent_of
from places.addresses import address

MOST = 150  # meetings shown
READ = 450  # times gone through: one that comes every week is there once
NEAREST = 0.05  # degrees around the outermost points, some 5 km
ROOM = 0.15  # of what is shown, so that no pin is cut at an edge


@dataclass(frozen=True)
class Placed:
    """The next time of a meeting, and its point as « latitude,longitude », in degrees."""

    time: Occurrence
    latitude: float
    longitude: float

    @property
    def point(self) -> str:
        """Both numbers, whatever the language of the page."""
        return f"{self.latitude:.6f},{self.longitude:.6f}"


class MapPage:
    """What the page of the map shows for some filters; what is over has no map."""

    def __init__(self, filters: EventFilters) -> None:
        self.filters = replace(filters, is_past=False)

    @cached_property
    def _times(self) -> list[Occurrence]:
        placed = self.filters.occurrences.filter(event__near_latitude__isnull=False)
        return list(placed.for_lists()[:READ])

    @cached_property
    def _all_placed(self) -> list[Placed]:
        found: dict[int, Placed] = {}
        for time in self._times:
            latitude, longitude = time.event.near_latitude, time.event.near_longitude
            if latitude is not None and longitude is not None:
                found.setdefault(time.event_id, Placed(time, latitude, longitude))
        return list(found.values())

    @property
    def placed(self) -> list[Placed]:
        """The next meetings, at most `MOST`, in the order of their times."""
        return self._all_placed[:MOST]

    @property
    def rows(self) -> list[tuple[Occurrence, str]]:
        """The same as the list shows them: a time, and its point for the map."""
        return [(one.time, one.point) for one in self.placed]

    @property
    def is_cut(self) -> bool:
        """Whether there may be more than are shown."""
        return len(self._times) == READ or len(self._all_placed) > MOST

    @property
    def bounds(self) -> Box:
        """Where the map opens: on the territory, else on what it shows."""
        whole = extent_of(self.filters.territory) if self.filters.territory else None
        if whole is not None or not self.placed:
            return whole or MAINLAND
        north = [one.latitude for one in self.placed]
        east = [one.longitude for one in self.placed]
        beside = NEAREST + ROOM * (max(east) - min(east))
        above = NEAREST + ROOM * (max(north) - min(north))
        return Box(min(east) - beside, min(north) - above, max(east) + beside, max(north) + above)

    def drawn(self) -> SafeString:
        """Return the map of readers without JavaScript: a circle for each region, which leads to its map."""
        communes = [one.time.event.commune for one in self.placed]
        counts = Counter(commune.department_id for commune in communes if commune is not None)
        return drawn(counts, path=address("event_map"), query=self.filters.query)
