"""What is asked of the site: each case has a name, a target and its addresses."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import count, islice
from urllib.parse import urlencode

from bench import corpus, targets, tiles
from bench.corpus import Commune, Corpus
from bench.spread_cases import Spreading
from bench.targets import Target

INITIATIVES = "/initiatives/"
LAST_PAGE = 417  # 10,000 sheets, 24 a page: a list with fewer shows its own last page
LEVELS = ("region", "departement", "intercommunalite", "commune")
COUNTRY = [
    (0, 0, 0),
    (1, 1, 0),
    (2, 2, 1),
    (3, 4, 2),
    (4, 8, 5),
    (5, 16, 11),
]  # z, x, y of tiles with most of it
WARMING = 4  # addresses asked before the measured ones


@dataclass(frozen=True)
class Case:
    """Addresses of one kind. `again` asks each a second time, as a browser that has it already."""

    name: str
    target: Target
    addresses: list[str]
    warming: list[str] = field(default_factory=list)
    again: bool = False
    optional: bool = False  # skipped where the site does not have it


def query(*pairs: tuple[str, str]) -> str:
    """Return a query string."""
    return urlencode([pair for pair in pairs if pair[1]])


def paged(query_string: str, number: int) -> str:
    """Return the address of a page of the list."""
    pairs = "&".join(filter(None, [query_string, f"page={number}" if number > 1 else ""]))
    return f"{INITIATIVES}?{pairs}" if pairs else INITIATIVES


class Cases:
    """The cases for what a corpus holds, each with `size` addresses, and `WARMING` more."""

    def __init__(self, site: Corpus, small: Corpus, size: int) -> None:
        self.site = site
        self.small = small  # its sheets are at both sizes
        self.size = size
        self.wanted = size + WARMING

    def all(self) -> list[Case]:
        """Return every case, in the order of the table."""
        spread = Spreading(self, self.site.today())
        cases = [*self.of_tiles(), *self.of_lists(), *self.of_pages(), *spread.all()]
        return [*cases, self.asked_again(cases)]

    def case(self, name: str, target: Target, addresses: Iterable[str], *, optional: bool = False) -> Case:
        """Return a case of different addresses, in turn again where there are too few."""
        found = list(islice(dict.fromkeys(islice(addresses, 50 * self.wanted)), self.wanted))
        found = (found * self.wanted)[: self.wanted]
        self.site.random.shuffle(found)
        return Case(name, target, found[WARMING:], found[:WARMING], optional=optional)

    # --- Tiles ------------------------------------------------------------------------------------------------

    def of_tiles(self) -> Iterator[Case]:
        """Yield the cases of the map's squares, at all zooms around places where people live."""
        themes, site = self.site.themes, self.site
        few = [slug for slug, n in site.tags.items() if n <= corpus.FEW[1] * site.sheets / corpus.WHOLE]
        yield self.tile("tile, no filter", targets.TILE, [""])
        yield self.tile("tile, one theme", targets.TILE, [f"theme={theme}" for theme in themes])
        for level in LEVELS:
            yield self.tile_of_territory(level)
        pairs = [
            query(("theme", one), ("theme", other))
            for one, other in zip(themes, [*themes[1:], themes[0]], strict=True)
        ]
        yield self.tile("tile, two themes", targets.TILE_FEW, pairs)
        yield self.tile("tile, tag", targets.TILE_FEW, [f"tag={tag}" for tag in few or list(site.tags)[-8:]])
        yield self.tile("tile, text, few matches", targets.TILE_FEW, self.texts(corpus.FEW))
        yield self.tile("tile, text, more matches", targets.TILE_MANY, self.texts(corpus.MANY))
        yield self.tile("tile, text, commonest word", targets.TILE_MANY, [query(("q", site.commonest()))])
        filters = ["", *(f"theme={theme}" for theme in themes)]
        yield self.case(
            "tile of the whole country",
            targets.TILE_COUNTRY,
            (tiles.address(*square, filters_) for filters_ in filters for square in COUNTRY),
        )

    def tile(self, name: str, target: Target, filters: list[str]) -> Case:
        """Return a case of tiles with these filters in turn."""
        return self.case(name, target, self._squares(lambda number, _: filters[number % len(filters)]))

    def tile_of_territory(self, level: str) -> Case:
        """Return a case of tiles where each filters by the territory that it shows."""
        squares = self._squares(lambda _, commune: query(("territoire", commune.tokens[level])))
        return self.case(f"tile, one {level}", targets.TILE, squares)

    def _squares(self, filters: Callable[[int, Commune], str]) -> Iterator[str]:
        for number in count():
            commune, zoom = self.site.commune(), tiles.ZOOMS[number % len(tiles.ZOOMS)]
            # Not in step with the zooms: each filter meets each zoom in the long run.
            filter_ = filters(number + number // len(tiles.ZOOMS), commune)
            yield tiles.address(zoom, *tiles.around(commune, zoom), filter_)

    # --- Lists ------------------------------------------------------------------------------------------------

    def of_lists(self) -> Iterator[Case]:
        """Yield the cases of the list, with its facets."""
        themes = [f"theme={theme}" for theme in self.site.themes]
        tags = [f"tag={tag}" for tag in self.site.tags]
        places = self.territories()
        yield self.case("list, no filter", targets.LIST, self._pages([""]))
        yield self.case("list, theme", targets.LIST, self._pages(themes))
        yield self.case("list, tag", targets.LIST, self._pages(tags))
        yield self.case("list, territory", targets.LIST, self._pages(places))
        rare, common, many = (self.texts(bounds) for bounds in (corpus.RARE, corpus.COMMON, corpus.MANY))
        two = [query(("q", pair)) for pair in self.site.pairs(self.wanted)]
        yield self.case("list, text, rare", targets.LIST_TEXT, self._pages(rare))
        yield self.case("list, text, common", targets.LIST_TEXT, self._pages(common))
        yield self.case("list, text, two words", targets.LIST_TEXT, self._pages(two))
        yield self.case("list, text, > 100,000 matches", targets.LIST_MANY, self._pages(many))
        sorts = ["", "tri=titre"]
        yield from self.first_and_last("filters", targets.LIST, [*sorts, *themes, *tags, *places])
        yield from self.first_and_last("text", targets.LIST_TEXT, [*common, *two])

    def first_and_last(self, name: str, target: Target, filters: list[str]) -> Iterator[Case]:
        """Yield the first pages of lists, then the last reachable ones of the same."""
        first = self.case(f"first page, {name}", target, (paged(filter_, 1) for filter_ in filters))

        def last(address: str) -> str:
            return paged(address.partition("?")[2], LAST_PAGE)

        far = replace(target, p95_ms=None, processor=None, versus=first.name, ratio=2.0)
        yield first
        yield Case(f"last page, {name}", far, [*map(last, first.addresses)], [*map(last, first.warming)])

    def _pages(self, filters: list[str]) -> Iterator[str]:
        """Yield the first page of each filter, then the second of each, and so on."""
        return (paged(filter_, number) for number in range(1, 51) for filter_ in filters)

    def texts(self, bounds: tuple[int, int]) -> list[str]:
        """Return searches whose number of matches lies in these bounds."""
        return [query(("q", word)) for word in self.site.words(bounds, self.wanted)]

    def territories(self) -> list[str]:
        """Return filters by territory, each level in turn."""
        levels = (LEVELS[number % len(LEVELS)] for number in count())
        drawn = (query(("territoire", self.site.commune().tokens[level])) for level in levels)
        return list(dict.fromkeys(islice(drawn, 2 * self.wanted)))

    # --- Pages ------------------------------------------------------------------------------------------------

    def of_pages(self) -> Iterator[Case]:
        """Yield the cases of single pages."""
        sheets = self.small.slugs("initiatives_initiative", self.wanted)
        actors = self.small.slugs("initiatives_actor", self.wanted)
        yield self.case("sheet", targets.SHEET, (f"{INITIATIVES}{slug}/" for slug in sheets))
        yield self.case("actor", targets.ACTOR, (f"/acteurs/{slug}/" for slug in actors))
        yield self.case("theme", targets.THEME, (f"/themes/{slug}/" for slug in self.site.themes))
        for level in LEVELS:
            addresses = (self._territory(level) for _ in count())
            yield self.case(f"territory, {level}", targets.TERRITORY, addresses)
        yield from self.of_networking()
        yield self.case("home", targets.PAGE, ["/"])
        yield self.case("map page", targets.SHOWN, (self._view(number) for number in count()))
        names = self.site.names()
        starts = (query(("q", name[: 2 + n % 7])) for n in count() for name in names[n % len(names) :][:1])
        yield self.case(
            "suggestions", targets.SUGGESTIONS, (f"/suggestions/?{start}" for start in starts), optional=True
        )

    def of_networking(self) -> Iterator[Case]:
        """Yield the cases of pages by which actors find each other."""
        yield self.case("actors, filters", targets.ACTORS, (self._actors(number) for number in count()))
        yield self.case("starting", targets.STARTING, self._ideas())
        yield self.case("calls", targets.CALLS, (self._calls(number) for number in count()))
        for level in ("departement", "commune"):
            yield self.case(f"network, {level}", targets.NETWORK, self._networks(level))

    def _networks(self, level: str) -> Iterator[str]:
        while True:
            yield f"/reseau/?{query(('territoire', self.site.commune().tokens[level]))}"

    def _actors(self, number: int) -> str:
        """Return the list of actors with a kind, a territory or a word, or two of them."""
        kinds = ("association", "collectif", "reseau", "collectivite")
        token = self.site.commune().tokens[LEVELS[number % len(LEVELS)]]
        filters = [
            query(("territoire", token)),
            query(("type", kinds[number // 4 % len(kinds)])),
            query(("type", kinds[number // 4 % len(kinds)]), ("territoire", token)),
            query(("q", "jardin"), ("territoire", token)),
        ]
        return f"/acteurs/?{filters[number % 4]}"

    def _calls(self, number: int) -> str:
        """Return the list of calls: all of them, those of a kind, of a theme, of a territory, or two of these."""
        kind = ("personnes", "lieu", "materiel", "argent")[number // 5 % 4]
        theme = self.site.themes[number // 5 % len(self.site.themes)]
        token = self.site.commune().tokens[LEVELS[number % len(LEVELS)]]
        filters = [
            query(("tri", ("", "fin")[number // 5 % 2])),
            query(("appel", kind), ("tri", "fin")),
            query(("theme", theme)),
            query(("territoire", token)),
            query(("theme", theme), ("territoire", token)),
        ]
        return f"/appels/?{filters[number % 5]}".rstrip("?")

    def _ideas(self) -> Iterator[str]:
        """Yield ideas of two words that sheets have together, with a tag at times, each near a place."""
        for number, words in enumerate(self.site.pairs(self.wanted)):
            tag = self.site.tag_names[number % len(self.site.tag_names)] if number % 2 else ""
            idea, place = f"{words} {tag}".strip(), self.site.commune().code
            yield f"/demarrer/?{query(('texte', idea), ('commune_code', place))}"

    def _territory(self, level: str) -> str:
        _, _, code = self.site.commune().tokens[level].partition("-")
        return f"/territoires/{level}/{code}/"

    def _view(self, number: int) -> str:
        """Return the address of the map around a place, wider and narrower in turn; the first is the whole map."""
        if number == 0:
            return "/carte/"
        commune, half = self.site.commune(), 4 / 2 ** (number % 8)  # degrees
        west, east = commune.longitude - 1.5 * half, commune.longitude + 1.5 * half
        return (
            f"/carte/?bbox={west:.4f},{commune.latitude - half:.4f},{east:.4f},{commune.latitude + half:.4f}"
        )

    def asked_again(self, cases: list[Case]) -> Case:
        """Return some addresses of every case, to be asked a second time."""
        some = [address for case in cases if not case.optional for address in case.addresses[:3]]
        return replace(self.case("asked again, unchanged", targets.AGAIN, self._shuffled(some)), again=True)

    def _shuffled(self, addresses: list[str]) -> list[str]:
        self.site.random.shuffle(addresses)
        return addresses
