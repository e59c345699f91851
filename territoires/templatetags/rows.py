"""Pieces that a page repeats by dozens, written in Python: as includes they would take most of its time.

Measured on a list of 24 initiatives with its filters: 11 ms of processor by includes, 1 ms so (docs/decisions/0006).
"""

from collections.abc import Iterable
from html import (
    escape,
)  # Django's own looks first whether the text is a translation that waits: ours never are
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from contributors.typography import typo
from places.addresses import address
from territoires.templatetags.components import icon_svg, pin, shape, theme_label
from territoires.templatetags.french import nombre
from territoires.templatetags.sheets import distance as in_words

register = template.Library()


def _words(text: Any) -> str:
    return escape(typo(text))


@register.simple_tag
def meta(initiative: Any, distance: str = "", note: str = "") -> SafeString:
    """Return one line of facts about an initiative: where, who, how far.

    It reads `place_label`, `actor_label` (may be empty), `stage`, `get_stage_display`, `is_example`, and `seeking` if
    there is one. `distance` is in words, « 19 km »; `note` is what is to be known of it on this page, « Porte ».
    """
    parts = [f"<b>{escape(note)}</b>"] if note else []
    parts += _facts(initiative, distance)
    return mark_safe(f'<p class="meta">{" ".join(parts)}</p>')  # noqa: S308 each part is escaped


def _facts(initiative: Any, distance: str = "", of_actor: str = "") -> Iterable[str]:
    """Yield what `meta` says, one by one; `of_actor` are attributes of the element of the actors, a space before."""
    if initiative.place_label:
        far = f" · {escape(distance)}" if distance else ""
        yield f"<span>{icon_svg('place')} {_words(initiative.place_label)}{far}</span>"
    if initiative.actor_label:
        yield f"<span{of_actor}>{icon_svg('people')} {_words(initiative.actor_label)}</span>"
    if initiative.stage:
        yield f'<span class="stage {escape(initiative.stage)}">{escape(initiative.get_stage_display())}</span>'
    if seeking := getattr(initiative, "seeking", ""):
        yield f"<span>{icon_svg('hand')} {_words(seeking)}</span>"
    if initiative.is_example:
        yield '<span class="example">exemple</span>'


@register.simple_tag
def initiative_row(initiative: Any, level: int = 3, distance: str = "", note: str = "") -> SafeString:
    """Return an initiative as a row of a list, with its pin; goes inside .rows.

    It reads `title`, `summary`, `get_absolute_url`, `main_theme`, and what `meta` reads; `level` is the heading's.
    """
    theme = initiative.main_theme
    heading = f'<a href="{escape(initiative.get_absolute_url())}">{_words(initiative.title)}</a>'
    return mark_safe(  # noqa: S308 each part is escaped
        f'<article class="card c-{escape(theme.colour)}">{pin(theme)}<p>{theme_label(theme)}</p>'
        f"<h{level}>{heading}</h{level}>"
        f'<p class="summary">{_words(initiative.summary)}</p>{meta(initiative, distance, note)}</article>'
    )


@register.simple_tag
def initiative_rows(initiatives: Iterable[Any], level: int = 3) -> SafeString:
    """Return initiatives as rows, each with its distance `km` where it has one: see `initiative_row`."""
    return mark_safe(  # noqa: S308 each part is escaped
        "\n".join(initiative_row(card, level, in_words(card.km)) for card in initiatives)
    )


@register.simple_tag
def initiative_links(initiatives: Iterable[Any]) -> SafeString:
    """Return initiatives on one line each, items of <ul class="links">: pin, title, place.

    It reads `title`, `get_absolute_url`, `main_theme`, `place_label` (may be empty), and `note` if there is one.
    """
    return mark_safe("".join(map(_link, initiatives)))  # noqa: S308 each part is escaped


def _link(initiative: Any) -> str:
    link = f'<a href="{escape(initiative.get_absolute_url())}">{_words(initiative.title)}</a>'
    said = " · ".join(filter(None, [initiative.place_label, getattr(initiative, "note", "")]))
    more = f' <span class="n">{_words(said)}</span>' if said else ""
    return f"<li>{pin(initiative.main_theme)} {link}{more}</li>"


@register.simple_tag
def map_row(initiative: Any) -> SafeString:
    """Return an initiative in the list beside the map; copied into a popup, it shows its summary and its actors."""
    theme, more = initiative.main_theme, "data-tc-more hidden"
    facts = " ".join(_facts(initiative, of_actor=f" {more}"))
    return mark_safe(  # noqa: S308 each part is escaped
        f'<li class="card c-{escape(theme.colour)}" data-tc-initiative="{escape(initiative.slug)}">{pin(theme)}'
        f"<p>{theme_label(theme)}</p>"
        f'<h3><a href="{escape(initiative.get_absolute_url())}">{_words(initiative.title)}</a></h3>'
        f'<p class="summary" {more}>{_words(initiative.summary)}</p><p class="meta">{facts}</p></li>'
    )


@register.simple_tag
def facet_options(options: Iterable[Any], name: str, kind: str = "checkbox") -> SafeString:
    """Return the answers to one question of the filters, with counts.

    `options` have `value`, `label`, `count` (int or None), `selected`, `theme` (or None); `name` is the parameter of
    the address; `kind` is "radio" where only one answer makes sense.
    """
    return mark_safe("".join(_option(option, name, kind) for option in options))  # noqa: S308 each part is escaped


def _option(option: Any, name: str, kind: str) -> str:
    checked = " checked" if option.selected else ""
    drawn = f"{shape(option.theme)} " if option.theme else ""
    count = "" if option.count is None else f' <span class="n">{nombre(option.count)}</span>'
    return (
        f'<label class="check"><input type="{kind}" name="{escape(name)}" value="{escape(option.value)}"{checked}> '
        f"{drawn}<span><span>{escape(option.label)}</span>{count}</span></label>"
    )


@register.simple_tag
def place_links(places: Iterable[Any]) -> SafeString:
    """Return the territories that narrow a list, as items of <ul class="links">: `query`, `label`, `count` of each."""
    return mark_safe(  # noqa: S308 each part is escaped
        "".join(
            f'<li><a href="?{escape(place.query)}">{escape(place.label)}</a> '
            f'<span class="n">{nombre(place.count)}</span></li>'
            for place in places
        )
    )


@register.simple_tag
def part_links(parts: Iterable[Any]) -> SafeString:
    """Return territories, as items of <ul class="links">: `url`, `name`, `count` of each; nothing is said of none."""
    return mark_safe(  # noqa: S308 each part is escaped
        "".join(
            f'<li><a href="{escape(part.url)}">{escape(part.name)}</a>'
            + (f' <span class="n">{nombre(part.count)}</span>' if part.count else "")
            + "</li>"
            for part in parts
        )
    )


@register.simple_tag
def theme_links(themes: Iterable[tuple[Any, int]], query: str) -> SafeString:
    """Return themes with their numbers, as items of <ul class="links">: each leads to the list of `query` by theme.

    A theme that has nothing there is no link.
    """
    start = escape(address("initiative_list"))
    return mark_safe(  # noqa: S308 each part is escaped
        "".join(
            f"<li>{shape(theme)} "
            + (
                f'<a href="{start}?theme={escape(theme.slug)}&amp;{escape(query)}">{escape(theme.name)}</a>'
                if number
                else f"<span>{escape(theme.name)}</span>"
            )
            + f' <span class="n">{nombre(number)}</span></li>'
            for theme, number in themes
        )
    )
