"""An analysis as a snapshot says it was."""

import pytest

from articles.models import Article
from moderation import actions
from moderation.authors import Author
from moderation.models import Revision
from tests import makers

pytestmark = pytest.mark.django_db


def test_an_earlier_version_comes_back_whole():
    article = makers.make_article(
        initiatives=[makers.make_initiative()],
        authors=[makers.make_actor()],
        events=[makers.make_event()],
        themes=[makers.make_theme()],
        territory="departement-29",
        photos=[makers.make_photo()],
    )
    before, first = article.snapshot(), Revision.objects.about(article).last()
    article.title, article.territory = "Autre titre", ""
    article.save()
    for name in ("initiatives", "authors", "events", "themes"):
        getattr(article, name).clear()
    actions.amend(sheet=article, by=Author.system())
    actions.revert(sheet=article, revision=first, by=Author.system())
    assert Article.objects.get(pk=article.pk).snapshot() == before


def test_an_open_method_that_becomes_a_portrait_is_closed():
    article = makers.make_article(kind="methode", is_open=True)
    article.restore_snapshot(article.snapshot() | {"kind": "portrait"})
    article.refresh_from_db()
    assert (article.kind, article.is_open) == ("portrait", False)


def test_what_is_gone_is_told():
    article = makers.make_article()
    gone = {"initiatives": ["partie"], "events": ["passee"], "themes": ["oublie"], "authors": ["parti"]}
    left = article.restore_snapshot(article.snapshot() | gone)
    assert len(left) == 4 and any("la rencontre «\u00a0passee\u00a0»" in line for line in left)
