"""The table of a run: one line per case, as text for a terminal or as Markdown for docs/performance.md."""

from dataclasses import dataclass

from bench.cases import Case
from bench.measure import Figures
from bench.targets import Measured, missed

MET = "met"


@dataclass
class Line:
    """One case measured at both sizes; without figures, it was skipped."""

    case: Case
    small: Figures | None
    large: Figures | None
    versus_ms: float | None = None  # median at COUNT of the case to which this one is compared

    @property
    def measured(self) -> Measured | None:
        """What the target is about."""
        if self.large is None:
            return None
        return Measured(
            median_ms=self.large.median_ms,
            p95_ms=self.large.p95_ms,
            small_median_ms=self.small.median_ms if self.small else None,
            processor=self.large.by_view,
            compressed_max=max(self.large.compressed),
            versus_ms=self.versus_ms,
            refused=self.large.refused + (self.small.refused if self.small else 0),
        )

    @property
    def faults(self) -> list[str]:
        """What misses the target."""
        return missed(self.case.target, self.measured) if self.measured else []

    @property
    def verdict(self) -> str:
        """Met, or what was missed."""
        if self.measured is None:
            return "skipped: the site does not have it"
        return f"MISSED: {', '.join(self.faults)}" if self.faults else MET

    def cells(self) -> list[str]:
        """Return the cells of the line."""
        measured = self.measured
        growth = f"{measured.growth:.2f}" if measured and measured.growth else "—"
        by_view = f"{self.large.by_view:.2f}" if self.large else "—"
        by_query = f"{self.large.by_query:.1f}" if self.large else "—"
        both = [*_figures(self.small), *_figures(self.large)]
        return [self.case.name, str(self.case.target), *both, growth, by_view, by_query, self.verdict]


def heads(small: int, large: int) -> list[str]:
    """Return the heads of the columns."""
    both = [
        f"{head} at {count:,}"
        for count in (small, large)
        for head in ("median / p95 ms", "queries", "bytes (gzip)", "CPU ms app + db")
    ]
    return ["case", "target", *both, "growth", "CPU ÷ bare view", "CPU ÷ bare query", "result"]


def as_text(head: list[str], rows: list[list[str]]) -> str:
    """Return a table for a terminal, the sizes under the heads."""
    parts = [cell.partition(" at ") for cell in head]
    names, sizes = [name for name, _, _ in parts], [f"at {size}" if size else "" for _, _, size in parts]
    top = [names, sizes] if any(sizes) else [names]
    widths = [max(len(line[column]) for line in [*top, *rows]) for column in range(len(head))]

    def shown(line: list[str]) -> str:
        return "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()

    rule = "-" * (sum(widths) + 2 * len(widths) - 2)
    return "\n".join([*map(shown, top), rule, *map(shown, rows)])


def as_markdown(head: list[str], rows: list[list[str]]) -> str:
    """Return the same table in Markdown."""
    lines = [head, ["---"] * len(head), *([cell.replace("|", "\\|") for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _figures(figures: Figures | None) -> list[str]:
    if figures is None:
        return ["—"] * 4
    summary = figures.summary()
    return [
        f"{figures.median_ms:.1f} / {figures.p95_ms:.1f}",
        "—" if figures.queries is None else f"{figures.queries:g}",
        f"{kilobytes(summary['bytes'])} ({kilobytes(summary['compressed'])})",
        f"{figures.application_ms:.1f} + {figures.database_ms:.1f}",
    ]


def kilobytes(size: float) -> str:
    """Return a number of bytes in thousands, shorter."""
    return f"{size / 1000:.1f}k" if size >= 1000 else f"{size:.0f}"
