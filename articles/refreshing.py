"""What is derived from an analysis: what lists find it by, and whether its photos are seen."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from articles.models.article import Article
from events.models import Event
from initiatives.models import Location
from moderation.models import Status
from photos.actions import show_or_hide
from places.territory import Territory

MOST_PLACES = 50  # of the initiatives that it names: beyond, it is about the whole country
# The columns of a place, the most precise first, and the words of tokens.
LEVELS = {
    "commune": "commune",
    "intercommunality": "intercommunalite",
    "department": "departement",
    "region": "region",
}


def refresh(article: Article) -> None:
    """Write what derives from what an analysis says now; nothing where it is written already."""
    show_or_hide(article.photos.all(), public=article.is_published)
    keys = keys_of(article)
    if keys != article.keys:
        article.keys = keys
        article.save(update_fields=["keys"])


def refresh_again(numbers: Iterable[int]) -> None:
    """Do so for the analyses of these primary keys, each in its transaction."""
    for number in numbers:
        with transaction.atomic():
            article = Article.objects.select_for_update(no_key=True).filter(pk=number).first()
            if article is not None:
                refresh(article)


def keys_of(article: Article) -> list[str]:
    """Return what lists find an analysis by: `theme:3`, `departement-29`.

    One that names no territory is found by those of the published initiatives and meetings that it names.
    """
    keys = {f"theme:{number}" for number in article.themes.values_list("pk", flat=True)}
    about = [article.about] if article.about else list(map(Territory.from_token, _places_named(article)))
    for territory in filter(None, about):
        keys |= {territory.token, *(wider.token for wider in territory.parents)}
    return sorted(keys)


def _places_named(article: Article) -> list[str]:
    """Return the territories where the initiatives and the meetings that it names are, as tokens.

    Those that are left out, where they are too many, are the same each time: nothing depends on the order of rows.
    """
    shown = _public(article.initiatives)
    places = Location.objects.filter(initiative__in=shown).values(*LEVELS).distinct()
    rows = places.order_by(*(f"{level}_id" for level in LEVELS))[:MOST_PLACES]
    tokens = set()
    for row in rows:
        # The most precise one alone: it knows those that hold it.
        level = next((level for level in LEVELS if row[level]), None)
        tokens |= {f"{LEVELS[level]}-{row[level]}"} if level else set()
    held = Event.objects.filter(pk__in=_public(article.events), commune__isnull=False)
    communes = held.order_by("commune_id").values_list("commune", flat=True).distinct()[:MOST_PLACES]
    return sorted(tokens | {f"commune-{code}" for code in communes})


def _public(named: Any) -> Any:
    """Return the primary keys of the published sheets that are named, or that one named joined: what the page shows."""
    own = named.filter(status=Status.PUBLISHED).values("pk")
    return own.union(named.filter(merged_into__status=Status.PUBLISHED).values("merged_into"))
