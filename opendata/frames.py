"""What another site may show of ours in a frame: each kind with its filters, its title, the page that says the same."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from events.agenda import EventFilters
from initiatives.calling.lists import CallFilters
from initiatives.filters import Filters, value
from initiatives.models import Tag
from moderation.models import Sheet
from opendata.sheets import LONGEST, path_of, sheet_at
from places.territory import Territory


@dataclass(frozen=True)
class Shown:
    """What one frame shows."""

    title: str  # in words: what assistive technology says of the frame
    page: str  # the page of the site that shows the same, from its root
    pairs: tuple[tuple[str, str], ...] = ()  # the filters, as the address of the frame has them
    territory: Territory | None = None
    sheet: Sheet | None = None
    filters: Filters | None = None  # of initiatives


@dataclass(frozen=True)
class Kind:
    """A kind of frame."""

    name: str  # in addresses
    label: str
    height: int  # CSS pixels, unless one asks for another
    read: Callable[[QueryDict], Shown]
    grows: bool = True  # whether it says how high it is; a map takes the height that it is given

    @property
    def url(self) -> str:
        """The address of such a frame, from the root of the site."""
        return reverse(f"embed_{self.name}")


def _initiatives(query: QueryDict, page: str = "initiative_list") -> Shown:
    filters = Filters.parse(query)
    about = [theme.name for theme in filters.themes]
    if filters.tags:  # one that no published sheet bears is not named
        used = Tag.objects.used().filter(pk__in=[tag.pk for tag in filters.tags])
        about += [f"#{tag.name}" for tag in used.order_by("key")]
    shown = _list("Initiatives locales", page, filters.pairs, filters.territory, about)
    return replace(shown, filters=filters)


def _map(query: QueryDict) -> Shown:
    shown = _initiatives(query, "map")
    return replace(
        shown, title=shown.title.replace("Initiatives locales", "Carte des initiatives locales", 1)
    )


def _calls(query: QueryDict) -> Shown:
    filters = CallFilters.parse(query)
    about = [theme.name for theme in filters.themes]
    return _list("Appels à participation", "call_list", filters.pairs, filters.territory, about)


def _agenda(query: QueryDict) -> Shown:
    filters = replace(EventFilters.parse(query), is_past=False)
    about = [theme.name for theme in filters.themes]
    return _list("Rencontres à venir", "event_list", filters.pairs, filters.territory, about)


def _sheet(query: QueryDict) -> Shown:
    path = path_of(value(query, "f", LONGEST))
    sheet = sheet_at(path) if path else None
    if sheet is None:
        return Shown("Une fiche de Territoires contributifs", reverse("home"), (("f", path),) if path else ())
    page = sheet.get_absolute_url()
    return Shown(sheet.title_text, page, (("f", page.strip("/")),), sheet=sheet)


def _list(
    words: str, page: str, pairs: list[tuple[str, str]], territory: Territory | None, about: list[str]
) -> Shown:
    address = reverse(page) + (f"?{urlencode(pairs)}" if pairs else "")
    title = f"{words} {territory.phrase}" if territory else words
    title = f"{title}\u00a0: {', '.join(about)}" if about else title
    return Shown(title, address, tuple(pairs), territory)


KINDS = {
    kind.name: kind
    for kind in (
        Kind("carte", "Une carte", 600, _map, grows=False),
        Kind("liste", "Une liste d’initiatives", 600, _initiatives),
        Kind("appels", "Les appels à participation", 600, _calls),
        Kind("agenda", "L’agenda des rencontres", 600, _agenda),
        Kind("fiche", "Une seule fiche", 400, _sheet),
    )
}
