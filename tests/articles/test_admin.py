"""Analyses in the admin."""

import pytest
from django.urls import reverse

from articles.models import Article
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator(client):
    user = makers.make_moderator()
    client.force_login(user)
    return user


def page_of(article):
    return reverse("admin:articles_article_change", args=[article.pk])


def test_the_queue_and_the_page_of_each(client, moderator):
    article = makers.make_article(status="pending", photos=[makers.make_photo()])
    assert article.title in client.get(reverse("admin:articles_article_changelist")).content.decode()
    page = client.get(page_of(article)).content.decode()
    photo = reverse("admin:articles_article_photo", args=[article.pk, article.photos.get().pk])
    assert photo in page
    answer = client.get(photo)
    assert answer["Content-Type"] == "image/webp" and b"".join(answer.streaming_content)
    preview = client.get(f"{page_of(article).removesuffix('change/')}apercu/")
    assert preview.status_code == 200 and photo in preview.content.decode()


def test_a_photo_of_another_is_not_found(client, moderator):
    article, other = makers.make_article(), makers.make_article("Autre", photos=[makers.make_photo()])
    address = reverse("admin:articles_article_photo", args=[article.pk, other.photos.get().pk])
    assert client.get(address).status_code == 404


def test_only_a_method_may_be_open():
    from articles.admin.articles import ArticleForm

    article = makers.make_article()
    data = {name: getattr(article, name) for name in ("title", "slug", "summary", "text", "licence")}
    form = ArticleForm(data | {"kind": "portrait", "is_open": "on"}, instance=article)
    assert "Seule une méthode" in str(form.errors["is_open"])
    form = ArticleForm(data | {"kind": "portrait", "title": "Écrire à a@exemple.fr"}, instance=article)
    assert "adresse électronique" in str(form.errors["title"])


def test_moderators_of_elsewhere_see_none(client):
    article = makers.make_article(territory="departement-29")
    makers.make_department("35", "Ille-et-Vilaine")
    client.force_login(makers.make_moderator("ailleurs", territories=["departement-35"]))
    assert client.get(page_of(article)).status_code in (302, 403, 404)
    assert Article.objects.get(pk=article.pk) == article
