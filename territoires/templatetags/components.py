"""Tags for the pieces that an include would say clumsily: icons, pins, boxes that hold other markup."""

from functools import cache, lru_cache
from typing import Any

from django import template
from django.core.signals import setting_changed
from django.dispatch import receiver
from django.forms import BaseForm, BoundField
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

SPRITE = "img/icons.svg"
# Where the icon lies on the body of a pin: x, y and side, in the sprite's units. Narrow silhouettes take a smaller one.
GLYPHS: dict[str, tuple[float, float, float]] = {
    "hexagon": (9, 9, 22),
    "square": (9, 9, 22),
    "leaf": (9, 9, 22),
    "sunburst": (10, 10, 20),
    "house": (9, 11, 22),
    "cross": (11.5, 11.5, 17),
    "circle": (9, 9, 22),
    "diamond": (11, 11, 18),
    "triangle": (12, 16, 16),
    "shield": (10, 9, 20),
    "drop": (11, 14, 18),
    "octagon": (9, 9, 22),
}
# What stands for a theme that has no known silhouette or colour: the page must still be drawn.
FALLBACK_SHAPE = "circle"
FALLBACK_COLOUR = "slate"


# Icons, silhouettes and pins are drawn hundreds of times in a page, always the same: each is made once.
@cache
def _sprite() -> str:
    return static(SPRITE)


@lru_cache(2000)
def _icon(name: str, label: str) -> SafeString:
    if label:
        return format_html(
            '<svg class="icon" role="img" aria-label="{}"><use href="{}#i-{}"/></svg>', label, _sprite(), name
        )
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}#i-{}"/></svg>', _sprite(), name)


@lru_cache(200)
def _drawn_shape(colour: str, shape: str) -> SafeString:
    return format_html(
        '<svg class="shape c-{}" aria-hidden="true"><use href="{}#s-{}"/></svg>', colour, _sprite(), shape
    )


@lru_cache(200)
def _drawn_pin(colour: str, shape: str, icon: str) -> SafeString:
    x, y, side = GLYPHS[shape]
    return format_html(
        '<svg class="pin c-{0}" viewBox="-3 -3 46 54" aria-hidden="true"><use href="{1}#b-{2}"/>'
        '<use class="glyph" href="{1}#i-{3}" x="{4}" y="{5}" width="{6}" height="{6}"/></svg>',
        colour,
        _sprite(),
        shape,
        icon,
        str(x),
        str(y),
        str(side),
    )


@lru_cache(200)
def _label(colour: str, shape: str, name: str) -> SafeString:
    return format_html('<span class="topic c-{}">{} {}</span>', colour, _drawn_shape(colour, shape), name)


@receiver(setting_changed)
def _forget(**_: Any) -> None:
    """Draw anew where a test serves files under other names."""
    for drawn in (_sprite, _icon, _drawn_shape, _drawn_pin, _label):
        drawn.cache_clear()


@register.simple_tag
def static_sprite() -> str:
    """Return the address of the icon sprite: `<use href="{% static_sprite %}#i-search"/>`."""
    return _sprite()


@register.simple_tag(name="icon")
def icon_svg(name: str, label: str = "") -> SafeString:
    """Return an icon by its name in the style guide, silent unless a `label` says what it means."""
    return _icon(name, label)


def _colour(theme: Any) -> str:
    return getattr(theme, "colour", "") or FALLBACK_COLOUR


def _shape(theme: Any) -> str:
    name = getattr(theme, "shape", "")
    return name if name in GLYPHS else FALLBACK_SHAPE


@register.simple_tag
def shape(theme: Any) -> SafeString:
    """Return the small silhouette of a theme (`colour`, `shape`), for labels and chips."""
    return _drawn_shape(_colour(theme), _shape(theme))


@register.simple_tag
def pin(theme: Any) -> SafeString:
    """Return the map pin of a theme (`colour`, `shape`, `icon`): its silhouette with a point, its icon over it."""
    return _drawn_pin(_colour(theme), _shape(theme), getattr(theme, "icon", "") or "place")


@register.simple_tag
def theme_label(theme: Any, link: bool = False) -> SafeString:
    """Return a theme as silhouette and word in its colour; as a link to its page if `link`."""
    if link:
        return format_html(
            '<a class="topic c-{}" href="{}">{} {}</a>',
            _colour(theme),
            theme.get_absolute_url(),
            shape(theme),
            theme.name,
        )
    return _label(_colour(theme), _shape(theme), theme.name)


@register.simple_tag
def picture(photo: Any, sizes: str = "100vw", alt: str | None = None, eager: bool = False) -> SafeString:
    """Return the image of a photo (`url(width)`, `srcset`, `width`, `height`, `alt`).

    `sizes` is the attribute of that name; `alt=""` makes it an ornament, where the text beside it says the same.
    An image seen on arrival is `eager`; the others wait until they are near.
    """
    return format_html(
        '<img src="{}" srcset="{}" sizes="{}" width="{}" height="{}" alt="{}" {}="{}" decoding="async">',
        photo.url(640),
        photo.srcset,
        sizes,
        photo.width,
        photo.height,
        photo.alt if alt is None else alt,
        *(("fetchpriority", "high") if eager else ("loading", "lazy")),
    )


@register.filter
def initials(name: str) -> str:
    """Return the two letters that stand for an actor without a picture: « Bretagne Créative » gives BC."""
    words = [word for word in str(name).replace("-", " ").replace("’", " ").split() if word[0].isalnum()]
    long = [word for word in words if len(word) > 3] or words
    if len(long) == 1:
        return long[0][:2].upper()
    return "".join(word[0] for word in long[:2]).upper()


# --- Forms ----------------------------------------------------------------------------------------------------


@register.simple_tag
def control(field: BoundField, **attrs: Any) -> SafeString:
    """Return the control of a form field, with our class; an attribute is given with underscores for hyphens.

    Django itself adds `aria-invalid` and `aria-describedby`, which names the hint and the error of field.html.
    """
    given = {name.replace("_", "-"): value for name, value in attrs.items()}
    classes = [field.field.widget.attrs.get("class", ""), given.pop("class", ""), "input"]
    return field.as_widget(attrs=given | {"class": " ".join(filter(None, classes))})


def _target(field: BoundField) -> str:
    """Return the id of the first control of a field: where a link of the error summary leads."""
    return field.id_for_label or (f"{field.auto_id}_0" if field.auto_id else "")


@register.inclusion_tag("components/error_summary.html")
def error_summary(*forms: BaseForm | None) -> dict[str, Any]:
    """Show what is to be mended in these forms, above the h1: it takes focus and each line leads to its field."""
    lines: list[dict[str, str]] = []
    for form in forms:
        if form is None or not form.is_bound:
            continue
        lines += [{"target": "", "label": "", "message": str(error)} for error in form.non_field_errors()]
        for field in form:
            target = "" if field.is_hidden else _target(field)
            lines += [
                {"target": target, "label": str(field.label or ""), "message": str(error)}
                for error in field.errors
            ]
    return {"lines": lines}


# --- Pieces that hold other markup ----------------------------------------------------------------------------


@register.simple_block_tag
def box(content: str, kind: str = "", title: str = "", icon: str = "", level: int = 2) -> SafeString:
    """Return a framed message: `{% box kind="warn" title="…" icon="alert" %}…{% endbox %}`.

    `kind`: none (information), ok, warn, err, or hl (the one yellow call of a page).
    """
    heading: str = ""
    if title:
        heading = format_html("<h{0}>{1} {2}</h{0}>", level, icon_svg(icon) if icon else "", title)
    return format_html('<div class="box {}">{}{}</div>', kind, heading, content)


@register.simple_block_tag
def facts(content: str, title: str = "En bref", level: int = 2) -> SafeString:
    """Return the block of facts of a sheet; holds `{% fact "Depuis" %}…{% endfact %}`; empty, it is not shown."""
    if not content.strip():
        return mark_safe("")
    return format_html('<div class="facts"><h{0}>{1}</h{0}><dl>{2}</dl></div>', level, title, content)


@register.simple_block_tag
def fact(content: str, label: str) -> SafeString:
    """Return one line of `facts`, or nothing when what it would say is empty."""
    if not content.strip():
        return mark_safe("")
    return format_html("<div><dt>{}</dt><dd>{}</dd></div>", label, content)
