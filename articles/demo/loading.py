"""Loading the analyses of the demonstration set, and taking them away."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from articles.models import Article
from articles.refreshing import refresh
from initiatives.demo.extras import Extra
from initiatives.demo.forgetting import forget
from initiatives.demo.loading import FOLDER as DIRECTORY
from initiatives.models import Actor, Initiative, Theme
from moderation import actions
from moderation.authors import Author
from photos import actions as photos

PICTURES = DIRECTORY / "photos"
FOLDER = Path(__file__).resolve().parent
COLUMNS = ("title", "kind", "summary", "signed_by", "territory", "is_open")


def read() -> list[dict[str, Any]]:
    """Return the analyses of the set, each with its text."""
    rows: list[dict[str, Any]] = json.loads((FOLDER / "articles.json").read_text(encoding="utf-8"))
    return [row | {"text": (FOLDER / f"{row['file']}.md").read_text(encoding="utf-8")} for row in rows]


@transaction.atomic
def load() -> None:
    """Make the analyses, unless examples are there already. Needs the directory of the set."""
    if Article.objects.filter(is_example=True).exists():
        return
    for row in read():
        columns = {name: row[name] for name in COLUMNS if name in row}
        at = timezone.now() - timedelta(days=row["days"])
        article = Article.objects.create(
            **columns, text=row["text"], is_example=True, created_at=at, updated_at=at
        )
        article.initiatives.set(
            Initiative.objects.published().filter(source_id__in=row.get("initiatives", []))
        )
        article.authors.set(Actor.objects.published().filter(slug__in=row.get("authors", [])))
        article.themes.set(Theme.objects.filter(slug__in=row["themes"]))
        if photo := row.get("photo"):
            content = (PICTURES / f"{photo['image']}.webp").read_bytes()
            article.photos.add(photos.take_in(content=content, alt=photo["alt"], credit=photo["credit"]))
        refresh(article)
        actions.import_published(sheet=article, by=Author.system(), published_at=at)


def remove() -> None:
    """Delete the analyses of the set, with their history."""
    forget(Article.objects.filter(is_example=True))


EXTRA = Extra(load=load, remove=remove)
