"""The page of an analysis, and of its history."""

from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from articles.models import Article
from articles.page import contents
from articles.readers import ArticleReader
from articles.structured import article_data, citation, licence_url
from contact.reach import is_reachable
from moderation import caching
from moderation.history_views import history_page


@caching.sheet
def article_page(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one analysis; a former address leads to today's."""
    article = cast("Article | None", Article.objects.for_page().at(slug))
    if article is None:
        if moved := Article.objects.moved(slug):
            return redirect(moved, permanent=True)
        raise Http404
    shown = contents(article)
    context = shown | {
        "structured": article_data(shown),
        "citation": citation(shown),
        "licence_url": licence_url(article),
        "reachable": is_reachable(article),
    }
    return render(request, "articles/article.html", context)


@caching.sheet
def article_history(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what changed in a published analysis."""
    crumb = ("Analyses", reverse("article_list"))
    return history_page(request, slug, model=Article, reader=ArticleReader, crumb=crumb)
