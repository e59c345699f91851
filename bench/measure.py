"""Asking the addresses of a case in slices, between slices of the floors, and what came of it."""

import math
import statistics
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import psycopg

from bench import floors
from bench.cases import Case
from bench.server import Site
from bench.visitor import Answer


def percentile(values: Sequence[float], share: float) -> float:
    """Return the smallest value that is not exceeded by at least `share` (0 to 1) of the values (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(1, math.ceil(share * len(ordered))) - 1]


@dataclass
class Figures:
    """What one case cost on one database."""

    times: list[float] = field(default_factory=list)  # milliseconds, in the order of the addresses
    sizes: list[int] = field(default_factory=list)  # bytes of the body as sent
    compressed: list[int] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    application_ns: int = 0
    database_ns: int = 0
    # Milliseconds of the floors in the same rounds: on the clock per request, of the processor per round.
    view_times: list[float] = field(default_factory=list)
    view_processor: list[float] = field(default_factory=list)
    query_times: list[float] = field(default_factory=list)
    query_processor: list[float] = field(default_factory=list)
    queries: float | None = None

    @property
    def median_ms(self) -> float:
        """The time of half of the requests at most."""
        return statistics.median(self.times)

    @property
    def p95_ms(self) -> float:
        """The time of 95 % of the requests at most."""
        return percentile(self.times, 0.95)

    @property
    def application_ms(self) -> float:
        """Processor milliseconds of gunicorn, per request."""
        return self.application_ns / len(self.times) / 1e6

    @property
    def database_ms(self) -> float:
        """Processor milliseconds of PostgreSQL, per request."""
        return self.database_ns / len(self.times) / 1e6

    @property
    def processor_ms(self) -> float:
        """Processor milliseconds of both, per request."""
        return self.application_ms + self.database_ms

    @property
    def by_view(self) -> float:
        """The processor's time ÷ that of the bare Django view."""
        return self.processor_ms / statistics.mean(self.view_processor)

    @property
    def by_query(self) -> float:
        """The processor's time ÷ that of the bare query, client included."""
        return self.processor_ms / statistics.mean(self.query_processor)

    @property
    def refused(self) -> int:
        """The number of answers that are neither a page nor "not modified"."""
        return sum(number for status, number in self.statuses.items() if status not in (200, 304))

    def add(self, answer: Answer) -> None:
        """Take one answer in."""
        self.times.append(answer.ms)
        self.sizes.append(len(answer.body))
        self.compressed.append(answer.compressed)
        self.statuses[answer.status] += 1

    def summary(self) -> dict[str, Any]:
        """Return everything for `var/bench.json`."""
        return {
            "median_ms": self.median_ms,
            "p95_ms": self.p95_ms,
            "queries": self.queries,
            "bytes": statistics.median(self.sizes),
            "compressed": statistics.median(self.compressed),
            "compressed_max": max(self.compressed),
            "application_ms": self.application_ms,
            "database_ms": self.database_ms,
            "by_bare_view": self.by_view,
            "by_bare_query": self.by_query,
            "bare_view": {
                "median_ms": statistics.median(self.view_times),
                "processor_ms": statistics.mean(self.view_processor),
            },
            "bare_query": {
                "median_ms": statistics.median(self.query_times),
                "processor_ms": statistics.mean(self.query_processor),
            },
            "statuses": dict(self.statuses),
            "times_ms": self.times,
        }


Connections = dict[int, psycopg.Connection]


def measure(
    case: Case, sites: list[Site], connections: Connections, rounds: int
) -> dict[int, Figures] | None:
    """Return the figures of a case by number of sheets; None if the site has nothing of that kind to ask.

    `connections` are ours to each database, for the bare query. The addresses are cut into `rounds` slices, each asked
    of every site after the floors, and each address once: no cache of answers flatters.
    """
    if not case.addresses:
        return None
    figures = {site.database.count: Figures() for site in sites}
    for site in sites:
        answers = [site.site.visitor.get(address) for address in case.warming]
        if case.optional and all(answer.status == 404 for answer in answers):
            return None
        floors.bare_view(site)
    for start in range(rounds):
        for site in sites:
            found = figures[site.database.count]
            times, processor = floors.bare_query(site, connections[site.database.count])
            found.query_times += times
            found.query_processor.append(processor)
            times, processor = floors.bare_view(site)
            found.view_times += times
            found.view_processor.append(processor)
            _slice(site, case, case.addresses[start::rounds], found)
    return figures


def _slice(site: Site, case: Case, addresses: list[str], figures: Figures) -> None:
    """Ask some addresses of a site, one at a time."""
    visitor = site.site.visitor
    etags = [visitor.get(address).etag if case.again else "" for address in addresses]
    before = site.processor_ns(site.site)
    answers = [visitor.get(address, etag) for address, etag in zip(addresses, etags, strict=True)]
    after = site.processor_ns(site.site)
    figures.application_ns += after[0] - before[0]
    figures.database_ns += after[1] - before[1]
    for answer in answers:
        figures.add(answer)
