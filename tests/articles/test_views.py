"""The pages of analyses, as visitors get them."""

import pytest

from tests import makers

pytestmark = pytest.mark.django_db


def test_an_analysis_has_a_page(client):
    article = makers.make_article()
    page = client.get(article.get_absolute_url())
    assert page.status_code == 200
    assert '<h2 id="s-commencer-petit">Commencer petit</h2>' in page.content.decode()


def test_what_is_not_published_has_none(client):
    article = makers.make_article(status="pending")
    assert client.get(article.get_absolute_url()).status_code == 404
