"""Loading the analyses of the demonstration set, and taking them away."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone

from articles.models import Article
from articles.refreshing import refresh
from initiatives.demo.extras import Extra
from initiatives.demo.loading import FOLDER as DIRECTORY
from initiatives.models import Actor, Initiative, Theme
from moderation import actions, holdings
from moderation.authors import Author
from moderation.models import FormerSlug, Revision
from photos import actions as photos
from photos.models import Photo

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


@transaction.atomic
def remove() -> None:
    """Delete the analyses of the set, with their history."""
    doomed = list(Article.objects.filter(is_example=True).values_list("pk", flat=True))
    about = {"content_type": ContentType.objects.get_for_model(Article), "object_id__in": doomed}
    holdings.forget(about["content_type"], doomed)  # type: ignore[arg-type]  # a dictionary of both
    photos.erase(
        list(
            Photo.objects.filter(
                pk__in=Article.photos.through.objects.filter(article__in=doomed).values("photo")
            )
        )
    )
    Revision.objects.filter(**about).delete()
    FormerSlug.objects.filter(**about).delete()
    Article.objects.filter(pk__in=doomed).delete()


EXTRA = Extra(load=load, remove=remove)
