"""Feeds and articles follow the gazetteer."""

import pytest

from articles.partners.places import relocate
from tests import makers
from tests.partners import make_entry, make_feed

pytestmark = pytest.mark.django_db


def test_what_holds_a_territory_is_written_again():
    commune = makers.make_commune("29002", "Bohars")
    feed = make_feed(territory="commune-29002")
    entry, other = make_entry(feed=feed, territory="commune-29002"), make_entry()
    commune.intercommunality = makers.make_intercommunality()
    commune.save()
    assert relocate() == 2
    feed.refresh_from_db()
    entry.refresh_from_db()
    other.refresh_from_db()
    assert feed.holders == entry.holders
    assert commune.intercommunality.token in entry.holders
    assert other.holders == []
    assert relocate() == 0
