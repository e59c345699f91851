"""How analyses are cited."""

from datetime import UTC, datetime

from articles.models import Article
from articles.structured import LICENCES, citation, licence_url


def test_every_licence_is_read_somewhere():
    assert set(LICENCES) == set(Article.Licence)
    assert licence_url(Article()).startswith("https://creativecommons.org/licenses/by-sa/4.0/")


def test_a_citation_says_who_what_where_when():
    article = Article(
        title="Les charges", signed_by="Camille", published_at=datetime(2026, 5, 3, 10, tzinfo=UTC)
    )
    assert citation({"article": article, "authors": []}) == (
        "Camille, «\u00a0Les charges\u00a0», Territoires contributifs, 3\u00a0mai 2026, CC BY-SA 4.0"
    )
