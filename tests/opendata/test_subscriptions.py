import pytest
from django.http import QueryDict
from django.urls import reverse

from opendata.subscriptions import FEEDS, address_of, addresses
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


def test_analyses_and_partners_take_theirs(settings):
    settings.SITE_URL = "https://exemple.fr"
    makers.make_commune()
    makers.make_theme()
    query = "theme=alimentation&territoire=departement-29&sorte=methode&appel=lieu&quand=passees"
    found = {one.feed.route: one.url for one in addresses(QueryDict(query))}
    both = "theme=alimentation&territoire=departement-29"
    assert found["article_feed"] == f"https://exemple.fr/flux/analyses.atom?sorte=methode&{both}"
    assert found["partner_feed"] == f"https://exemple.fr/flux/partenaires.atom?{both}"


def test_the_letter_is_the_same_whatever_is_chosen():
    makers.make_theme()
    feed = next(feed for feed in FEEDS if feed.route == "letter_feed")
    assert address_of(feed, QueryDict("theme=alimentation&q=jardin")).url.endswith("/flux/lettre.atom")


def test_every_kind_of_news_has_a_feed_that_answers(client):
    routes = [feed.route for feed in FEEDS]
    assert routes == [
        "initiatives_feed",
        "call_feed",
        "event_feed",
        "article_feed",
        "partner_feed",
        "actors_feed",
        "letter_feed",
    ]
    page = client.get("/flux/").content.decode()
    for route in routes:
        assert f'value="http://127.0.0.1:8000{reverse(route)}"' in page
        assert client.get(reverse(route)).status_code == 200
