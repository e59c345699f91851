"""What is asked of meetings, analyses, feeds, frames and handouts (`bench.spreading` made what they show)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from bench import SITE, corpus, targets
from bench.targets import Target

if TYPE_CHECKING:
    from bench.cases import Case, Cases

LEVELS = ("commune", "intercommunalite", "departement", "region")
KINDS = ("retour", "portrait", "methode", "analyse", "compte-rendu")
FEEDS = ("initiatives", "appels", "rencontres", "analyses", "partenaires", "acteurs")
FRAMES = ("carte", "liste", "appels", "agenda")
PRINTED = 60  # initiatives of a booklet
MONTHS = 3  # before and after this one


@dataclass(frozen=True)
class Spreading:
    """The cases of what is shared, spread and met, drawn from the same sites as the others."""

    cases: "Cases"
    today: date

    def all(self) -> Iterator["Case"]:
        """Yield every case, in the order of the table."""
        yield from self.of_meetings()
        yield from self.of_analyses()
        yield from self.of_elsewhere()

    def of_meetings(self) -> Iterator["Case"]:
        """Yield the cases of meetings: lists, months, calendars, pages."""
        yield self._case("home, near a commune", targets.NEAR, lambda _: f"/?pres={self._commune()}")
        yield self._case("meetings", targets.MEETINGS, self._meetings)
        yield self._case("meetings, near", targets.MEETINGS, lambda _: f"/rencontres/?pres={self._commune()}")
        yield self._case("meetings, text", targets.MEETINGS, self._worded("/rencontres/"))
        yield self._case("month, all", targets.MEETINGS, lambda n: f"{self._month(n)}?essai={n}")
        yield self._case("month, filters", targets.MEETINGS, self._months)
        # Answers are kept in memory: what follows makes each of them another one.
        yield self._case("calendar of all", targets.CALENDAR, lambda n: f"/flux/rencontres.ics?essai={n}")
        yield self._case(
            "calendar, filters", targets.CALENDAR, lambda n: f"/flux/rencontres.ics?{self._filter(n)}"
        )
        yield self._pages("meeting", targets.SHEET, "rencontres", "events_event")

    def of_analyses(self) -> Iterator["Case"]:
        """Yield the cases of analyses, of what partners publish, and of a sheet that has analyses and meetings."""
        yield self._case("analyses", targets.MEETINGS, self._analyses)
        yield self._case("analyses, text", targets.MEETINGS, self._worded("/analyses/"))
        worded, filters = self._worded("/analyses/"), self._filter
        yield self._case(
            "analyses, text and filters", targets.MEETINGS, lambda n: f"{worded(n)}&{filters(n)}"
        )
        yield self._case("partners", targets.MEETINGS, lambda n: f"/analyses/partenaires/?{self._filter(n)}")
        yield self._pages("analysis", targets.SHEET, "analyses", "articles_article")
        told = sorted({*self.cases.small.told(), *self.cases.site.told()} & {*self.cases.small.told()})
        self.cases.site.random.shuffle(told)
        yield self.cases.case(
            "sheet, told of", targets.SHEET, (f"/initiatives/{slug}/" for slug in told[: self.cases.wanted])
        )

    def of_elsewhere(self) -> Iterator["Case"]:
        """Yield the cases of what other sites, readers of feeds and printers ask for."""
        for kind in FRAMES:
            yield self._case(f"frame, {kind}", targets.FRAME, self._filtered(f"/integrer/{kind}/"))
        sheets = self.cases.small.slugs("initiatives_initiative", self.cases.wanted + PRINTED)
        yield self.cases.case(
            "frame, fiche", targets.FRAME, (f"/integrer/fiche/?f={slug}" for slug in sheets)
        )
        pages = (f"/initiatives/{slug}/" for slug in sheets)
        yield self.cases.case(
            "oEmbed", targets.FRAME, (f"/oembed?{urlencode({'url': SITE + one})}" for one in pages)
        )
        for name in FEEDS:
            yield self._case(f"feed, {name}", targets.FEED, self._filtered(f"/flux/{name}.atom"))
        # Ten more of them than one booklet has: some are another's too.
        rows = (sheets[start : start + PRINTED] for start in range(self.cases.wanted))
        named = (urlencode([("f", slug) for slug in row]) for row in rows)
        yield self.cases.case(
            "booklet of 60", targets.HANDOUT, (f"/kit/livret/?{one}" for one in named if one)
        )

    def _case(self, name: str, target: Target, address: Callable[[int], str]) -> "Case":
        return self.cases.case(name, target, (address(number) for number in count()))

    def _pages(self, name: str, target: Target, folder: str, table: str) -> "Case":
        slugs = self.cases.small.slugs(table, self.cases.wanted)
        return self.cases.case(name, target, (f"/{folder}/{slug}/" for slug in slugs))

    def _commune(self) -> str:
        return self.cases.site.commune().code

    def _filter(self, number: int) -> str:
        """Return a theme, a territory of each level in turn, or both."""
        theme = self.cases.site.themes[number // 3 % len(self.cases.site.themes)]
        token = self.cases.site.commune().tokens[LEVELS[number // 2 % len(LEVELS)]]
        one, other = ("theme", theme), ("territoire", token)
        return urlencode(([one], [other], [one, other])[number % 3])

    def _filtered(self, address: str) -> Callable[[int], str]:
        """Return what gives this address without filters first, then with some."""
        return lambda number: f"{address}?{self._filter(number)}" if number else address

    def _worded(self, address: str) -> Callable[[int], str]:
        """Return what gives this address with words that many sheets have: so have meetings and analyses."""
        found = [*self.cases.texts(corpus.COMMON), *self.cases.texts(corpus.MANY)]
        return lambda number: f"{address}?{found[number % len(found)]}"

    def _meetings(self, number: int) -> str:
        pairs = ["", self._filter(number), "en_ligne=1", "quand=passees", f"page={1 + number // 5}"]
        return f"/rencontres/?{pairs[number % 5]}".rstrip("?")

    def _analyses(self, number: int) -> str:
        kind = KINDS[number // 4 % len(KINDS)]
        pairs = [
            f"page={1 + number // 4}",
            self._filter(number),
            f"sorte={kind}",
            f"sorte={kind}&{self._filter(number)}",
        ]
        return f"/analyses/?{pairs[number % 4]}"

    def _month(self, number: int) -> str:
        rank = self.today.year * 12 + self.today.month - 1 + number % (2 * MONTHS + 1) - MONTHS
        return f"/rencontres/mois/{rank // 12:04}-{rank % 12 + 1:02}/"

    def _months(self, number: int) -> str:
        return f"{self._month(number)}?{self._filter(number)}"
