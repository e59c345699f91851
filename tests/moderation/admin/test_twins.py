"""Sheets that look like another, on its page in the admin."""

import pytest
from django.urls import reverse

from contributors.models import User
from moderation.models import Distinct, Status
from tests import makers

pytestmark = pytest.mark.django_db
KINDS = ["initiative", "actor"]


@pytest.fixture(autouse=True)
def moderator(client):
    makers.make_commune()
    client.force_login(makers.make_moderator("finistere", ["departement-29"]))


def make(kind, status=Status.PUBLISHED, title="Jardin partagé du Bouguen"):
    if kind == "actor":
        return makers.make_actor(title, commune=makers.make_commune(), status=status)
    return makers.make_initiative(title, status=status)


def address(sheet, page, *args):
    return reverse(f"admin:initiatives_{sheet._meta.model_name}_{page}", args=[sheet.pk, *args])


def twins(client, sheet):
    return client.get(address(sheet, "change")).context["twins"]


@pytest.mark.parametrize("kind", KINDS)
def test_each_twin_leads_to_the_screen_that_merges_the_one_that_waits(client, kind):
    published, waiting = make(kind), make(kind, Status.PENDING)
    (twin,), (other,) = twins(client, waiting), twins(client, published)
    assert (twin.number, other.number) == (published.pk, waiting.pk)
    assert twin.merge_url == other.merge_url == address(published, "merge", waiting.pk)
    page = client.get(address(waiting, "change")).content.decode()
    assert f'href="{twin.merge_url}"' in page and "Ce n’est pas la même" in page


@pytest.mark.parametrize("kind", KINDS)
def test_two_that_wait_are_told_and_cannot_be_merged_yet(client, kind):
    one, _ = make(kind, Status.PENDING), make(kind, Status.PENDING)
    (twin,) = twins(client, one)
    assert twin.merge_url == "" and twin.is_ours


@pytest.mark.parametrize("kind", KINDS)
def test_not_the_same_is_remembered_for_both_and_may_be_taken_back(client, kind):
    one, two = make(kind), make(kind, Status.PENDING)
    for _ in range(2):
        page = client.post(address(one, "distinct"), {"distinct": two.pk}, follow=True).content.decode()
        assert "ne sera plus montrée comme un doublon" in page and "Ce n’est pas la même que" in page
    assert Distinct.objects.get().by == User.objects.get()
    for sheet, other in ((one, two), (two, one)):
        response = client.get(address(sheet, "change"))
        assert response.context["twins"] == [] and response.context["apart"] == [other]
    page = client.post(address(two, "distinct"), {"again": one.pk}, follow=True).content.decode()
    assert "peut de nouveau être montrée" in page
    assert [twin.number for twin in twins(client, two)] == [one.pk]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("number", ["", "x", "-1", "9" * 30, "1e3", "²"])
def test_what_is_no_number_is_not_found(client, kind, number):
    sheet = make(kind)
    assert client.post(address(sheet, "distinct"), {"distinct": number}).status_code == 404
    assert client.get(address(sheet, "distinct")).status_code == 405
    assert client.post(address(sheet, "distinct"), {"distinct": sheet.pk}).status_code == 404
    assert not Distinct.objects.exists()


@pytest.mark.parametrize("kind", KINDS)
def test_sheets_of_other_territories_do_not_exist(client, kind):
    ours, paris = make(kind), makers.make_paris()
    theirs = (
        makers.make_actor("Jardin partagé du Bouguen", commune=paris)
        if kind == "actor"
        else makers.make_initiative(commune=paris, position=(48.39, -4.486))
    )
    for one, two in ((ours, theirs), (theirs, ours)):
        assert client.post(address(one, "distinct"), {"distinct": two.pk}).status_code == 404
    assert not Distinct.objects.exists()
    assert all(twin.merge_url == "" and not twin.is_ours for twin in twins(client, ours))


def test_whoever_may_only_read_says_nothing(client):
    one, two = make("initiative"), make("initiative")
    rights = User.objects.get().groups.get().permissions
    rights.remove(*rights.filter(codename="change_initiative"))
    assert client.post(address(one, "distinct"), {"distinct": two.pk}).status_code == 403
    assert "Ce n’est pas la même" not in client.get(address(one, "change")).content.decode()


def test_those_that_are_apart_leave_room_for_others(client):
    one = make("initiative", Status.PENDING)
    for _ in range(7):
        Distinct.objects.remember(one, make("initiative"))
    other = make("initiative")
    assert [twin.number for twin in twins(client, one)] == [other.pk]
