"""What lists find analyses by."""

import pytest

from articles.refreshing import keys_of, refresh, refresh_again
from moderation import actions
from moderation.authors import Author
from tests import makers

pytestmark = pytest.mark.django_db


def test_its_own_territory_with_those_that_hold_it():
    makers.make_commune()
    article = makers.make_article(territory="commune-29019", themes=[makers.make_theme()])
    keys = keys_of(article)
    assert {"commune-29019", "departement-29", "region-53"} < set(keys)
    assert any(key.startswith("theme:") for key in keys)


def test_else_those_of_what_it_names_as_far_as_it_is_public():
    hidden = makers.make_initiative("Caché", status="pending")
    assert keys_of(makers.make_article("A", initiatives=[hidden])) == []
    actions.publish(sheet=hidden, by=Author.system())
    article = makers.make_article("B", initiatives=[hidden], events=[makers.make_event()])
    assert "departement-29" in keys_of(article)
    article.territory = "region-53"
    assert "departement-29" not in keys_of(article)


def test_derived_again_nothing_is_written_twice(django_assert_num_queries):
    makers.make_region()
    article = makers.make_article(territory="region-53")
    article.keys = []
    article.save()
    refresh_again([article.pk])
    article.refresh_from_db()
    assert article.keys == ["region-53"]
    with django_assert_num_queries(4):
        refresh(article)
