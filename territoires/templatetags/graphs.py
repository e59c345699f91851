"""Graphs drawn by the server: hundreds of nodes and lines, written in Python (docs/decisions/0006)."""

from collections.abc import Iterable
from html import escape
from typing import Any

from django import template
from django.utils.safestring import SafeString, mark_safe

from contributors.typography import typo
from territoires.templatetags.components import FALLBACK_SHAPE, GLYPHS, static_sprite
from territoires.templatetags.french import nombre

register = template.Library()


@register.simple_tag
def graph(drawing: Any) -> SafeString:
    """Return the drawing of a graph (`initiatives.network.drawing.Drawing`): lines, then a link for each node."""
    sprite = escape(static_sprite())
    lines = "".join(
        f'<line class="{line.kind}" x1="{line.x1}" y1="{line.y1}" x2="{line.x2}" y2="{line.y2}"/>'
        for line in drawing.strokes
    )
    # What is written last lies on top: the most bound nodes.
    dots = "".join(_dot(dot, sprite) for dot in reversed(drawing.dots))
    said = escape(typo(drawing.label))
    crowded = " crowded" if drawing.is_crowded else ""
    return mark_safe(  # noqa: S308 each part is escaped
        f'<svg class="graph{crowded}" role="group" aria-label="{said}"><g>{lines}</g>{dots}</svg>'
    )


def _dot(dot: Any, sprite: str) -> str:
    node, said = dot.node, escape(typo(dot.said))
    colour = f" c-{escape(node.theme.colour)}" if node.theme else ""
    if dot.wide == dot.tall:
        labels = _label(dot.wide, "") if dot.wide else _label(dot.near, " near")
    else:
        labels = _label(dot.wide or dot.near, " wide" if dot.wide else " wide near")
        labels += _label(dot.tall or dot.near, " tall" if dot.tall else " tall near")
    return (
        f'<a class="node {escape(node.kind)}{colour}" href="{escape(node.url)}" aria-label="{said}">'
        f"<title>{said}</title>"
        f'<svg x="{dot.x}" y="{dot.y}">{_mark(node, dot.radius, sprite)}'
        f"{labels}</svg></a>"
    )


def _label(label: Any, shown: str) -> str:
    where = f'x="{label.start:g}" y="{label.rise:g}"'
    return f'<text class="{label.anchor}{shown}" {where}>{escape(typo(label.text))}</text>'


def _mark(node: Any, radius: float, sprite: str) -> str:
    """Return the mark of a node: the silhouette of a theme, a ring for an actor, two for a network."""
    if node.theme:
        return _silhouette(node.theme, radius, sprite)
    inner = f'<circle class="core" r="{radius / 2:g}"/>' if node.kind == "reseau" else ""
    return f'<circle r="{radius:g}"/>{inner}'


def _silhouette(theme: Any, radius: float, sprite: str) -> str:
    shape = theme.shape if theme.shape in GLYPHS else FALLBACK_SHAPE
    side = f'x="{-radius:g}" y="{-radius:g}" width="{2 * radius:g}" height="{2 * radius:g}"'
    return f'<use href="{sprite}#s-{shape}" {side}/>'


@register.simple_tag
def stars(drawn: Iterable[Any]) -> SafeString:
    """Return parts of a territory as stars (`initiatives.network.groups.Star`): a link each, and one for each theme."""
    sprite = escape(static_sprite())
    return mark_safe(  # noqa: S308 each part is escaped
        '<svg class="graph" role="group" aria-label="Territoires et leurs thèmes, avec des liens">'
        f"{''.join(_star(star, sprite) for star in drawn)}</svg>"
    )


def _star(star: Any, sprite: str) -> str:
    lines = "".join(
        f'<line class="thin" x1="0" y1="0" x2="{leaf.x:g}" y2="{leaf.y:g}"/>' for leaf in star.leaves
    )
    leaves = "".join(
        f'<a class="node theme c-{escape(leaf.theme.colour)}" href="?{escape(leaf.query)}"'
        f' aria-label="{escape(typo(leaf.said))}"><title>{escape(typo(leaf.said))}</title>'
        f'<svg x="{leaf.x:g}" y="{leaf.y:g}">{_silhouette(leaf.theme, leaf.radius, sprite)}</svg></a>'
        for leaf in star.leaves
    )
    said, place = escape(typo(star.said)), 'class="{}" y="60"'
    return (
        f'<svg x="{star.x}" y="{star.y}">{lines}{leaves}'
        f'<a class="node territoire" href="{escape(star.node.url)}" aria-label="{said}"><title>{said}</title>'
        f'<circle r="{star.radius:g}"/><text {place.format("wide")}>{escape(typo(star.wide))}</text>'
        f"<text {place.format('tall')}>{escape(typo(star.tall))}</text></a></svg>"
    )


def _lone(mark: str, kind: str = "") -> str:
    return f'<a class="node {kind}"><svg x="50%" y="50%">{mark}</svg></a>'


def _line(kind: str) -> str:
    return f'<line class="{kind}" x1="0" y1="50%" x2="100%" y2="50%"/>'


_RING, _CORE = '<circle r="7"/>', '<circle class="core" r="3.5"/>'
_LEAF = '<use href="{sprite}#s-leaf" x="-8" y="-8" width="16" height="16"/>'
# What a kind of nodes or lines means, in the order of the legend.
_KEY = {
    "acteur": ("acteur", _lone(_RING)),
    "reseau": ("réseau", _lone(_RING + _CORE, "reseau")),
    "initiative": ("initiative, à la forme et à la couleur de son thème", _lone(_LEAF)),
    "theme": ("thème", _lone(_LEAF)),
    "territoire": ("territoire", _lone(_RING)),
    "leads": ("porte, ou partenaire", _line("leads")),
    "thin": ("accueille, finance ou soutient", _line("thin")),
    "member": ("membre d’un réseau", _line("member")),
    "kin": ("lien entre initiatives", _line("kin")),
    "w5": ("plus le trait est large, plus il y a d’initiatives", _line("w3")),
}


@register.simple_tag
def graph_key(drawing: Any) -> SafeString:
    """Return the legend of a drawing in words, as items of <ul class="graph-key">."""
    sprite = escape(static_sprite())
    return mark_safe(  # noqa: S308 our own marks and words
        "".join(
            f'<li><svg class="graph" aria-hidden="true">{mark.format(sprite=sprite)}</svg> {words}</li>'
            for kind, (words, mark) in _KEY.items()
            if kind in drawing.kinds
        )
    )


@register.simple_tag
def graph_list(sections: Iterable[Any]) -> SafeString:
    """Return a graph as a list (`initiatives.network.outline.Section`): each node, and what it is bound to."""
    return mark_safe("".join(map(_section, sections)))  # noqa: S308 each part is escaped


def _section(section: Any) -> str:
    entries = "".join(_entry(entry) for entry in section.entries)
    return f'<h3 class="mt">{escape(section.title)}</h3><ul class="columns wide ties">{entries}</ul>'


def _entry(entry: Any) -> str:
    lines = "".join(
        f"<li>{escape(line.label)}\u00a0: {', '.join(map(_link, line.nodes))}</li>" for line in entry.lines
    )
    note = "" if entry.node.is_initiative else f' <span class="n">{escape(entry.node.note)}</span>'
    return f"<li>{_link(entry.node)}{note}<ul>{lines}</ul></li>"


def _link(node: Any) -> str:
    return f'<a href="{escape(node.url)}">{escape(typo(node.name))}</a>'


@register.simple_tag
def graph_rows(rows: Iterable[Any]) -> SafeString:
    """Return a graph by groups as a list (`initiatives.network.groups.Row`): each part, and its themes with counts."""
    return mark_safe(f'<ul class="columns wide ties">{"".join(map(_row, rows))}</ul>')  # noqa: S308 each part is escaped


def _row(row: Any) -> str:
    cells = "".join(f"<li>{_cell(cell)}</li>" for cell in row.cells)
    return f'<li>{_link(row.node)} <span class="n">{escape(row.node.note)}</span><ul>{cells}</ul></li>'


def _cell(cell: Any) -> str:
    name = escape(typo(cell.node.name))
    link = f'<a href="?{escape(cell.query)}">{name}</a>' if cell.query else f"avec {name}"
    return f'{link} <span class="n">{nombre(cell.count)}</span>'
