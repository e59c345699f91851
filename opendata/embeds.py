"""What another site shows of ours in a frame: which form, of which filters, and the code that does it."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

from django.conf import settings
from django.http import QueryDict
from django.urls import reverse
from django.utils.html import format_html

from initiatives.filters import Filters
from places.models import Department, Region
from places.territory import Territory

FORMS = {"carte": "Une carte", "liste": "Une liste"}
HEIGHT = 600  # CSS pixels of the frame
CHOSEN_HERE = ("q", "theme", "territoire")  # what the page itself asks; other filters come along


@dataclass(frozen=True)
class Embed:
    """A frame that is being composed."""

    form: str
    filters: Filters

    @classmethod
    def parse(cls, query: QueryDict) -> Self:
        """Return the frame that an address asks for: `forme` and the filters of everywhere."""
        form = query.get("forme", "")
        return cls(form if form in FORMS else "carte", Filters.parse(query))

    @property
    def source(self) -> str:
        """The address that the frame shows, from the root of the site."""
        query = self.filters.query()
        return reverse(f"embed_{self.form}") + (f"?{query}" if query else "")

    @cached_property
    def title(self) -> str:
        """What the frame shows, in words: the title that assistive technology says of it."""
        return (
            f"Initiatives locales {self.filters.territory.phrase}"
            if self.filters.territory
            else "Initiatives locales"
        )

    @property
    def code(self) -> str:
        """The HTML to copy; where frames are not shown, a link is."""
        query = self.filters.query()
        page = reverse("initiative_list") + (f"?{query}" if query else "")
        made = format_html(
            '<iframe src="{}" title="{}" width="100%" height="{}" loading="lazy"><a href="{}">{}</a></iframe>',
            settings.SITE_URL + self.source,
            self.title,
            HEIGHT,
            settings.SITE_URL + page,
            self.title,
        )
        return "".join([made])  # plain text again: the page shows it, to be copied

    @property
    def kept(self) -> list[tuple[str, str]]:
        """The filters that the page does not ask, as pairs: hidden fields repeat them."""
        return [pair for pair in self.filters.pairs if pair[0] not in CHOSEN_HERE]

    def choices(self) -> list[tuple[str, list[tuple[str, str, bool]]]]:
        """Return the territories to choose among, by level: (token, name, whether it is chosen)."""
        chosen = self.filters.territory
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
