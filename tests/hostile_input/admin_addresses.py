"""Every address of the admin, found by walking the site's own table of addresses: a page added later is found too."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from django.contrib import admin
from django.db import models
from django.urls import URLPattern, URLResolver, get_resolver

from moderation.admin import DECISIONS

_PARAMETER = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>")
# Regular expressions: Django's admin has one, for the page of an application, and a last one that catches the rest.
_GROUP = re.compile(r"\(\?P<(?P<name>\w+)>[^)]*\)")
# Values of parameters that are words, by their names; `x` for those that are not here.
WORDS = {
    "name": list(DECISIONS),
    "app_label": sorted({model._meta.app_label for model in admin.site._registry}),
}


@dataclass(frozen=True)
class Page:
    """One pattern of the admin."""

    route: str
    """From the root of the site, parameters included: `/admin/initiatives/initiative/<path:object_id>/change/`."""
    name: str

    @property
    def parameters(self) -> list[tuple[str, str]]:
        """Name and kind of each parameter, in order."""
        return [(match["name"], match["kind"] or "str") for match in _PARAMETER.finditer(self.route)]

    @property
    def model(self) -> type[models.Model] | None:
        """The registered model whose page this is, told by the beginning of its address."""
        for model in admin.site._registry:
            if self.route.startswith(f"/admin/{model._meta.app_label}/{model._meta.model_name}/"):
                return model
        return None

    def addresses(self, first: object, *others: object) -> list[str]:
        """Return the addresses about the object number `first`, with each of `others`, or itself, for other numbers.

        Words are tried among those that the admin knows: decisions, applications.
        """
        choices, numbers = [], [first]
        for name, kind in self.parameters:
            if kind == "int" or name in ("object_id", "id"):
                choices.append([str(number) for number in numbers])
                numbers = list(others) or [first]
            else:
                choices.append(WORDS.get(name, ["x"]))
        return [self._filled(chosen) for chosen in product(*choices)]

    def _filled(self, chosen: tuple[str, ...]) -> str:
        parts = iter(chosen)
        return _PARAMETER.sub(lambda _: next(parts), self.route)


def pages() -> list[Page]:
    """Return every page under `/admin/`."""
    found = list(_walk(get_resolver().url_patterns, "/"))
    return [page for page in found if page.route.startswith("/admin/")]


def _walk(patterns: list[URLPattern | URLResolver], prefix: str) -> Iterator[Page]:
    for entry in patterns:
        route = prefix + _readable(str(entry.pattern))
        if isinstance(entry, URLResolver):
            yield from _walk(entry.url_patterns, route)
        else:
            yield Page(route, entry.name or "")


def _readable(route: str) -> str:
    """Return a pattern without what only regular expressions have."""
    return _GROUP.sub(lambda match: f"<{match['name']}>", route).removeprefix("^").removesuffix("$")
