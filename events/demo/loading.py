"""Loading the meetings of the demonstration set, and taking them away. Their days are counted from today."""

import json
from datetime import time, timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from events.models import Event
from events.scheduling import schedule
from initiatives.demo.extras import Extra
from initiatives.demo.forgetting import forget
from initiatives.models import Initiative, Theme
from moderation import actions
from moderation.authors import Author
from places.models import Commune

FOLDER = Path(__file__).resolve().parent
COLUMNS = ("title", "summary", "description", "rhythm", "times", "venue", "online_url", "price", "access")


def read() -> list[dict[str, Any]]:
    """Return the meetings of the set."""
    rows: list[dict[str, Any]] = json.loads((FOLDER / "events.json").read_text(encoding="utf-8"))
    return rows


@transaction.atomic
def load() -> None:
    """Make the meetings, unless examples are there already. Needs the directory of the set."""
    if Event.objects.filter(is_example=True).exists():
        return
    shown = list(Initiative.objects.published().filter(is_example=True).order_by("pk")[:2])
    for row in read():
        commune = Commune.objects.by_code(row["commune"]) if "commune" in row else None
        if "commune" in row and commune is None:
            continue  # a gazetteer of a part of the country only
        day = timezone.localdate() + timedelta(days=row["days"])
        event = Event.objects.create(
            **{name: row[name] for name in COLUMNS if name in row},
            day=day,
            end_day=day,
            starts=time.fromisoformat(row["starts"]),
            ends=time.fromisoformat(row["ends"]),
            commune=commune,
            is_example=True,
        )
        event.themes.set(Theme.objects.filter(slug__in=row["themes"]))
        if row.get("position", len(shown)) < len(shown):
            event.initiatives.set([shown[row["position"]]])
        schedule(event)
        actions.import_published(sheet=event, by=Author.system())


def remove() -> None:
    """Delete the meetings of the set, with their history."""
    forget(Event.objects.filter(is_example=True))


EXTRA = Extra(load=load, remove=remove)
