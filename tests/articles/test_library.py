"""The filters of the list of analyses, and how the database answers them."""

from datetime import timedelta

import pytest
from django.db import connection
from django.http import QueryDict
from django.utils import timezone

from articles import library
from articles.library import ArticleFilters
from articles.models import Article
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


@pytest.fixture
def many():
    """Make 4000 analyses, of which one in 400 is about the Finistère and about compost."""
    makers.make_department()
    now = timezone.now()
    rows = []
    for rank in range(4000):
        rare = rank % 400 == 0
        rows.append(
            Article(
                title=f"Texte {rank}",
                slug=f"texte-{rank}",
                kind="methode" if rank % 5 == 0 else "retour",
                summary="Compost." if rare else "Jardin.",
                text="Texte.",
                status="published",
                published_at=now - timedelta(hours=rank),
                keys=["departement-29"] if rare else ["departement-35"],
            )
        )
    Article.objects.bulk_create(rows)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE articles_article")


@pytest.mark.parametrize(
    ("query", "index", "number"),
    [
        ("", "article_newest", 4000),
        ("sorte=methode", "article_newest_of_kind", 800),
        ("territoire=departement-29", "article_keys", 10),
        ("q=compost", "article_words", 10),
    ],
)
@pytest.mark.usefixtures("many")
def test_an_index_answers_each(query, index, number):
    filters = ArticleFilters.parse(QueryDict(query))
    assert f"{index} " in filters.articles[:24].explain()
    assert filters.number == number


def test_those_that_name_a_sheet_are_found_from_it():
    """Not by asking each analysis whether what it names is that sheet, or joined it: no join of both tables."""
    theme = makers.make_theme()
    sheet, joined = (makers.make_initiative(title, theme=theme) for title in ("Jardin", "Potager"))
    type(joined).objects.filter(pk=joined.pk).update(status="merged", merged_into=sheet)
    articles = [makers.make_article(f"Analyse {number}") for number in range(3)]
    articles[0].initiatives.add(sheet)
    articles[1].initiatives.add(joined)
    found = ArticleFilters.parse(QueryDict(f"initiative={sheet.slug}")).articles
    assert {one.pk for one in found} == {articles[0].pk, articles[1].pk}
    assert "JOIN" not in str(found.query)


def test_common_words_are_counted_as_far_as_pages_lead(client, monkeypatch):
    monkeypatch.setattr(library, "WORDS_CEILING", 2)
    for number in range(4):
        makers.make_article(f"Compost {number}")
    assert ArticleFilters.parse(QueryDict("q=compost")).number == 3
    assert ArticleFilters.parse(QueryDict("")).number == 4
    assert "Plus de 2 textes" in client.get("/analyses/?q=compost").content.decode()
