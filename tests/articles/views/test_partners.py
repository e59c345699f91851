"""The list of what partner sites publish."""

import pytest

from moderation import caching
from tests import makers
from tests.partners import make_entry, make_feed

pytestmark = pytest.mark.django_db
LIST = "/analyses/partenaires/"


def page(client, query=""):
    response = client.get(LIST + query)
    assert response.status_code == 200
    return response.content.decode()


def test_each_article_names_its_site_and_leads_to_the_original(client):
    initiative = makers.make_initiative("Le fournil")
    hidden = makers.make_initiative("Pas encore", status="pending", position=None)
    make_entry(
        "Un four <script>", excerpt="Bâti \u00ab ensemble \u00bb", link="https://partenaire.fr/four",
        themes=[makers.make_theme()], initiatives=[initiative, hidden],
    )  # fmt: skip
    said = page(client)
    assert '<a href="https://partenaire.fr/four" rel="noopener external">Un four &lt;script&gt;</a>' in said
    assert "Bretagne créative" in said and "Bâti" in said
    assert initiative.get_absolute_url() in said
    assert "Pas encore" not in said
    assert "<img" not in said.partition("<main")[2]


def test_nothing_is_said_when_there_is_nothing(client):
    assert "Rien pour l’instant" in page(client)
    assert (
        "Aucun article ne correspond" in page(client, "?territoire=departement-29")
        if makers.make_commune()
        else ""
    )


def test_pages_and_filters(client):
    feed = make_feed("Autre site")
    for number in range(30):
        make_entry(f"Article {number}", feed=feed)
    assert "30 articles" in page(client)
    assert "Article 5<" in page(client, "?page=2")
    assert "Article 5<" in page(client, f"?page=99&site={feed.pk}")
    assert "?site=" in page(client, f"?site={feed.pk}")
    for query in (
        "?page=-1",
        "?page=abc",
        "?page=%00",
        '?theme="><script>',
        "?site=1&site=2",
        "?territoire=%ff",
    ):
        assert "<script>" not in page(client, query)


def test_a_page_asks_few_questions_however_many_articles(client, django_assert_max_num_queries):
    theme, initiative = makers.make_theme(), makers.make_initiative()
    for number in range(30):
        make_entry(f"Article {number}", themes=[theme], initiatives=[initiative])
    page(client)
    caching.forget()
    with django_assert_max_num_queries(9):
        page(client)
