"""The analyses that appeared."""

from collections.abc import Sequence

from django.conf import settings

from articles.models import Article
from articles.models.article_set import NEWEST
from contributors.typography import typo
from newsletter.periods import Period
from newsletter.sections.section import Item, Section
from newsletter.selection import Selection


def find(selection: Selection, period: Period, limit: int) -> Sequence[int]:
    """Return the analyses published in a period, the newest first."""
    groups = selection.groups
    if groups is None:
        return []
    articles = Article.objects.published()
    articles = articles.filter(published_at__gte=period.begins_at, published_at__lt=period.ends_at)
    for group in groups:
        articles = articles.filter(keys__overlap=group)
    return list(articles.order_by(*NEWEST).values_list("pk", flat=True)[:limit])


def show(numbers: Sequence[int]) -> list[Item]:
    """Return those that are public now: what they are, and who signed them."""
    found = Article.objects.published().filter(pk__in=numbers).defer("text").order_by("pk")
    return [
        Item(
            number=article.pk,
            title=typo(article.title),
            url=settings.SITE_URL + article.get_absolute_url(),
            place=article.get_kind_display(),
            when=f"par {typo(article.signed_by)}" if article.signed_by else "",
            summary=typo(article.summary),
        )
        for article in found
    ]


ANALYSES = Section(
    name="analyses",
    label="Les analyses\u00a0: retours d’expérience, portraits, méthodes",
    title="À lire",
    rank=40,
    kind=Article,
    find=find,
    show=show,
    list_name="article_list",
)
