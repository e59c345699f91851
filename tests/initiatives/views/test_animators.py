"""The pages by which an actor answers, asks and gives up, by secret links."""

import re

import pytest

from contributors.models import SignedLink
from initiatives import animating
from initiatives.models import Animator
from moderation import actions
from moderation.authors import Author
from moderation.mails import FOLLOWING_TIME
from outbox.models import Message
from places.territory import Territory
from tests import makers

pytestmark = pytest.mark.django_db
LINK = re.compile(r"/animer/[\w-]{43}/")


@pytest.fixture
def actor():
    return makers.make_actor(
        commune=makers.make_commune(), submitted_by=makers.make_contributor("camille@exemple.fr")
    )


@pytest.fixture
def link(actor):
    """Return the address that was mailed when a moderator proposed the Finistère."""
    animating.propose(
        actor=actor, territory=Territory.from_token("departement-29"), by=makers.make_moderator()
    )
    return LINK.search(Message.objects.latest("pk").body)[0]


@pytest.fixture
def follow(actor):
    token = SignedLink.objects.issue(
        purpose="follow", contributor=actor.submitted_by, sheet=actor, valid=FOLLOWING_TIME
    )
    return f"/suivi/{token}/"


def html(response, status=200):
    assert response.status_code == status
    return response.content.decode()


def state():
    return Animator.objects.get().state


def test_opening_the_link_changes_nothing(client, link):
    for _ in range(2):
        page = html(client.get(link))
    assert "Animer ce territoire" in page
    assert state() == "proposed"
    response = client.get(link)
    assert "no-store" in response["Cache-Control"]
    assert "noindex" in response["X-Robots-Tag"]


def test_accepted_it_is_shown_on_both_pages_then_given_up(client, link, actor):
    assert client.post(link, {"reponse": "oui"}).status_code == 303
    assert state() == "confirmed"
    assert "anime ce territoire depuis" in html(client.get(link))
    territory = html(client.get("/territoires/departement/29/"))
    assert re.search(r"<b>Les Jardins du Bouguen</b></a> anime le Finistère, depuis Brest", territory)
    assert "le Finistère</a>" in html(client.get(actor.get_absolute_url()))
    assert "C’est arrêté" in html(client.post(link, {"reponse": "arreter"}))
    assert not Animator.objects.exists()
    assert "Et si c’était vous" in html(client.get("/territoires/departement/29/"))
    html(client.get(link), 410)


def test_declined_it_is_noted(client, link):
    client.post(link, {"reponse": "non"})
    assert state() == "declined"
    assert "Personne ne vous le redemandera" in html(client.get(link))


@pytest.mark.parametrize("answer", ["", "peut-être", "oui\x00", "OUI"])
def test_another_answer_is_none(client, link, answer):
    client.post(link, {"reponse": answer, "state": "confirmed"})
    assert state() == "proposed"


@pytest.mark.parametrize("said", ["oui", "non", "arreter"])
def test_a_former_author_answers_nothing(client, link, actor, said):
    actor.submitted_by = makers.make_contributor("nouvelle@exemple.fr")
    actor.save()
    html(client.get(link), 410)
    html(client.post(link, {"reponse": said}), 410)
    assert state() == "proposed"


def test_giving_up_what_was_only_proposed_is_declining(client, link, follow):
    assert client.post(link, {"reponse": "arreter"}).status_code == 303
    assert state() == "declined"
    client.post(f"{follow}animer/", {"arreter": Animator.objects.get().pk})
    assert state() == "declined"


@pytest.mark.parametrize("path", ["/animer/inconnu/", f"/animer/{'x' * 43}/", "/suivi/inconnu/animer/"])
def test_an_unknown_link_is_gone(client, path):
    html(client.get(path), 410)
    html(client.post(path, {"reponse": "oui"}), 410)


def test_a_link_of_another_purpose_opens_nothing(client, link, follow):
    token = follow.split("/")[2]
    html(client.get(f"/animer/{token}/"), 410)
    html(client.get(f"/suivi/{link.split('/')[2]}/animer/"), 410)


def test_the_author_of_an_initiative_has_no_such_page(client):
    sheet = makers.make_initiative(contributor=makers.make_contributor())
    token = SignedLink.objects.issue(
        purpose="follow", contributor=sheet.submitted_by, sheet=sheet, valid=FOLLOWING_TIME
    )
    html(client.get(f"/suivi/{token}/animer/"), 410)
    assert "Animer un territoire" not in html(client.get(f"/suivi/{token}/"))


def test_an_actor_asks_for_a_territory_around_it(client, follow):
    assert f"{follow}animer/" in html(client.get(follow))
    page = html(client.get(f"{follow}animer/"))
    assert re.findall(r'name="territory" value="([^"]+)"', page) == [
        "commune-29019",
        "intercommunalite-242900314",
        "departement-29",
        "region-53",
        "autre",
    ]
    assert client.post(f"{follow}animer/", {"territory": "departement-29"}).status_code == 303
    assert (Animator.objects.get().territory, state()) == ("departement-29", "proposed")
    assert "Votre demande attend" in html(client.get(f"{follow}animer/"))
    client.post(f"{follow}animer/", {"arreter": Animator.objects.get().pk})
    assert not Animator.objects.exists()


def test_another_territory_by_its_name(client, follow):
    makers.make_paris()
    client.post(f"{follow}animer/", {"territory": "autre", "other": "ILE DE FRANCE"})
    assert Animator.objects.get().territory == "region-11"
    page = html(client.post(f"{follow}animer/", {"territory": "autre", "other": "Paris"}))
    assert "Plusieurs territoires portent ce nom" in page
    assert {"commune-75056", "departement-75"} <= set(re.findall(r'value="([a-z]+-\d+)"', page))
    client.post(f"{follow}animer/", {"territory": "departement-75", "other": "Paris"})
    assert Animator.objects.filter(territory="departement-75").exists()


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"territory": "autre", "other": ""}, "Nous ne trouvons pas"),
        ({"territory": "autre", "other": "<script>alert(1)</script>"}, "Nous ne trouvons pas"),
        ({"territory": "autre", "other": "x" * 5000}, "100"),
        ({"territory": "region-99"}, "Choisissez un territoire"),
        ({"territory": ""}, "Choisissez un territoire"),
        ({}, "Choisissez un territoire"),
    ],
)
def test_what_makes_no_sense_is_told(client, follow, sent, said):
    page = html(client.post(f"{follow}animer/", sent))
    assert said in page
    assert "<script>alert" not in page
    assert not Animator.objects.exists()


def test_what_no_text_holds_is_refused(client, follow):
    html(client.post(f"{follow}animer/", {"territory": "autre", "other": "a\x00b"}), 400)
    assert not Animator.objects.exists()


@pytest.mark.parametrize("number", ["0", "999999", "-1", "x", "9" * 30, "²"])
def test_ending_what_is_not_its_own_changes_nothing(client, follow, number):
    other = makers.make_actor("Autre")
    theirs = animating.ask(actor=other, territory=Territory.from_token("region-53"))
    assert client.post(f"{follow}animer/", {"arreter": number}).status_code == 303
    assert client.post(f"{follow}animer/", {"arreter": theirs.pk}).status_code == 303
    assert list(Animator.objects.all()) == [theirs]


def test_too_many_or_too_late_is_said(client, follow, actor, monkeypatch):
    monkeypatch.setattr(animating, "MOST_ASKED", 0)
    assert "en attente" in html(client.post(f"{follow}animer/", {"territory": "region-53"}))
    actions.archive(sheet=actor, by=Author.system())
    assert "seul un acteur publié" in html(client.post(f"{follow}animer/", {"territory": "region-53"}))
    assert "Animer un territoire" not in html(client.get(follow))
