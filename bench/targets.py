"""What each case must hold, from the table of targets in docs/performance.md, and what a run misses of it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Target:
    """Limits of one case; None where nothing is asked. `growth` compares COUNT with COUNT/100."""

    p95_ms: float | None = None
    processor: float | None = None  # ÷ the bare Django view
    growth: float | None = 2.0
    compressed: int | None = None  # bytes of the largest answer
    versus: str = ""  # the case to whose median that of this one is compared
    ratio: float | None = None  # and how many times it may be

    def __str__(self) -> str:
        """Return the limits in one line of the table."""
        parts = [
            f"p95 ≤ {self.p95_ms:g} ms" if self.p95_ms is not None else "",
            f"CPU ≤ {self.processor:.1f}" if self.processor is not None else "",
            f"growth ≤ {self.growth:g}" if self.growth is not None else "",
            f"≤ {self.compressed / 1000:g} kB gzip" if self.compressed is not None else "",
            f"≤ {self.ratio:g} × “{self.versus}”" if self.ratio is not None else "",
        ]
        return ", ".join(filter(None, parts)) or "—"


TILE = Target(p95_ms=25, processor=1.0)
TILE_FEW = Target(p95_ms=60, processor=1.0)
TILE_MANY = Target(p95_ms=300, processor=1.0, growth=None)
TILE_COUNTRY = Target(p95_ms=25, processor=1.0, compressed=10_000)
LIST = Target(p95_ms=80, processor=3.0)
LIST_TEXT = Target(p95_ms=80)
LIST_MANY = Target(p95_ms=200, growth=None)
PAGE = Target(p95_ms=50, processor=2.0)
# What a page finds at each request that no count keeps, likenesses, is worth more than twice a bare view.
SHEET = Target(p95_ms=50)
ACTOR = Target(p95_ms=50)
# So are comparisons with the territory around, who is active and a map with its parts.
TERRITORY = Target(p95_ms=50)
THEME = Target(p95_ms=50)
ACTORS = Target(p95_ms=80)
STARTING = Target(p95_ms=80)
CALLS = Target(p95_ms=80)
NETWORK = Target(p95_ms=150)
NEAR = Target(p95_ms=50)
MEETINGS = Target(p95_ms=50)
CALENDAR = Target(p95_ms=100)
HANDOUT = Target(p95_ms=100)
FRAME = Target(p95_ms=50)
FEED = Target(p95_ms=100)
SUGGESTIONS = Target(p95_ms=20)
AGAIN = Target(processor=0.3)
SHOWN = Target()


@dataclass(frozen=True)
class Measured:
    """What is compared with a target: at COUNT, but for the median at COUNT/100."""

    median_ms: float
    p95_ms: float
    small_median_ms: float | None
    processor: float | None
    compressed_max: int
    versus_ms: float | None = None
    refused: int = 0  # answers that are no page

    @property
    def growth(self) -> float | None:
        """How many times longer than with a hundredth of the sheets."""
        return self.median_ms / self.small_median_ms if self.small_median_ms else None

    @property
    def ratio(self) -> float | None:
        """How many times longer than the case it is compared to."""
        return self.median_ms / self.versus_ms if self.versus_ms else None


def missed(target: Target, measured: Measured) -> list[str]:
    """Return what misses its target, each with its figure; what could not be measured is missed too."""
    limits = [
        ("p95", target.p95_ms, measured.p95_ms, "ms"),
        ("CPU", target.processor, measured.processor, "×"),
        ("growth", target.growth, measured.growth, "×"),
        ("size", target.compressed, measured.compressed_max, "B"),
        ("ratio", target.ratio, measured.ratio, "×"),
    ]
    faults = []
    for name, limit, value, unit in limits:
        if limit is None:
            continue
        if value is None:
            faults.append(f"{name} unknown")
        elif value > limit:
            faults.append(f"{name} {value:,.0f} {unit}" if value >= 100 else f"{name} {value:.2g} {unit}")
    if measured.refused:
        faults.append(f"{measured.refused} answers refused")
    return faults
