"""The list of calls and the page of one."""

import json
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from initiatives.calling import endings
from moderation import actions
from moderation.authors import Author
from moderation.models import Status
from moderation.proposals import accept
from moderation.wishes import newest_version
from tests import edits, makers

pytestmark = pytest.mark.django_db
UNSEEN = [status for status in Status if status != Status.PUBLISHED]
# Where the calls of the garden are told.
PAGES = [
    "/",
    "/territoires/departement/29/",
    "/themes/alimentation/",
    "/initiatives/jardin-partage-du-bouguen/",
]


def text(response):
    return response.content.decode()


def test_the_list(client, django_assert_max_num_queries):
    initiative = makers.make_initiative()
    for number in range(3):
        makers.make_call(f"Appel {number}", initiative=initiative)
    with django_assert_max_num_queries(6):
        page = text(client.get("/appels/"))
    assert "3 appels en cours" in page and "/flux/appels.atom" in page and "Brest (29)" in page


def test_an_empty_list_says_so(client):
    assert "Personne ne cherche rien" in text(client.get("/appels/"))
    assert "Aucun appel ne correspond" in text(client.get("/appels/?q=rien"))


def test_pages_keep_the_filters(client):
    initiative = makers.make_initiative()
    call = makers.make_call(initiative=initiative)
    type(call).objects.bulk_create(
        type(call)(
            initiative=initiative,
            kind="lieu",
            title=f"Lieu {number}",
            slug=f"lieu-{number}",
            text="Un lieu.",
            until=call.until,
            status=Status.PUBLISHED,
            published_at=timezone.now(),
        )
        for number in range(30)
    )
    page = text(client.get("/appels/?appel=lieu"))
    assert "30 appels en cours" in page and "?appel=lieu&amp;page=2" in page
    for number in ("0", "-1", "abc", "9" * 30):
        assert client.get(f"/appels/?page={number}").status_code == 200


def test_the_page_of_a_call(client, django_assert_max_num_queries):
    call = makers.make_call(text="On *arrose* <script>alert(1)</script>.", link="https://exemple.fr/venir")
    with django_assert_max_num_queries(4):
        page = text(client.get(call.get_absolute_url()))
    assert "<em>arrose</em> &lt;script&gt;" in page and "https://exemple.fr/venir" in page
    assert "noindex" not in page
    island = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    data = json.loads(island[1])
    assert data["@type"] == "Demand" and data["validThrough"] == call.until.isoformat()


def test_all_calls_of_a_theme_in_a_territory(client):
    makers.make_call()
    address = "/themes/alimentation/?territoire=departement-29"
    assert 'href="/appels/?theme=alimentation&amp;territoire=departement-29"' in text(client.get(address))
    assert 'href="/appels/?theme=alimentation"' in text(client.get("/themes/alimentation/"))


def test_the_page_of_one_that_is_over(client, time_machine):
    call = makers.make_call(days=2)
    time_machine.move_to(timezone.now() + timedelta(days=3), tick=False)
    before = text(client.get(call.get_absolute_url()))
    endings.expire()
    after = text(client.get(call.get_absolute_url()))
    for page in (before, after):
        assert "Cet appel est terminé" in page and "noindex" in page and "ld+json" not in page
        assert "Répondre" not in page
    assert client.get(call.get_history_url()).status_code == 200
    assert client.get(f"{call.get_absolute_url()}signaler/").status_code == 200
    assert call.get_absolute_url() not in text(client.get("/sitemap-appels.xml"))


@pytest.mark.parametrize(
    "status", [Status.UNCONFIRMED, Status.PENDING, Status.REFUSED, Status.ARCHIVED, Status.WITHDRAWN]
)
def test_what_is_not_public_has_no_page(client, status):
    call = makers.make_call(status=status)
    for end in ("", "historique/", "modifier/", "signaler/"):
        assert client.get(f"{call.get_absolute_url()}{end}").status_code == 404


def test_no_page_without_its_initiative(client):
    call = makers.make_call()
    actions.withdraw(sheet=call.initiative, by=Author.system())
    assert client.get(call.get_absolute_url()).status_code == 404
    actions.restore(sheet=call.initiative, by=Author.system())
    assert client.get(call.get_absolute_url()).status_code == 200


def test_a_former_address(client):
    call = makers.make_call()
    former = call.get_absolute_url()
    call.rename("autre")
    call.save()
    assert client.get(former)["Location"] == "/appels/autre/"


def test_a_change_is_proposed_and_accepted(client):
    call = makers.make_call()
    later = call.until + timedelta(days=10)
    proposal = edits.waiting(client, call, title="Trois personnes pour arroser", until=later.isoformat())
    accept(proposal=proposal, by=Author.system(), names=["title", "until"], seen=newest_version(call))
    call.refresh_from_db()
    assert (call.title, call.until) == ("Trois personnes pour arroser", later)
    history = text(client.get(call.get_history_url()))
    assert "Trois personnes pour arroser" in history and "until" not in history


def test_a_change_is_checked_as_a_new_call(client):
    response = edits.fill(client, makers.make_call(), until="2020-01-01")
    assert response.status_code == 200 and "Cette date est passée" in text(response)


def test_where_calls_are_told(client):
    call = makers.make_call()
    for address in (
        "/",
        "/territoires/departement/29/",
        "/themes/alimentation/",
        "/initiatives/jardin-partage-du-bouguen/",
    ):
        assert call.get_absolute_url() in text(client.get(address)), address
    assert "Cherche des personnes" in text(client.get("/initiatives/"))
    endings.find(sheet=call, by=Author.system())
    for address in (
        "/",
        "/territoires/departement/29/",
        "/themes/alimentation/",
        "/initiatives/jardin-partage-du-bouguen/",
    ):
        assert call.get_absolute_url() not in text(client.get(address)), address
