"""The filters of the list of analyses, and how the database answers them."""

import pytest
from django.db import connection
from django.http import QueryDict

from articles.library import ArticleFilters
from tests import makers

pytestmark = pytest.mark.django_db


def test_filters_say_themselves_in_one_order():
    makers.make_department()
    garden, initiative = makers.make_theme(), makers.make_initiative()
    query = (
        f"territoire=departement-29&theme={garden.slug}&q=eau&initiative={initiative.slug}&sorte=portrait&x=1"
    )
    filters = ArticleFilters.parse(QueryDict(query))
    assert filters.query == (
        f"q=eau&sorte=portrait&theme={garden.slug}&territoire=departement-29&initiative={initiative.slug}"
    )
    assert filters.label == f"portrait, {garden.name}, Finistère, {initiative.title}, «\u00a0eau\u00a0»"
    assert filters.one("initiative") == initiative and filters.one("acteur") is None


def test_what_makes_no_sense_is_ignored():
    hidden = makers.make_initiative(status="pending")
    query = f"sorte=x&theme=x&territoire=x&initiative={hidden.slug}&acteur=x&rencontre=x&q=%00"
    assert not ArticleFilters.parse(QueryDict(query)).is_filtered


@pytest.mark.parametrize(
    ("query", "index"),
    [
        ("", "article_newest"),
        ("sorte=methode", "article_newest"),
        ("territoire=departement-29", "article_keys"),
        ("q=compost", "article_words"),
    ],
)
def test_an_index_answers_each(query, index):
    makers.make_department()
    found = ArticleFilters.parse(QueryDict(query)).articles[:24]
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        if index != "article_newest":
            cursor.execute("SET LOCAL enable_indexscan = off")
        assert index in found.explain()
