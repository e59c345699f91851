"""What lists find analyses by."""

import pytest

from articles import refreshing
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


@pytest.fixture
def communes():
    """Return Brest and Paris, the other way round than their codes were written."""
    paris = makers.make_paris()
    return {"29019": makers.make_commune(), "75056": paris}


def naming(kind, places):
    """Return the keys of an analysis that names initiatives or meetings of these communes, in this order."""
    made = []
    for number, commune in enumerate(places):
        title = f"{commune} {number}"
        if kind == "initiatives":
            made.append(makers.make_initiative(title, commune=commune, position=None))
        else:
            made.append(makers.make_event(title, commune=commune))
    return keys_of(makers.make_article(f"A {kind} {len(places)} {places[0]}", **{kind: made}))


@pytest.mark.parametrize("kind", ["initiatives", "events"])
def test_where_places_are_too_many_the_same_are_left_out_whatever_their_order(communes, kind, monkeypatch):
    monkeypatch.setattr(refreshing, "MOST_PLACES", 1)
    brest, paris = communes.values()
    keys = naming(kind, [paris, brest])
    assert keys == naming(kind, [brest, paris])
    assert "commune-29019" in keys and "commune-75056" not in keys


@pytest.mark.parametrize("kind", ["initiatives", "events"])
def test_a_place_that_is_named_several_times_counts_once(communes, kind, monkeypatch):
    monkeypatch.setattr(refreshing, "MOST_PLACES", 2)
    brest, paris = communes.values()
    for places in ([brest, brest, paris], [paris, brest, brest]):
        assert {"commune-29019", "commune-75056"} <= set(naming(kind, places))


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
