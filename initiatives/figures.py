"""Numbers of a territory beside those of what holds it, and of a theme by territory: kept counts only, never a scan."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from initiatives.filters import Filters
from initiatives.models import KeyCount, Theme
from initiatives.models.listing import ALL, VERIFIED
from initiatives.results import CEILING, Found
from initiatives.results.finding import find
from moderation import caching
from places.population import FRANCE, inhabitants_by_territory, own_inhabitants
from places.territory import Inside, Territory

# Inhabitants for whom initiatives are counted: the first that makes one or more of them, in what holds the territory.
SCALES = (
    (10_000, "10\u202f000 habitants"),
    (100_000, "100\u202f000 habitants"),
)
BAR = 100  # units: the longest bar


@dataclass(frozen=True)
class Numbers:
    """What is counted of a place: its initiatives in all, verified, by theme, and its inhabitants, 0 when unknown."""

    total: int
    verified: int
    themes: Mapping[int, int]
    inhabitants: int

    def rate(self, count: int, per: int) -> float | None:
        """Return how many that is for so many inhabitants; None when those are not known."""
        return count * per / self.inhabitants if self.inhabitants else None

    def share(self, count: int) -> float | None:
        """Return which part of the initiatives that is, in percents; None where there are none."""
        return 100 * count / self.total if self.total else None


@dataclass(frozen=True)
class ThemeFigure:
    """One theme in a territory, and in what holds it."""

    theme: Theme
    count: int
    share: float | None
    wider_share: float | None
    rate: float | None
    wider_rate: float | None
    bar: int
    """Length of the bar, in hundredths of the longest."""
    wider_bar: int


@dataclass(frozen=True)
class Figures:
    """The numbers of a territory beside those of the one that holds it, or of the country."""

    here: Numbers
    wider: Numbers
    around: str
    """Where the wider ones are: « en Bretagne », « en France »."""
    themes: list[Theme]

    @cached_property
    def _scale(self) -> tuple[int, str]:
        return scale_of(self.wider.total, self.wider.inhabitants)

    @property
    def people(self) -> str:
        """For whom rates are told: « 10 000 habitants »."""
        return self._scale[1]

    @property
    def rate(self) -> float | None:
        """Initiatives for so many inhabitants."""
        return self.here.rate(self.here.total, self._scale[0])

    @property
    def wider_rate(self) -> float | None:
        """The same in what holds it."""
        return self.wider.rate(self.wider.total, self._scale[0])

    @property
    def unverified(self) -> int:
        """How many sheets nobody ever said to be true."""
        return max(0, self.here.total - self.here.verified)

    @property
    def is_rated(self) -> bool:
        """Whether both are told for 10,000 inhabitants; else by shares."""
        return bool(self.here.inhabitants and self.wider.inhabitants)

    @cached_property
    def rows(self) -> list[ThemeFigure]:
        """The themes of which something is here, in their order."""
        shown = [theme for theme in self.themes if self.here.themes.get(theme.pk)]
        pairs = [(theme, self.here.themes[theme.pk], self.wider.themes.get(theme.pk, 0)) for theme in shown]
        per = self._scale[0]
        lengths = [
            (self.here.rate(count, per) or 0, self.wider.rate(wider, per) or 0)
            if self.is_rated
            else (self.here.share(count) or 0, self.wider.share(wider) or 0)
            for _, count, wider in pairs
        ]
        longest = max((length for both in lengths for length in both), default=0) or 1
        return [
            ThemeFigure(
                theme,
                count,
                self.here.share(count),
                self.wider.share(wider),
                self.here.rate(count, per),
                self.wider.rate(wider, per),
                _bar(length / longest),
                _bar(wider_length / longest),
            )
            for (theme, count, wider), (length, wider_length) in zip(pairs, lengths, strict=True)
        ]

    @property
    def missing(self) -> list[Theme]:
        """The themes of which nothing is here yet."""
        return [theme for theme in self.themes if not self.here.themes.get(theme.pk)]


@dataclass(frozen=True)
class PlaceFigure:
    """A territory, how many initiatives it has, and for so many inhabitants where those are known."""

    name: str
    token: str
    url: str
    count: int
    rate: float | None
    bar: int


def figures_of(territory: Territory, found: Found, total: int) -> Figures:
    """Return the numbers of a territory, whose `total` sheets are `found`, beside those of what holds it."""
    themes = Theme.objects.remembered()
    parent = territory.parents[-1] if territory.parents else None
    wider = caching.remembered(f"numbers {parent.token if parent else FRANCE}", lambda: _numbers(parent))
    here = Numbers(total, *_counted(found, themes), inhabitants_of(territory))
    return Figures(here, wider, parent.phrase if parent else "en France", themes)


def inhabitants_of(territory: Territory | Inside | None) -> int:
    """Return how many people live in a territory, None for the country; 0 when it is not known."""
    token = territory.token if territory else FRANCE
    if isinstance(territory, Territory) and (own := own_inhabitants(territory)):
        return own
    known: dict[str, int] = caching.remembered("inhabitants", inhabitants_by_territory)
    return known.get(token, 0)


def by_territory(found: Found, parts: Iterable[Inside]) -> tuple[list[PlaceFigure], str]:
    """Return how many of the sheets found lie in each of these territories, and for whom the rates are told.

    Those that have most for their people come first.
    """
    parts = list(parts)
    counts = found.counts([part.token for part in parts]) if parts else {}
    numbers = {part: (counts.get(part.token, 0), inhabitants_of(part)) for part in parts}
    per, people = scale_of(
        *(sum(column) for column in zip(*numbers.values(), strict=True)) if parts else (0, 0)
    )
    rates = {part: count * per / living if living else None for part, (count, living) in numbers.items()}
    longest = max((rate or 0 for rate in rates.values()), default=0) or 1
    rows = [
        PlaceFigure(
            part.name,
            part.token,
            part.get_absolute_url(),
            counts.get(part.token, 0),
            rates[part],
            _bar((rates[part] or 0) / longest),
        )
        for part in parts
    ]
    return sorted(rows, key=lambda row: (-(row.rate or 0), -row.count)), people


def scale_of(total: int, inhabitants: int) -> tuple[int, str]:
    """Return for how many people to count, so that there is at least one initiative for them, and that in words."""
    return next((scale for scale in SCALES if total * scale[0] >= inhabitants), SCALES[-1])


def _numbers(territory: Territory | None) -> Numbers:
    """Return the numbers of a territory, None for the country."""
    found = find(replace(Filters(), territory=territory))
    key = territory.token if territory else ALL
    total = found.count if found.count <= CEILING else KeyCount.objects.number(key)
    return Numbers(total, *_counted(found, Theme.objects.remembered()), inhabitants_of(territory))


def _counted(found: Found, themes: Iterable[Theme]) -> tuple[int, dict[int, int]]:
    """Return how many are verified, and how many there are of each theme, by one query."""
    counts = found.counts([VERIFIED, *(f"theme:{theme.pk}" for theme in themes)])
    return counts.get(VERIFIED, 0), {
        theme.pk: counts[f"theme:{theme.pk}"] for theme in themes if f"theme:{theme.pk}" in counts
    }


def _bar(part: float) -> int:
    """Return the length of a bar: what is not nothing is seen."""
    return max(2, round(BAR * part)) if part else 0
