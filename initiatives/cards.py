"""What lists show of an initiative, read in one query whatever the number of cards."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from initiatives.labels import actor_label, place_label
from initiatives.models import CALL_LABELS, Stage, Theme
from initiatives.results import Hit
from photos.models import Photo
from places.addresses import address
from places.statements import fetch

CARDS = """
SELECT i.id, i.slug, i.title, i.summary, i.stage, i.is_example, i.carried_by, i.main_theme_id, l.card
FROM initiatives_initiative AS i JOIN initiatives_listing AS l ON l.initiative_id = i.id WHERE i.id = ANY(%s)
"""


@dataclass
class Card:
    """One published initiative, as `templates/components/card.html` and its likes read it."""

    pk: int
    slug: str
    title: str
    summary: str
    stage: str
    is_example: bool
    main_theme: Theme
    place_label: str
    actor_label: str
    cover: Photo | None
    calls: tuple[str, ...] = ()  # what it looks for: the kinds of its open calls
    km: float | None = None  # from the commune by which the list is sorted
    note: str = ""  # what is to be known of it where it is shown, in words

    def get_absolute_url(self) -> str:
        """Return the address of the sheet."""
        return address("initiative", self.slug)

    @property
    def seeking(self) -> str:
        """What it looks for, in words: « Cherche des personnes, un lieu »; nothing when it has no open call."""
        labels = [CALL_LABELS[kind] for kind in self.calls if kind in CALL_LABELS]
        return f"Cherche {', '.join(label[0].lower() + label[1:] for label in labels)}" if labels else ""

    def get_stage_display(self) -> str:
        """Return how far it is, in words."""
        return STAGES[self.stage]


STAGES: dict[str, str] = {stage.value: str(stage.label) for stage in Stage}


def cards(hits: Sequence[Hit]) -> list[Card]:
    """Return the cards of these hits, in their order; what was taken down meanwhile is left out."""
    if not hits:
        return []
    rows = {row[0]: row for row in fetch(CARDS, [[hit.initiative for hit in hits]])}
    known = {theme.pk: theme for theme in Theme.objects.remembered()}
    return [
        _card(rows[hit.initiative], known, hit.km)
        for hit in hits
        if hit.initiative in rows and rows[hit.initiative][7] in known
    ]


def _card(row: Sequence[Any], themes: dict[int, Theme], km: float | None) -> Card:
    pk, slug, title, summary, stage, is_example, carried_by, theme, shown = row
    more = json.loads(shown)
    photo = more["photo"]
    return Card(
        pk=pk,
        slug=slug,
        title=title,
        summary=summary,
        stage=stage,
        is_example=is_example,
        main_theme=themes[theme],
        place_label=place_label(more["places"]),
        actor_label=actor_label(more["leaders"], carried_by),
        cover=Photo(**photo) if photo else None,
        calls=tuple(more.get("calls", ())),
        km=km,
    )
