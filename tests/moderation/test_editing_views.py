import re
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from contributors.models import Consent, Draft, SignedLink
from initiatives.models import Initiative
from moderation import actions
from moderation.authors import Author
from moderation.models import Proposal, Revision, Status, Trust
from outbox.models import Message
from photos.models import Photo
from tests import edits, makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet():
    return makers.make_initiative(tags=["jardin"], links=[{"url": "https://exemple.fr/", "title": "Le site"}])


def text(response):
    return response.content.decode()


def follow_address(sheet, contributor):
    token = SignedLink.objects.issue(
        purpose=SignedLink.Purpose.FOLLOW, contributor=contributor, sheet=sheet, valid=timedelta(days=1)
    )
    return f"/suivi/{token}/corriger/"


def corrected(client, sheet, contributor, **changes):
    """Correct a sheet by the link of its author; return the answer to the last POST."""
    address = follow_address(sheet, contributor)
    review = client.post(address, edits.shown(sheet, **changes))["Location"]
    seen = edits.seen_in(client.get(review))
    return client.post(review, {"seen": seen}), review


def test_the_form_is_filled_with_what_the_sheet_says(client, sheet):
    page = text(client.get(sheet.get_edit_url()))
    for said in (
        sheet.title,
        "12 signes" if False else sheet.summary,
        "jardin",
        "https://exemple.fr/",
        "48,3904",
    ):
        assert said in page


def test_only_what_changed_is_kept(client, sheet):
    proposal = edits.send(client, sheet, title="Jardin du Bouguen", tags="jardin, verger")
    assert proposal.changes == {
        "title": {"before": "Jardin partagé du Bouguen", "after": "Jardin du Bouguen"},
        "tags": {"before": ["jardin"], "after": ["jardin", "verger"]},
    }
    assert proposal.state == Proposal.State.UNCONFIRMED
    sheet.refresh_from_db()
    assert sheet.title == "Jardin partagé du Bouguen"
    assert not Draft.objects.exclude(data={}).exists()


def test_a_form_that_changes_nothing_says_so(client, sheet):
    response = edits.fill(client, sheet, remark="Bravo")
    assert "Vous n’avez encore rien changé" in text(response)
    assert "Bravo" in text(response) and not Draft.objects.exists()


def test_line_ends_and_spaces_are_no_change(client):
    sheet = makers.make_initiative(description="Une ligne.\n\nUne autre.")
    response = edits.fill(client, sheet, description="Une ligne.\r\n\r\nUne autre. ")
    assert "Vous n’avez encore rien changé" in text(response)


def test_what_is_wrong_is_told_and_what_was_typed_stays(client, sheet):
    response = edits.fill(
        client, sheet, title="", summary="Un autre résumé.", contributor_email="a@b.fr,c@d.fr"
    )
    page = text(response)
    assert "Écrivez le nom de l’initiative." in page and "Un autre résumé." in page
    assert "<title>Erreur" in page
    assert not Draft.objects.exists()


def test_fields_that_nobody_touched_are_not_held_against_anybody(client):
    sheet = makers.make_initiative(since=2019)
    Initiative.objects.update(since=1801, phone="voir le site")
    sheet.refresh_from_db()
    proposal = edits.send(client, sheet, summary="Un autre résumé.", publication_consent="on")
    assert list(proposal.changes) == ["summary"]


def test_the_link_confirms_by_its_button_only(client, sheet):
    makers.make_moderator("finistere", ["departement-29"])
    makers.make_moderator("bouches", ["departement-13"])
    proposal = edits.send(client, sheet, title="Jardin du Bouguen")
    address = edits.CONFIRMATION.search(Message.objects.get(to=edits.PROPOSER).body)[0]
    assert "Confirmer" in text(client.get(address))
    proposal.refresh_from_db()
    assert proposal.state == Proposal.State.UNCONFIRMED
    for _ in range(2):
        assert client.post(address).status_code == 303
    proposal.refresh_from_db()
    assert proposal.state == Proposal.State.PENDING and proposal.queued_at is not None
    assert "attend sa relecture" in text(client.get(address))
    told = Message.objects.exclude(to=edits.PROPOSER)
    assert [message.to for message in told] == ["finistere@exemple.fr"]
    assert Consent.objects.get().purpose == Consent.Purpose.PUBLICATION


def test_a_draft_is_sent_once(client, sheet):
    review = edits.fill(client, sheet, title="Jardin du Bouguen")["Location"]
    for _ in range(3):
        assert client.post(review, {"seen": "0"}).status_code == 303
    assert Proposal.objects.count() == Message.objects.count() == 1
    assert edits.PROPOSER in text(client.get(review))


def test_the_look_before_sending_shows_words_that_change(client, sheet):
    review = edits.fill(client, sheet, summary=sheet.summary.replace("plusieurs", "beaucoup"))["Location"]
    page = text(client.get(review))
    assert re.search(r"<del[^>]*>.*plusieurs", page) and re.search(r"<ins[^>]*>.*beaucoup", page)
    assert "Changez" in text(client.get(f"{sheet.get_edit_url()}?brouillon={review.split('/')[-2]}"))


def test_what_changed_meanwhile_is_shown(client, sheet):
    form = edits.shown(sheet, title="Le jardin", summary="Autre résumé")
    Initiative.objects.update(title="Jardin des Capucins")
    review = client.post(sheet.get_edit_url(), form)["Location"]
    page = text(client.get(review))
    assert "Quelqu’un a changé cela entre-temps" in page and "Jardin des Capucins" in page


def test_a_photo_waits_with_the_draft_and_then_with_the_proposal(client, sheet):
    photo = SimpleUploadedFile("x.jpg", makers.picture(), "image/jpeg")
    response = edits.fill(client, sheet, photo=photo)
    assert "Décrivez en une phrase" in text(response)
    token = re.search(r'name="brouillon" value="([\w-]+)"', text(response))[1]
    form = edits.shown(sheet, alt="Des tomates.", credit="Dominique", brouillon=token)
    review = client.post(sheet.get_edit_url(), form)["Location"]
    assert "data:image/webp" in text(client.get(review))
    client.post(review, {"seen": "0"})
    proposal = Proposal.objects.get()
    assert proposal.photo == Photo.objects.get() and not proposal.photo.is_public
    assert proposal.changes["photos"]["after"][0]["alt"] == "Des tomates."


def test_a_place_more_and_then_less(client, sheet):
    makers.make_paris()
    page = text(edits.fill(client, sheet, action="add_location"))
    assert "Lieu 2" in page and "Erreur" not in page
    more = {"location_count": "2", "lieu-1-kind": "commune", "lieu-1-commune": "Paris"}
    proposal = edits.send(client, sheet, **more)
    assert [item["commune"] for item in proposal.changes["locations"]["after"]] == ["29019", "75056"]
    assert proposal.changes["locations"]["after"][0] == sheet.snapshot()["locations"][0]


@pytest.mark.parametrize("name", ["status", "verified_at", "source", "slug"])
def test_other_fields_cannot_be_slipped_in(client, sheet, name):
    proposal = edits.send(client, sheet, title="Le jardin", **{name: "archived"})
    assert list(proposal.changes) == ["title"]


def test_what_the_form_was_opened_on_cannot_be_made_up(client, sheet):
    proposal = edits.send(client, sheet, title="Le jardin", base="{}:mensonge")
    assert proposal.before == {"title": sheet.title}


def test_a_robot_is_thanked_for_nothing(client, sheet):
    response = edits.fill(client, sheet, title="Le jardin", site_internet="https://spam.exemple")
    assert response.status_code == 200 and "Plus qu’un geste" in text(response)
    assert not Draft.objects.exists()


def test_a_form_that_came_too_soon_is_asked_for_again(client, sheet):
    response = edits.fill(client, sheet, title="Le jardin", start="")
    assert "encore une fois" in text(response) and "Le jardin" in text(response)


def test_too_many_forms(client, sheet, monkeypatch):
    monkeypatch.setattr("moderation.editing_views.FORMS_AN_HOUR", 1)
    edits.fill(client, sheet, title="Un")
    response = edits.fill(client, sheet, title="Le deuxième jardin")
    assert response.status_code == 429 and response["Retry-After"] and "Le deuxième jardin" in text(response)


def test_too_many_sent(client, sheet, monkeypatch):
    monkeypatch.setattr("moderation.editing_views.MAILS_A_DAY", 1)
    edits.send(client, sheet, title="Un")
    review = edits.fill(client, sheet, title="Deux")["Location"]
    assert client.post(review, {"seen": "0"}).status_code == 429
    assert Proposal.objects.count() == 1


def test_a_draft_is_gone_after_a_day(client, sheet):
    review = edits.fill(client, sheet, title="Le jardin")["Location"]
    with time_machine.travel(timezone.now() + timedelta(hours=25), tick=False):
        assert client.get(review).status_code == 410


def test_a_draft_opens_for_its_own_sheet_only(client, sheet):
    other = makers.make_initiative("Fablab")
    token = edits.fill(client, sheet, title="Le jardin")["Location"].split("/")[-2]
    assert client.get(f"{other.get_edit_url()}{token}/").status_code == 410


@pytest.mark.parametrize("status", [Status.PENDING, Status.ARCHIVED, Status.WITHDRAWN])
def test_only_published_sheets_are_open_to_proposals(client, status):
    assert client.get(makers.make_initiative(status=status).get_edit_url()).status_code == 404


def test_a_former_address_leads_to_the_form(client, sheet):
    former = sheet.get_edit_url()
    sheet.rename("autre-jardin")
    sheet.save()
    response = client.get(former)
    assert (response.status_code, response["Location"]) == (301, sheet.get_edit_url())


def test_a_sheet_taken_down_meanwhile(client, sheet):
    review = edits.fill(client, sheet, title="Le jardin")["Location"]
    actions.archive(sheet=sheet, by=Author.system())
    assert client.post(review, {"seen": "0"}).status_code == 404
    assert not Proposal.objects.exists()


def test_a_sheet_erased_meanwhile(client, sheet):
    from moderation.erasure import erase

    edits.send(client, sheet, title="Le jardin")
    address = edits.CONFIRMATION.search(Message.objects.get().body)[0]
    erase(sheet=sheet)
    assert client.post(address).status_code == client.get(address).status_code == 410
    assert not Proposal.objects.exists() and not SignedLink.objects.exists()


def test_an_actor_is_changed_in_the_same_way(client):
    actor = makers.make_actor(commune=makers.make_commune())
    makers.make_paris()
    proposal = edits.send(client, actor, summary="Un autre résumé.", commune="Paris", commune_code="")
    assert proposal.after == {"summary": "Un autre résumé.", "commune": "75056"}


def test_nobody_becomes_a_person_by_a_proposal(client):
    response = edits.fill(client, makers.make_actor(), kind="personne")
    assert "Sélectionnez un choix valide" in text(response)


def test_the_author_corrects_a_sheet_that_waits_at_once(client):
    author = makers.make_contributor()
    sheet = makers.make_initiative(status=Status.PENDING, contributor=author)
    response, _ = corrected(client, sheet, author, title="Le jardin")
    assert client.get(response["Location"])["Location"].endswith("?fait=corrige")
    sheet.refresh_from_db()
    assert (sheet.title, sheet.status) == ("Le jardin", Status.PENDING)
    assert Revision.objects.about(sheet).first().role == Revision.Role.CONTRIBUTOR
    assert not Proposal.objects.exists()


def test_a_refused_sheet_is_sent_again_by_correcting_it(client):
    makers.make_moderator("finistere", ["departement-29"])
    author = makers.make_contributor()
    sheet = makers.make_initiative(status=Status.REFUSED, contributor=author)
    Message.objects.all().delete()
    corrected(client, sheet, author, title="Le jardin")
    sheet.refresh_from_db()
    assert (sheet.title, sheet.status) == ("Le jardin", Status.PENDING)
    assert [message.to for message in Message.objects.all()] == ["finistere@exemple.fr"]


def test_a_published_sheet_waits_for_a_moderator_even_from_its_author(client):
    author = makers.make_contributor()
    sheet = makers.make_initiative(contributor=author)
    response, _ = corrected(client, sheet, author, title="Le jardin")
    assert client.get(response["Location"])["Location"].endswith("?fait=propose")
    sheet.refresh_from_db()
    assert sheet.title == "Jardin partagé du Bouguen"
    assert Proposal.objects.get().state == Proposal.State.PENDING


def test_a_trusted_author_is_not_read_again(client):
    author = makers.make_contributor()
    sheet = makers.make_initiative(contributor=author)
    Trust.objects.create(sheet=sheet, contributor=author)
    page = text(client.get(follow_address(sheet, author)))
    assert "avant d’enregistrer" in page and "contributor_email" not in page
    corrected(client, sheet, author, title="Le jardin")
    sheet.refresh_from_db()
    assert sheet.title == "Le jardin" and not Proposal.objects.exists()


def test_a_trusted_author_overwrites_nothing_unseen(client):
    author = makers.make_contributor()
    sheet = makers.make_initiative(contributor=author)
    Trust.objects.create(sheet=sheet, contributor=author)
    address = follow_address(sheet, author)
    review = client.post(address, edits.shown(sheet, title="Le jardin"))["Location"]
    seen = edits.seen_in(client.get(review))
    Initiative.objects.update(title="Jardin des Capucins")
    actions.amend(sheet=sheet, by=Author.system())
    page = text(client.post(review, {"seen": seen}))
    assert "La fiche vient de changer" in page and "Jardin des Capucins" in page
    sheet.refresh_from_db()
    assert sheet.title == "Jardin des Capucins"
    seen = re.search(r'name="seen" value="(\d+)"', page)[1]
    client.post(review, {"seen": seen})
    sheet.refresh_from_db()
    assert sheet.title == "Le jardin"


@pytest.mark.parametrize("status", [Status.WITHDRAWN, Status.ARCHIVED])
def test_what_is_not_online_is_not_corrected(client, status):
    author = makers.make_contributor()
    sheet = makers.make_initiative(status=status, contributor=author)
    assert client.get(follow_address(sheet, author))["Location"].endswith("?fait=tard")


def test_an_unknown_link_offers_a_new_one(client):
    for address in ("/suivi/inconnu/corriger/", "/suivi/inconnu/corriger/x/", "/confirmer/modification/x/"):
        assert client.get(address).status_code == 410


@pytest.mark.parametrize(
    "said",
    [
        {"title": "a\0b"},
        {"title": "日本"},
        {"link_1": "javascript:alert(1)"},
        {"link_1": "http://127.0.0.1/"},
        {"lieu-0-latitude": "1e400"},
        {"lieu-0-latitude": "nan", "lieu-0-longitude": "inf"},
        {"location_count": "9" * 40},
        {"action": "remove_location-99"},
        {"action": "remove_location-²"},
        {"brouillon": "\0"},
        {"base": "\0"},
        {"main_theme": "9" * 30},
        {"removed_photos": "x"},
        {"remark": "x" * 3000},
        {"description": "[" * 20_000},
    ],
    ids=lambda said: ascii(said)[:40],
)
def test_hostile_input_is_answered(client, sheet, said):
    response = edits.fill(client, sheet, **{"summary": "Un autre résumé."} | said)
    assert response.status_code in (200, 303, 400)
    sheet.refresh_from_db()
    assert sheet.title == "Jardin partagé du Bouguen"


@pytest.mark.parametrize("path", ["modifier/%00/", "modifier/..%2F/", "modifier/é/"])
def test_hostile_addresses_are_answered(client, sheet, path):
    assert client.get(f"{sheet.get_absolute_url()}{path}").status_code in (404, 410)
