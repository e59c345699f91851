"""What the page of an analysis shows: its text with a table of contents, what it names as far as it is public."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Count, Q

from articles.models import Article
from articles.models.article import TEXT_LENGTH
from contributors.markdown import remembered_with_headings, render_with_headings
from events.page import public
from moderation.models import Revision, Sheet

FEWEST_HEADINGS = 3  # from which on a table of contents helps
MOST_HEADINGS = 60
DEEPEST = 3  # level of heading, below which it would be as long as the text
CHANGES = (Revision.Action.AMEND, Revision.Action.PROPOSAL, Revision.Action.REVERT)


def contents(article: Article) -> dict[str, Any]:
    """Return the context of the page of an analysis, fetched by `for_page`."""
    return told(
        article,
        authors=article.authors.all(),
        initiatives=article.initiatives.all(),
        events=article.events.all(),
        themes=article.themes.all(),
        photos=list(article.photos.all()),
    )


def told(
    article: Article,
    *,
    authors: Iterable[Sheet],
    initiatives: Iterable[Sheet],
    events: Iterable[Sheet],
    themes: Iterable[Any],
    photos: Sequence[Any] = (),
) -> dict[str, Any]:
    """Return the same of an analysis that may not be saved yet."""
    rendered = remembered_with_headings if article.is_published else render_with_headings
    html, headings = rendered(article.text, longest=TEXT_LENGTH)
    near = [heading for heading in headings if heading.level <= DEEPEST]
    return {
        "article": article,
        "html": html,
        "headings": near[:MOST_HEADINGS] if len(near) >= FEWEST_HEADINGS else [],
        "themes": list(themes),
        "authors": public(authors),
        "initiatives": public(initiatives),
        "events": public(events),
        "territory": article.about,
        "photos": photos,
        "versions": versions_of(article) if article.is_open and article.pk else {},
    }


def versions_of(article: Article) -> dict[str, int]:
    """Return how many versions a page had, and from whom, who stay unnamed; one query."""
    mine = Revision.objects.about(article).filter(action__in=CHANGES).order_by()
    counts: dict[str, int] = mine.aggregate(
        proposed=Count("pk", filter=Q(action=Revision.Action.PROPOSAL)),
        authors=Count("pk", filter=Q(action=Revision.Action.AMEND, role=Revision.Role.CONTRIBUTOR)),
        others=Count(
            "pk",
            filter=~Q(action=Revision.Action.PROPOSAL)
            & ~Q(action=Revision.Action.AMEND, role=Revision.Role.CONTRIBUTOR),
        ),
    )
    return counts | {"total": 1 + sum(counts.values())}
