"""The analyses that appeared."""

from collections.abc import Sequence

from django.conf import settings

from articles.models import Article
from contributors.typography import typo
from newsletter.periods import Period
from newsletter.sections.section import Item, Section
from newsletter.selection import Selection


def find(selection: Selection, period: Period, limit: int) -> Sequence[int]:
    """Return the analyses published in a period, the newest first."""
    groups = selection.groups
    if groups is None:
        return []
    articles = Article.objects.published().filter(
        published_at__gte=period.begins_at, published_at__lt=period.ends_at
    )
    for group in groups:
        articles = articles.filter(keys__overlap=group)
    return list(articles.order_by("-published_at", "-pk").values_list("pk", flat=True)[:limit])


def show(numbers: Sequence[int]) -> list[Item]:
    """Return those that are public now."""
    rows = Article.objects.published().filter(pk__in=numbers)
    return [
        Item(
            number=row.pk,
            title=typo(row.title),
            url=settings.SITE_URL + row.get_absolute_url(),
            place=row.get_kind_display(),
            summary=typo(row.summary),
        )
        for row in rows
    ]


ANALYSES = Section(
    name="analyses",
    label="Les analyses",
    title="Analyses",
    rank=40,
    kind=Article,
    find=find,
    show=show,
    list_name="article_list",
)
