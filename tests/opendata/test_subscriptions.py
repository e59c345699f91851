from dataclasses import replace

import pytest
from django.http import QueryDict

from opendata.subscriptions import FEEDS, Feed, address_of, addresses
from tests import makers

pytestmark = pytest.mark.django_db


def test_each_feed_takes_of_the_filters_what_it_understands(settings):
    settings.SITE_URL = "https://exemple.fr"
    makers.make_commune()
    makers.make_theme()
    query = "theme=alimentation&territoire=departement-29&appel=lieu&tri=titre&mois=2027-03&page=2&q=%00"
    found = {one.feed.route: one for one in addresses(QueryDict(query))}
    both = "theme=alimentation&territoire=departement-29"
    assert found["initiatives_feed"].url == f"https://exemple.fr/flux/initiatives.atom?{both}&appel=lieu"
    assert found["call_feed"].url == f"https://exemple.fr/flux/appels.atom?appel=lieu&{both}"
    assert found["event_feed"].url == f"https://exemple.fr/flux/rencontres.atom?{both}"
    assert found["event_feed"].calendar == f"https://exemple.fr/flux/rencontres.ics?{both}"
    assert found["actors_feed"].url == f"https://exemple.fr/flux/acteurs.atom?{both}"
    assert found["actors_feed"].calendar == ""


def test_a_feed_may_know_some_of_the_filters_only():
    makers.make_theme()
    feed = next(feed for feed in FEEDS if feed.route == "article_feed")
    known = replace(feed, route="initiatives_feed")  # whether or not analyses are there
    assert address_of(known, QueryDict("theme=alimentation&appel=lieu")).url.endswith("?theme=alimentation")


def test_a_feed_that_this_site_has_not_is_not_named():
    assert not Feed("Autre", "", "no_such_route", QueryDict).exists
    assert [one.feed for one in addresses(QueryDict())] == [feed for feed in FEEDS if feed.exists]
