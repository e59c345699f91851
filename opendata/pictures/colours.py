"""Colours of the pictures: those of the pages by day, read in their style sheet."""

import re
from functools import cache
from pathlib import Path

from django.conf import settings

DECLARED = re.compile(r"^\s*--([a-z0-9-]+): (#[0-9a-f]{6});", re.MULTILINE)
PAPER, CARD, INK, SOFT, RULE = "#f6f3ea", "#fffdf8", "#17202b", "#4a5562", "#cfc8b5"
BLUE, GORSE = "#1c3f95", "#ffd23e"
SEA, LAND, LAND_2, COAST = "#dbe6e6", "#f4f0e2", "#e9e6d9", "#5f7780"


@cache
def tokens() -> dict[str, str]:
    """Return the colours by day, by their names in static/css/tokens.css."""
    sheet = Path(settings.BASE_DIR) / "static" / "css" / "tokens.css"
    return dict(DECLARED.findall(sheet.read_text(encoding="utf-8")))


def of_theme(colour: str) -> str:
    """Return the colour of a theme by its name; ink for one that is not known."""
    return tokens().get(f"c-{colour}", INK)
