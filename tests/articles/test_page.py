"""What the page of an analysis shows."""

import pytest

from articles.models import Article
from articles.page import contents, told, versions_of
from moderation import actions
from moderation.authors import Author
from tests import makers

pytestmark = pytest.mark.django_db


def test_contents_from_three_headings_up_and_not_too_deep():
    short = told(Article(text="## A\n\n### B"), authors=[], initiatives=[], events=[], themes=[])
    assert short["headings"] == []
    long = told(
        Article(text="# A\n\n## B\n\n### C\n\n## D"), authors=[], initiatives=[], events=[], themes=[]
    )
    assert [(one.level, one.title) for one in long["headings"]] == [(2, "A"), (3, "B"), (3, "D")]


def test_versions_are_counted_for_open_pages_only():
    article = makers.make_article(kind="methode", is_open=True, contributor=makers.make_contributor())
    actions.amend(sheet=article, by=Author.contributing(article.submitted_by))
    assert versions_of(article) == {"proposed": 0, "authors": 1, "others": 0, "total": 2}
    page = Article.objects.for_page().get()
    assert contents(page)["versions"]["total"] == 2
    page.is_open = False
    assert contents(page)["versions"] == {}
