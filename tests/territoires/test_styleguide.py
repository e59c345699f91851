import re

from django.conf import settings

from initiatives.models import Stage, Theme
from territoires import styleguide
from tests.strict_client import StrictClient

CSS = {path.stem: path.read_text() for path in (settings.BASE_DIR / "static" / "css").glob("*.css")}
LEAST_CONTRAST = 5.1  # interface.md, "Identity"


def tokens(pattern):
    return dict(re.findall(rf"^\s+--([\w-]+): {pattern};$", CSS["tokens"], re.MULTILINE))


PLAIN = tokens(r"(#[0-9a-f]{6})")
PAIRS = {
    name: pair
    for name, *pair in re.findall(r"--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);", CSS["tokens"])
}


def luminance(colour):
    """Return the relative luminance of WCAG 2.2."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_the_page_is_faultless():
    page = StrictClient().get("/guide-de-style/").content.decode()
    assert 'aria-current="page"' in page
    assert page.count("<h1>") == 1
    for icon in styleguide.icon_names():
        assert f"icons.svg#i-{icon}" in page


def test_older_browsers_get_the_light_colours():
    assert {name: light for name, (light, _) in PAIRS.items()} == PLAIN


def test_each_colour_of_theme_is_there_and_readable():
    for colour in Theme.Colour.values:
        assert f".c-{colour} {{ --c: var(--c-{colour}); }}" in CSS["tokens"]
        for scheme in (0, 1):
            ink = PAIRS[f"c-{colour}"][scheme]
            for ground in ("paper", "card", "tint", "on-theme"):
                assert contrast(ink, PAIRS[ground][scheme]) >= LEAST_CONTRAST, (colour, ground, scheme)


def test_texts_are_readable_on_every_ground():
    for scheme in (0, 1):
        for ink in ("ink", "soft", "blue", "ok", "warn", "err"):
            for ground in ("paper", "card", "tint"):
                assert contrast(PAIRS[ink][scheme], PAIRS[ground][scheme]) >= LEAST_CONTRAST, (
                    ink,
                    ground,
                    scheme,
                )
        assert contrast(PAIRS["on-gorse"][scheme], PAIRS["gorse"][scheme]) >= LEAST_CONTRAST
        assert contrast(PAIRS["on-blue"][scheme], PAIRS["blue"][scheme]) >= LEAST_CONTRAST
        assert contrast(PAIRS["field"][scheme], PAIRS["card"][scheme]) >= 3  # edges of controls, WCAG 1.4.11


def test_each_stage_is_drawn():
    assert [(value, label) for value, label in styleguide.STAGES] == Stage.choices
    for stage in Stage.values:
        assert f".stage.{stage}" in CSS["components"]


def test_the_examples_are_the_first_themes():
    shown = {theme.colour for theme in (*styleguide.THEMES, *styleguide.SPARE_THEMES)}
    assert shown == set(Theme.Colour.values)
    assert {theme.shape for theme in (*styleguide.THEMES, *styleguide.SPARE_THEMES)} == set(
        Theme.Shape.values
    )


def test_every_token_that_is_read_is_written():
    ours = [
        sheet for name, sheet in CSS.items() if name not in ("admin", "kit")
    ]  # which reads Django's own tokens
    written = set(re.findall(r"--([\w-]+):", "".join(ours)))
    read = {name for sheet in ours for name in re.findall(r"var\(--([\w-]+)\)", sheet)}
    assert read - written == set()
