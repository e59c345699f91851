"""Feeds in the admin: tried, added, read at once, within one's territories."""

from datetime import timedelta

import pytest
from django.db.models.signals import post_delete
from django.urls import reverse
from django.utils import timezone

from articles.admin.partner_feeds import broken_line
from articles.models import FeedEntry, PartnerFeed
from articles.partners import taking, visits
from moderation.desk import lines_of
from tests import makers
from tests.admin_forms import filled
from tests.articles.partners.test_reading import item, rss
from tests.at_once import Meeting, at_once
from tests.internet import internet
from tests.partners import make_feed

pytestmark = pytest.mark.django_db
LIST, ADD = "admin:articles_partnerfeed_changelist", "admin:articles_partnerfeed_add"
TRIAL = "admin:partnerfeed_trial"
ADDRESS = "http://partenaire.fr/flux-1"


@pytest.fixture
def net(monkeypatch):
    with internet(monkeypatch) as net:
        yield net


@pytest.fixture
def country(client):
    user = makers.make_moderator("pays")
    client.force_login(user)
    return user


@pytest.fixture
def local(client):
    makers.make_commune()
    user = makers.make_moderator("finistere", ["departement-29"])
    client.force_login(user)
    return user


def change(feed):
    return reverse("admin:articles_partnerfeed_change", args=[feed.pk])


def told(**fields):
    given = {
        "name": "Bretagne créative", "site_url": "https://partenaire.fr", "feed_url": ADDRESS, "is_active": "on",
        "consent_note": "Accord de Camille.",
    }  # fmt: skip
    return given | fields


def test_trying_shows_what_would_be_taken_and_keeps_nothing(client, country, net):
    net.page(
        "partenaire.fr/flux-1", rss(item(1, "Un <![CDATA[<b>four</b>]]>", date=""), item(2, " ")).encode()
    )
    page = client.post(reverse(TRIAL), {"feed_url": ADDRESS}).content.decode()
    assert "Un four" in page
    assert "1 article à prendre, 1 laissé de côté" in page
    assert "Ajouter ce flux" in page
    assert not PartnerFeed.objects.exists() and not FeedEntry.objects.exists()


def test_trying_a_page_offers_the_feed_that_it_announces(client, country, net):
    link = '<link rel="alternate" type="application/rss+xml" href="/flux-1">'
    net.page("partenaire.fr/", f"<!doctype html><html>{link}".encode(), Content_Type="text/html")
    page = client.post(reverse(TRIAL), {"feed_url": "http://partenaire.fr/"}).content.decode()
    assert "La page en annonce un" in page
    assert f'value="{ADDRESS}"' in page


def test_trying_a_feed_that_makes_the_reader_stumble_says_so(client, country, net):
    net.page("partenaire.fr/flux-1", rss(item(1)).encode(), Content_Type="text/xml; charset=undefined")
    response = client.post(reverse(TRIAL), {"feed_url": ADDRESS})
    assert response.status_code == 200
    assert "si mal écrit" in response.content.decode()


@pytest.mark.parametrize("address", ["http://127.0.0.1/", "javascript:alert(1)", "", "http://interne.fr/"])
def test_trying_an_address_of_nobody_says_so(client, country, net, address):
    net.site("interne.fr", "10.0.0.1")
    page = client.post(reverse(TRIAL), {"feed_url": address}).content.decode()
    assert "errornote" in page or "errorlist" in page
    assert net.dialled == []


def test_only_a_post_goes_out(client, country, net):
    client.get(reverse(TRIAL), {"feed_url": ADDRESS})
    assert client.get(reverse("admin:partnerfeed_read", args=[make_feed().pk])).status_code == 405
    assert net.looked_up == []


def test_adding_a_feed(client, country):
    makers.make_commune()
    theme = makers.make_theme()
    assert client.post(reverse(ADD), told(themes=[theme.pk], territory="Finistère")).status_code == 302
    feed = PartnerFeed.objects.get()
    assert (feed.territory, feed.holders) == ("departement-29", ["departement-29", "region-53"])
    assert list(feed.themes.all()) == [theme]
    assert not feed.is_trusted


@pytest.mark.parametrize(
    "wrong",
    [
        {"feed_url": "http://127.0.0.1/"}, {"feed_url": "ftp://partenaire.fr/"}, {"site_url": "javascript:alert(1)"},
        {"name": " "}, {"consent_note": ""}, {"territory": "Nulle part"}, {"themes": ["999"]},
    ],
)  # fmt: skip
def test_what_cannot_be_a_feed_is_refused(client, country, wrong):
    assert client.post(reverse(ADD), told(**wrong)).status_code == 200
    assert not PartnerFeed.objects.exists()


def test_the_same_feed_is_not_added_twice(client, country):
    make_feed(feed_url=ADDRESS)
    assert client.post(reverse(ADD), told()).status_code == 200
    assert PartnerFeed.objects.count() == 1


@pytest.mark.parametrize("territory", ["", "region-53", "departement-13"])
def test_a_local_moderator_adds_feeds_of_their_territory_only(client, local, territory):
    makers.make_department("13", "Bouches-du-Rhône", makers.make_region("93", "Provence"))
    assert client.post(reverse(ADD), told(territory=territory)).status_code == 200
    assert not PartnerFeed.objects.exists()
    assert client.post(reverse(ADD), told(territory="commune-29019")).status_code == 302


def test_feeds_of_the_country_are_not_those_of_a_local_moderator(client, local, net):
    feed = make_feed("Pays secret")
    assert "Pays secret" not in client.get(reverse(LIST)).content.decode()
    assert client.get(change(feed)).status_code == 404
    assert client.post(reverse("admin:partnerfeed_read", args=[feed.pk])).status_code == 404
    assert net.looked_up == []


def test_reading_at_once_says_what_came(client, country, net):
    feed = make_feed()
    net.page("partenaire.fr/flux-1", rss(item(1, date="")).encode())
    read = reverse("admin:partnerfeed_read", args=[feed.pk])
    assert "Un nouvel article." in client.post(read, follow=True).content.decode()
    assert "Rien de nouveau." in client.post(read, follow=True).content.decode()
    net.page("partenaire.fr/flux-1", status=404)
    page = client.post(read, follow=True).content.decode()
    assert "Il n’y a rien à cette adresse (404)" in page
    assert "1 échec depuis le" in client.get(reverse(LIST)).content.decode()


def test_saving_leaves_what_a_visit_wrote_meanwhile(client, country, net):
    feed = make_feed()
    data = filled(client, change(feed))
    net.page("partenaire.fr/flux-1", status=500)
    visits.visit(feed)
    assert client.post(change(feed), data | {"name": "Autre nom"}).status_code == 302
    feed.refresh_from_db()
    assert (feed.name, feed.failures) == ("Autre nom", 1)


def test_another_address_begins_anew(client, country):
    now = timezone.now()
    feed = make_feed(failures=2, failing_since=now, is_active=False, gone_at=now, etag='"v1"')
    data = filled(client, change(feed)) | {"feed_url": "https://partenaire.fr/autre", "is_active": "on"}
    assert client.post(change(feed), data).status_code == 302
    feed.refresh_from_db()
    assert (feed.is_active, feed.gone_at, feed.failures, feed.etag) == (True, None, 0, "")


def test_deleting_a_feed_deletes_its_articles(client, country, net):
    feed = make_feed()
    net.page("partenaire.fr/flux-1", rss(item(1, date="")).encode())
    visits.visit(feed)
    delete = reverse("admin:articles_partnerfeed_delete", args=[feed.pk])
    assert client.post(delete, {"post": "yes"}).status_code == 302
    assert not FeedEntry.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_feed_that_is_deleted_while_it_is_read_waits_for_no_circle(client, country, net, monkeypatch):
    feed = make_feed()
    net.page("partenaire.fr/flux-1", rss(item(1, date="")).encode())
    visits.visit(feed)
    delete = reverse("admin:articles_partnerfeed_delete", args=[feed.pk])
    point, held = Meeting(), taking._held

    def deleted(**about):
        point.first()

    def holding(*args):
        point.second()
        return held(*args)

    monkeypatch.setattr(taking, "_held", holding)
    post_delete.connect(deleted, FeedEntry)
    try:
        assert at_once(lambda: client.post(delete, {"post": "yes"}), lambda: visits.visit(feed)) == []
    finally:
        post_delete.disconnect(deleted, FeedEntry)
    assert not PartnerFeed.objects.exists() and not FeedEntry.objects.exists()


def test_a_feed_in_trouble_for_a_week_is_on_the_desk(local):
    since = timezone.now() - timedelta(days=8)
    make_feed("Près", territory="departement-29", failures=9, failing_since=since)
    make_feed("Pays", failures=9, failing_since=since)
    line = broken_line(local)
    assert (line.count, line.since) == (1, since)
    assert line.name in {line.name for line in lines_of(local, [])}
