import pytest

from territoires.reads import newest_analyses
from tests import makers

pytestmark = pytest.mark.django_db


def test_the_newest_published_analyses_come_first(django_assert_num_queries):
    for number in range(4):
        makers.make_article(f"Analyse {number}")
    makers.make_article("Pas encore", status="pending")
    with django_assert_num_queries(2):  # the version of what is public, then the analyses
        assert [article.title for article in newest_analyses()] == ["Analyse 3", "Analyse 2", "Analyse 1"]
    makers.make_article("La dernière")
    assert newest_analyses()[0].title == "La dernière"
