"""A frame for another site: what it shows, how large, in which colours, and the code that does it."""

from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import urlencode

from django.conf import settings
from django.http import QueryDict
from django.utils.html import format_html

from opendata.frames import KINDS, Kind, Shown
from places.models import Department, Region
from places.territory import Territory

COLOURS = {
    "": "Comme l’appareil de chaque personne",
    "clair": "Toujours claires",
    "sombre": "Toujours sombres",
}
SCHEMES = {"clair": "light", "sombre": "dark"}  # the class of the page
SMALLEST, LARGEST = 150, 3000  # CSS pixels of a side
SCRIPT = "/static/embed.js"  # the same address for ever: pages of others hold it
CHOSEN_HERE = ("q", "theme", "territoire", "f")  # what the page itself asks; other filters come along


@dataclass(frozen=True)
class Embed:
    """A frame that is being composed."""

    kind: Kind
    shown: Shown
    colours: str = ""
    width: int | None = None  # CSS pixels; None for the whole width that there is
    asked_height: int | None = None  # CSS pixels; None for that of its kind
    follows: bool = (
        False  # whether the page that frames it takes our script, which gives the frame its height
    )

    @classmethod
    def parse(cls, query: QueryDict) -> Self:
        """Return the frame that an address asks for: `forme`, the filters of its kind, sizes and colours."""
        kind = KINDS.get(query.get("forme", ""), KINDS["carte"])
        colours = query.get("couleurs", "")
        return cls(
            kind,
            kind.read(query),
            colours if colours in COLOURS else "",
            _side(query.get("largeur", "")),
            _side(query.get("hauteur", "")),
            follows=kind.grows and query.get("suivre", "") == "1",
        )

    @property
    def title(self) -> str:
        """What the frame shows, in words."""
        return self.shown.title

    @property
    def height(self) -> int:
        """The height of the frame in CSS pixels."""
        return self.asked_height or self.kind.height

    @property
    def source(self) -> str:
        """The address that the frame shows, from the root of the site."""
        pairs = [*self.shown.pairs, *([("couleurs", self.colours)] if self.colours else [])]
        return self.kind.url + (f"?{urlencode(pairs)}" if pairs else "")

    @property
    def is_lacking(self) -> bool:
        """Whether there is nothing to show yet: a card of no sheet."""
        return self.kind.name == "fiche" and self.shown.sheet is None

    @property
    def frame(self) -> str:
        """The HTML of the frame alone; where frames are not shown, a link is."""
        made = format_html(
            '<iframe src="{}" title="{}" width="{}" height="{}" loading="lazy"><a href="{}">{}</a></iframe>',
            settings.SITE_URL + self.source,
            self.title,
            self.width or "100%",
            self.height,
            settings.SITE_URL + self.shown.page,
            self.title,
        )
        return "".join([made])  # plain text again: the page shows it, to be copied

    @property
    def code(self) -> str:
        """The HTML to copy: the frame, and the script that gives it its height where one wants it."""
        if not self.follows:
            return self.frame
        return f'{self.frame}\n<script src="{settings.SITE_URL}{SCRIPT}" async></script>'

    @property
    def link(self) -> str:
        """The HTML of a plain link to the page that shows the same, for sites that refuse frames."""
        return "".join([format_html('<a href="{}">{}</a>', settings.SITE_URL + self.shown.page, self.title)])

    @property
    def kept(self) -> list[tuple[str, str]]:
        """The filters that the page does not ask, as pairs: hidden fields repeat them."""
        return [pair for pair in self.shown.pairs if pair[0] not in CHOSEN_HERE]

    def chosen(self, name: str) -> list[str]:
        """Return the values of one filter of the frame."""
        return [text for key, text in self.shown.pairs if key == name]

    def choices(self) -> list[tuple[str, list[tuple[str, str, bool]]]]:
        """Return the territories to choose among, by level: (token, name, whether it is chosen)."""
        chosen = self.shown.territory
        groups: list[tuple[str, list[Any]]] = [
            ("Régions", list(Region.objects.order_by("key"))),
            ("Départements", list(Department.objects.defer("outline").order_by("key"))),
        ]
        if isinstance(chosen, Territory) and chosen.kind not in ("region", "departement"):
            groups.insert(0, ("Choisi", [chosen.place]))
        token = chosen.token if chosen else ""
        return [
            (label, [(place.token, place.name, place.token == token) for place in places])
            for label, places in groups
            if places
        ]


def _side(text: str) -> int | None:
    """Return a side in CSS pixels, within what makes sense; None for anything that is no number."""
    if not (text.isascii() and text.isdigit() and len(text) < 8):
        return None
    return min(max(int(text), SMALLEST), LARGEST)
