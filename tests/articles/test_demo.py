"""The analyses of the demonstration set."""

import pytest

from articles.demo import loading
from articles.models import Article
from initiatives.models import Theme
from photos.models import Photo
from tests import makers

pytestmark = pytest.mark.django_db


def test_they_are_there_once_and_go_with_their_photos(client):
    makers.make_theme("ecologie", "Écologie et énergie")
    loading.load()
    loading.load()
    articles = list(Article.objects.published())
    assert len(articles) == len(loading.read()) == 4
    assert {article.is_open for article in articles} == {True, False}
    assert all(article.is_example for article in articles)
    for article in articles:
        assert "exemple inventé" in client.get(article.get_absolute_url()).content.decode()
    assert Photo.objects.filter(is_public=True).count() == 1
    own = makers.make_article("La vraie", photos=[makers.make_photo()])
    loading.remove()
    assert list(Article.objects.all()) == [own] and Photo.objects.get() == own.photos.get()


def test_what_they_name_is_in_the_set():
    from initiatives.demo import loading as directory

    slugs = {row["slug"] for row in directory.initiatives()}
    actors = {row["slug"] for row in directory.read("actors.json")}
    themes = {row["slug"] for row in directory.read("themes.json")}
    for row in loading.read():
        assert set(row["initiatives"]) <= slugs and set(row.get("authors", [])) <= actors
        assert set(row["themes"]) <= themes
        Article(
            **{name: row[name] for name in loading.COLUMNS if name in row}, text=row["text"]
        ).clean_fields(exclude=["slug", "territory"])
    assert not Theme.objects.exists()
