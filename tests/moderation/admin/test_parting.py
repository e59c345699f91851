"""Undoing a merge in the admin."""

import re

import pytest
from django.urls import reverse

from contributors.models import User
from initiatives.models import Initiative
from moderation import merging
from moderation.authors import Author
from moderation.models import Merge, Status
from tests import makers

pytestmark = pytest.mark.django_db
SYSTEM = Author.system()


@pytest.fixture(autouse=True)
def moderator(client):
    makers.make_commune()
    client.force_login(makers.make_moderator("finistere", ["departement-29"]))


def merged(status=Status.PUBLISHED, kind="initiative"):
    """Return a sheet, and one that joined it and gave it its title."""
    if kind == "actor":
        commune = makers.make_commune()
        winner, loser = (makers.make_actor(title, commune=commune) for title in ("Un", "Deux"))
        choices = {"name": "loser"}
    else:
        winner, loser = makers.make_initiative("Un"), makers.make_initiative("Deux", status=status)
        choices = {"title": "loser"}
    merging.merge(winner=winner, loser=loser, choices=choices, by=SYSTEM, note="Même lieu.")
    return winner, loser


def address(sheet, page="unmerge"):
    return reverse(f"admin:initiatives_{sheet._meta.model_name}_{page}", args=[sheet.pk])


def send(client, loser, **data):
    page = client.get(address(loser)).content.decode()
    seen = re.search(r'name="seen" value="([\d.]+)"', page)
    return client.post(address(loser), {"seen": seen[1] if seen else ""} | data, follow=True)


def again(sheet):
    return type(sheet).objects.get(pk=sheet.pk)


@pytest.mark.parametrize("kind", ["initiative", "actor"])
def test_the_page_and_the_history_of_the_loser_lead_there(client, kind):
    winner, loser = merged(kind=kind)
    for page in ("change", "history"):
        text = client.get(address(loser, page)).content.decode()
        assert f'href="{address(loser)}"' in text
        assert "Revenir à cette version" not in text
    assert f'href="{address(winner, "change")}"' in client.get(address(loser, "change")).content.decode()


def test_what_joined_another_does_not_change_any_more(client):
    _, loser = merged()
    page = client.get(address(loser, "change")).content.decode()
    assert 'name="_save"' not in page and 'name="title"' not in page
    assert ">None<" not in page and "Other themes" not in page
    assert client.post(address(loser, "change"), {"title": "Pris"}).status_code == 403
    assert again(loser).title == "Deux"


@pytest.mark.parametrize("status", [Status.PUBLISHED, Status.PENDING])
def test_the_page_shows_what_the_other_would_lose_and_the_button_parts_them(client, status):
    winner, loser = merged(status)
    response = client.get(address(loser))
    (change,) = response.context["changes"]
    assert (change.removed, change.added) == (["Deux"], ["Un"])
    page = response.content.decode()
    assert "Même lieu." in page and Status(status).label in page
    assert again(loser).status == Status.MERGED
    page = send(client, loser).content.decode()
    assert "est de nouveau une fiche à part" in page
    assert (again(winner).title, again(loser).status) == ("Un", status)
    assert Merge.objects.get().undone_by == User.objects.get()


def test_what_was_changed_since_is_told_and_stays(client):
    winner, loser = merged()
    Initiative.objects.filter(pk=winner.pk).update(title="Corrigé")
    page = client.get(address(loser)).content.decode()
    assert "Resteraient comme ils sont, car quelqu’un les a modifiés depuis\u00a0: titre." in page
    send(client, loser)
    assert again(winner).title == "Corrigé"


def test_a_change_since_the_page_was_shown_is_shown_first(client):
    _, loser = merged()
    for seen in ("1.1", "x"):
        assert "vient de changer" in send(client, loser, seen=seen).content.decode()
    assert again(loser).status == Status.MERGED


def test_a_sheet_that_is_not_merged_has_nothing_to_undo(client):
    winner, loser = merged()
    assert "pas de fusion" in client.get(address(winner), follow=True).content.decode()
    send(client, loser)
    assert "pas de fusion" in send(client, loser).content.decode()


def test_what_its_winner_joined_in_turn_is_undone_first(client):
    middle, first = merged()
    last = makers.make_initiative("Trois")
    merging.merge(winner=last, loser=again(middle), choices={}, by=SYSTEM)
    page = send(client, first).content.decode()
    assert "défaites d’abord cette fusion-là" in page
    assert again(first).status == Status.MERGED


def test_sheets_of_other_territories_do_not_exist(client):
    winner, loser = merged()
    paris = makers.make_paris()
    loser.locations.update(kind="commune", latitude=None, longitude=None, commune=paris)
    assert client.get(address(loser)).status_code == 404
    assert client.post(address(loser), {"seen": ""}).status_code == 404
    loser.locations.update(commune=makers.make_commune())
    winner.locations.update(kind="commune", latitude=None, longitude=None, commune=paris)
    assert "pas de fusion" in client.post(address(loser), {"seen": ""}, follow=True).content.decode()
    assert again(loser).status == Status.MERGED


def test_whoever_may_only_read_does_not_part(client):
    _, loser = merged()
    rights = User.objects.get().groups.get().permissions
    rights.remove(*rights.filter(codename="change_initiative"))
    assert client.get(address(loser)).status_code == 403
    assert client.post(address(loser), {"seen": ""}).status_code == 403


def test_who_merged_an_actor_that_lies_where_it_acts_may_part_it(client):
    user = User.objects.get(username="finistere")
    winner, loser = makers.make_actor("Un"), makers.make_actor("Deux")
    for title, actor in (("Une", winner), ("Autre", loser)):
        makers.make_initiative(title, actors=[actor])
    merging.merge(winner=winner, loser=loser, choices={}, by=Author.moderator(user))
    assert client.get(address(loser, "change")).status_code == 200
    send(client, loser)
    assert again(loser).status == Status.PUBLISHED
    assert again(loser).participations.exists()


def test_an_actor_that_joined_one_of_elsewhere_is_out_of_reach(client):
    winner, loser = (makers.make_actor(name, commune=makers.make_paris()) for name in ("Un", "Deux"))
    merging.merge(winner=winner, loser=loser, choices={}, by=SYSTEM)
    assert client.get(address(loser)).status_code in (302, 404)
    assert client.post(address(loser), {"seen": ""}).status_code in (302, 404)
    assert again(loser).status == Status.MERGED


def test_what_joined_another_is_not_deleted_by_who_moderates(client):
    _, loser = merged()
    assert client.post(address(loser, "delete"), {"post": "yes"}).status_code == 403
    client.force_login(makers.make_administrator())
    assert client.post(address(loser, "delete"), {"post": "yes"}).status_code == 302
    assert [sheet.title for sheet in Initiative.objects.all()] == ["Un"]
