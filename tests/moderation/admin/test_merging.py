"""Merging two sheets in the admin."""

import re

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.urls import reverse

from contributors.models import User
from initiatives.models import Initiative
from moderation import actions
from moderation.authors import Author
from moderation.models import Merge, Revision, Status
from tests import makers

pytestmark = pytest.mark.django_db
KINDS = ["initiative", "actor"]


@pytest.fixture(autouse=True)
def moderator(client):
    makers.make_commune()
    client.force_login(makers.make_moderator("finistere", ["departement-29"]))


def make(kind, title, **fields):
    if kind == "actor":
        return makers.make_actor(title, commune=fields.pop("commune", makers.make_commune()), **fields)
    return makers.make_initiative(title, **fields)


def page_of(winner, loser):
    return reverse(f"admin:initiatives_{winner._meta.model_name}_merge", args=[winner.pk, loser.pk])


def send(client, winner, loser, **data):
    page = client.get(page_of(winner, loser)).content.decode()
    seen = re.search(r'name="seen" value="([\d.]+)"', page)[1]
    return client.post(page_of(winner, loser), {"seen": seen, "note": ""} | data, follow=True)


def again(sheet):
    return type(sheet).objects.get(pk=sheet.pk)


def rows(client, winner, loser):
    return {row.name: row for row in client.get(page_of(winner, loser)).context["rows"]}


def test_the_screen_shows_what_differs_and_changes_nothing(client):
    winner = make("initiative", "Jardin un", tags=["a"], since=2019, opening_hours="Le samedi")
    loser = make("initiative", "Jardin deux", tags=["b"], since=None, carried_by="Le quartier")
    found = rows(client, winner, loser)
    assert {"title", "tags", "since", "opening_hours", "carried_by"} == set(found)
    assert (found["title"].mine, found["title"].theirs) == (["Jardin un"], ["Jardin deux"])
    chosen = {name: row.chosen for name, row in found.items()}
    assert chosen == {
        "title": "winner",
        "tags": "both",
        "since": "winner",
        "opening_hours": "winner",
        "carried_by": "loser",
    }
    response = client.get(page_of(winner, loser))
    assert response.context["same"][:2] == ["résumé", "description"]
    assert again(loser).status == Status.PUBLISHED


def test_places_are_one_or_the_other_unless_both_are_asked_for(client):
    winner, loser = make("initiative", "Un"), make("initiative", "Deux", position=(48.4, -4.5))
    row = rows(client, winner, loser)["locations"]
    assert row.may_be_both and row.chosen == "winner"
    assert "Brest (29)" in row.mine[0]


def test_the_button_merges_and_tells(client):
    winner, loser = make("initiative", "Jardin un"), make("initiative", "Jardin deux", tags=["b"])
    response = send(client, winner, loser, **{"choice-title": "loser", "note": "Vu avec les deux équipes."})
    page = response.content.decode()
    assert response.redirect_chain[-1][0] == reverse("admin:initiatives_initiative_change", args=[winner.pk])
    assert "«\u00a0Jardin deux\u00a0» a rejoint «\u00a0Jardin un\u00a0»\u00a0: fiches fusionnées." in page
    assert "L’ont rejointe" in page
    winner = again(winner)
    assert winner.title == "Jardin deux" and [tag.name for tag in winner.tags.all()] == ["b"]
    assert Revision.objects.about(winner).first().note.endswith("Vu avec les deux équipes.")
    assert Merge.objects.get().by == User.objects.get()


@pytest.mark.parametrize("kind", KINDS)
def test_a_sheet_that_waits_joins_the_published_one_whichever_was_named_first(client, kind):
    published, waiting = make(kind, "Le jardin"), make(kind, "Un jardin", status=Status.PENDING)
    response = client.get(page_of(waiting, published))
    assert response.headers["Location"] == page_of(published, waiting)
    assert "Garder plutôt l’autre" not in client.get(page_of(published, waiting)).content.decode()
    send(client, published, waiting)
    assert (again(published).status, again(waiting).status) == (Status.PUBLISHED, Status.MERGED)


def test_of_two_published_ones_either_may_stay(client):
    one, two = make("initiative", "Un"), make("initiative", "Deux")
    assert f'href="{page_of(two, one)}"' in client.get(page_of(one, two)).content.decode()


def test_a_change_since_the_page_was_shown_is_shown_first(client):
    winner, loser = make("initiative", "Un"), make("initiative", "Deux")
    for seen in ("1.1", "x", ""):
        page = send(client, winner, loser, seen=seen).content.decode()
        assert "vient de changer" in page
        assert again(loser).status == Status.PUBLISHED


@pytest.mark.parametrize("kind", KINDS)
def test_refusals_say_why(client, kind):
    one, two = make(kind, "Un", status=Status.PENDING), make(kind, "Deux", status=Status.PENDING)
    assert "doit être publiée" in client.get(page_of(one, two), follow=True).content.decode()
    published = make(kind, "Trois")
    assert "avec elle-même" in client.get(page_of(published, published), follow=True).content.decode()
    gone = make(kind, "Quatre", status=Status.ARCHIVED)
    assert "peut en rejoindre une autre" in client.get(page_of(published, gone), follow=True).content.decode()
    assert client.post(page_of(one, two), {"seen": "0.0"}).status_code == 302
    assert not Merge.objects.exists()


@pytest.mark.parametrize("kind", KINDS)
def test_sheets_of_other_territories_do_not_exist(client, kind):
    ours = make(kind, "Un")
    fields = {} if kind == "actor" else {"position": None}
    theirs = make(kind, "Paris", commune=makers.make_paris(), **fields)
    for pair in ((ours, theirs), (theirs, ours)):
        assert client.get(page_of(*pair)).status_code == 404
        assert client.post(page_of(*pair), {"seen": "0.0"}).status_code == 404
    assert client.get(f"/admin/initiatives/{kind}/{ours.pk}/fusion/{10**30}/").status_code == 404


def test_whoever_may_only_read_does_not_merge(client):
    one, two = make("initiative", "Un"), make("initiative", "Deux")
    rights = User.objects.get().groups.get().permissions
    rights.remove(*rights.filter(codename="change_initiative"))
    assert client.get(page_of(one, two)).status_code == 403
    assert client.post(page_of(one, two), {"seen": "0.0"}).status_code == 403


def choose(client, *sheets):
    url = reverse(f"admin:initiatives_{sheets[0]._meta.model_name}_changelist") + "?statut=toutes"
    data = {"action": "merge_two", ACTION_CHECKBOX_NAME: [sheet.pk for sheet in sheets]}
    return client.post(url, data)


@pytest.mark.parametrize("kind", KINDS)
def test_two_sheets_of_the_list_lead_to_the_screen(client, kind):
    waiting, published = make(kind, "Un", status=Status.PENDING), make(kind, "Deux")
    older = make(kind, "Trois")
    assert choose(client, waiting, published).headers["Location"] == page_of(published, waiting)
    assert choose(client, older, published).headers["Location"] == page_of(published, older)


def test_one_or_three_of_the_list_or_two_that_wait_do_not(client):
    waiting = [make("initiative", title, status=Status.PENDING) for title in ("Un", "Deux", "Trois")]
    for chosen, words in (
        (waiting[:1], "exactement deux"),
        (waiting, "exactement deux"),
        (waiting[:2], "doit être publiée"),
    ):
        choose(client, *chosen)
        page = client.get(reverse("admin:initiatives_initiative_changelist")).content.decode()
        assert words in page


def test_markup_is_escaped(client):
    winner, loser = make("initiative", "<img src=x>"), make("initiative", "<b>Gras</b>")
    page = client.get(page_of(winner, loser)).content.decode()
    assert "<img src=x>" not in page and "<b>Gras" not in page
    assert "<b>Gras" not in send(client, winner, loser).content.decode()


def test_an_actor_that_still_waits_is_named(client):
    actor = makers.make_actor("Le collectif", status=Status.PENDING)
    winner, loser = (
        make("initiative", "Un"),
        make("initiative", "Deux", status=Status.PENDING, actors=[actor]),
    )
    page = send(client, winner, loser).content.decode()
    assert "ils attendent encore\u00a0: «\u00a0Le collectif\u00a0»" in page


def test_queries_of_the_screen_do_not_grow_with_what_differs(client, django_assert_max_num_queries):
    winner, loser = (
        make("initiative", title, tags=[f"{title} {number}" for number in range(20)])
        for title in ("Un", "Deux")
    )
    client.get(page_of(winner, loser))
    with django_assert_max_num_queries(30):
        client.get(page_of(winner, loser))


def test_a_choice_that_is_none_means_the_likely_one(client):
    winner, loser = make("initiative", "Un"), make("initiative", "Deux")
    send(client, winner, loser, **{"choice-title": "x" * 5000, "choice-status": "loser"})
    assert again(winner).title == "Un" and again(winner).status == Status.PUBLISHED


def test_what_changed_meanwhile_is_on_the_page_that_comes_back(client):
    winner, loser = make("initiative", "Un"), make("initiative", "Deux")
    page = client.get(page_of(winner, loser)).content.decode()
    seen = re.search(r'name="seen" value="([\d.]+)"', page)[1]
    Initiative.objects.filter(pk=loser.pk).update(title="Trois")
    actions.amend(sheet=loser, by=Author.system())
    posted = {"seen": seen, "choice-title": "loser", "note": "Vu ensemble."}
    response = client.post(page_of(winner, loser), posted)
    assert "Trois" in response.content.decode() and not Merge.objects.exists()
    (row,) = response.context["rows"]
    assert row.chosen == "loser" and "Vu ensemble." in response.content.decode()  # what was typed is kept
    send(client, winner, loser, seen=response.context["seen"], **{"choice-title": "loser"})
    assert again(winner).title == "Trois"
