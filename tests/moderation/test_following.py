"""Following a sheet of one's own by a secret link: cases 38, 39 and 42 of the hostile inputs."""

import json
import re
from dataclasses import replace

import pytest
from django.urls import reverse
from django.utils import timezone

from contributors.models import SensitiveAct, SignedLink
from initiatives.models import Listing
from moderation import actions, following, mails, merging, questions
from moderation.authors import Author
from moderation.models import Question, Revision, Status
from outbox.models import Message
from tests import makers
from tests.proposals import errors

pytestmark = pytest.mark.django_db
EMAIL = "camille@exemple.fr"


@pytest.fixture
def contributor():
    return makers.make_contributor(EMAIL)


def followed(contributor, status=Status.PUBLISHED, title="Jardin partagé du Bouguen", **fields):
    """Return a sheet and the address where its author follows it."""
    sheet = makers.make_initiative(title, status=status, contributor=contributor, **fields)
    token = SignedLink.objects.issue(
        purpose=SignedLink.Purpose.FOLLOW, contributor=contributor, sheet=sheet, valid=mails.FOLLOWING_TIME
    )
    Message.objects.all().delete()
    return sheet, reverse("follow", args=[token])


def status_of(sheet):
    sheet.refresh_from_db()
    return sheet.status


def asked(sheet, by=None):
    return questions.ask(sheet=sheet, by=Author.moderator(by or makers.make_moderator()), text="Quel jour ?")


@pytest.mark.parametrize("status", list(Status))
def test_the_page_says_where_the_sheet_stands(client, contributor, status):
    if status == Status.MERGED:
        sheet, address = followed(contributor)
        other = makers.make_initiative("Autre")
        type(sheet).objects.filter(pk=sheet.pk).update(status=status, merged_into=other)
        sheet.refresh_from_db()
    else:
        sheet, address = followed(contributor, status)
    response = client.get(address)
    page = response.content.decode()
    assert response.status_code == 200
    assert following.standing_of(sheet) in page and "Jardin partagé du Bouguen" in page
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Robots-Tag"] == "noindex"


def test_the_reason_of_a_refusal_is_there(client, contributor):
    sheet, address = followed(contributor, Status.PENDING)
    actions.refuse(sheet=sheet, by=Author.system(), reason="Trop court.")
    assert "Trop court." in client.get(address).content.decode()


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("retirer", Status.PUBLISHED, Status.WITHDRAWN),
        ("remettre", Status.WITHDRAWN, Status.PUBLISHED),
        ("terminer", Status.PUBLISHED, Status.PUBLISHED),
        ("verifier", Status.PUBLISHED, Status.PUBLISHED),
    ],
)
def test_39_looking_changes_nothing_and_the_button_does(client, contributor, name, before, after):
    sheet, address = followed(contributor, before)
    assert f"{address}{name}/" in client.get(address).content.decode()
    revisions = Revision.objects.count()
    for method in (client.get, client.head, client.options):
        method(f"{address}{name}/")
    assert (status_of(sheet), Revision.objects.count()) == (before, revisions)
    response = client.post(f"{address}{name}/", follow=True)
    assert following.done(name, sheet) in response.content.decode()
    assert status_of(sheet) == after
    assert Revision.objects.first().role == Revision.Role.CONTRIBUTOR
    assert Listing.objects.filter(pk=sheet.pk).exists() == (after == Status.PUBLISHED)


def test_an_ended_initiative_stays_public_and_says_so(client, contributor):
    sheet, address = followed(contributor)
    client.post(f"{address}terminer/")
    sheet.refresh_from_db()
    assert sheet.stage == "terminee"
    assert "Terminée" in client.get(sheet.get_absolute_url()).content.decode()
    assert "terminer/" not in client.get(address).content.decode()


def test_withdrawing_is_confirmed_by_mail(client, contributor):
    _, address = followed(contributor)
    client.post(f"{address}retirer/")
    assert [(message.to, message.subject) for message in Message.objects.all()] == [
        (EMAIL, "Votre fiche est retirée\u00a0: Jardin partagé du Bouguen")
    ]


@pytest.mark.parametrize("name", ["retirer", "remettre", "terminer", "verifier"])
@pytest.mark.parametrize("status", [Status.PENDING, Status.REFUSED, Status.ARCHIVED])
def test_what_is_too_late_is_told_and_not_done(client, contributor, name, status):
    sheet, address = followed(contributor, status)
    for method in (client.get, client.post):
        response = method(f"{address}{name}/", follow=True)
        assert "Ce n’est plus possible" in response.content.decode()
    assert status_of(sheet) == status


def test_a_moderator_who_was_quicker_wins(client, contributor, monkeypatch):
    sheet, address = followed(contributor)
    seemed_possible = replace(following.ACTS["retirer"], applies_to=lambda sheet: True)
    monkeypatch.setitem(following.ACTS, "retirer", seemed_possible)
    actions.archive(sheet=sheet, by=Author.system())
    assert "Ce n’est plus possible" in client.post(f"{address}retirer/", follow=True).content.decode()
    assert status_of(sheet) == Status.ARCHIVED


def test_a_question_is_mailed_answered_and_told(client, contributor):
    moderator = makers.make_moderator()
    sheet, _ = followed(contributor, Status.PENDING)
    asked(sheet, moderator)
    mail = Message.objects.get()
    assert mail.to == EMAIL and "Quel jour" in mail.body
    address = re.search(r"/suivi/[\w-]{43}/", mail.body)[0]
    page = client.get(address).content.decode()
    assert "Quel jour" in page and following.asked_about(sheet) in page
    sheet.refresh_from_db()
    assert sheet.question_asked_at is not None
    Message.objects.all().delete()
    response = client.post(address, {"answer": "Le samedi matin."}, follow=True)
    page = response.content.decode()
    assert "Votre réponse est envoyée" in page and "Le samedi matin." in page and "<form" not in page
    sheet.refresh_from_db()
    assert (sheet.status, sheet.question_asked_at) == (Status.PENDING, None)
    assert Question.objects.get().answer == "Le samedi matin."
    told = Message.objects.get()
    assert told.to == moderator.email and "Le samedi matin." in told.body
    assert following.asked_about(sheet) not in page
    # A second sending finds nothing to answer.
    assert (
        "Ce n’est plus possible" in client.post(address, {"answer": "Encore"}, follow=True).content.decode()
    )
    assert Question.objects.get().answer == "Le samedi matin."


@pytest.mark.parametrize("text", ["", "   ", "\u200b", "x" * 2001])
def test_14_a_poor_answer_is_asked_again_and_kept(client, contributor, text):
    sheet, address = followed(contributor, Status.PENDING)
    asked(sheet)
    response = client.post(address, {"answer": text})
    assert response.status_code == 200
    assert errors(response) and "<title>Erreur" in response.content.decode()
    assert Question.objects.get().answered_at is None


@pytest.mark.parametrize("path", ["", "retirer/", "donnees.json"])
def test_38_other_links_open_nothing(client, contributor, path):
    sheet, address = followed(contributor)
    token = address.split("/")[2]
    confirmation = SignedLink.objects.issue(
        purpose="confirm", contributor=contributor, sheet=sheet, valid=mails.FOLLOWING_TIME
    )
    for wrong in (token[:-1], token + "A", token.swapcase(), confirmation, "é", "A" * 5000):
        for method in (client.get, client.post):
            response = method(reverse("follow", args=[wrong]) + path)
            assert response.status_code in (405, 410), wrong
    assert status_of(sheet) == Status.PUBLISHED
    SignedLink.objects.update(expires_at=timezone.now())
    response = client.get(address + path)
    assert response.status_code == 410 and reverse("my_sheets") in response.content.decode()


def test_38_the_link_of_a_sheet_that_is_gone_opens_nothing(client, contributor):
    sheet, address = followed(contributor, Status.PENDING)
    sheet.delete()
    assert client.get(address).status_code == 410


def test_an_unknown_act_is_not_found(client, contributor):
    _, address = followed(contributor)
    assert client.get(f"{address}publier/").status_code == 404


def test_a_person_gets_all_that_is_held_about_them_and_nothing_of_others(client, contributor):
    sheet, address = followed(contributor, Status.PENDING)
    other = makers.make_contributor("autre@exemple.fr", "Dominique")
    followed(other, title="Wiki d’une autre personne")
    asked(sheet)
    response = client.get(f"{address}donnees.json")
    assert response.headers["Content-Disposition"].startswith("attachment")
    text = response.content.decode()
    data = json.loads(text)
    assert data["personne"]["adresse électronique"] == EMAIL
    assert [found["titre"] for found in data["fiches"]] == ["Jardin partagé du Bouguen"]
    assert data["fiches"][0]["contenu"]["title"] == "Jardin partagé du Bouguen"
    assert data["fiches"][0]["questions"][0]["question"] == "Quel jour ?"
    assert "autre@exemple.fr" not in text and "Wiki" not in text


def test_42_the_page_shows_no_address(client, contributor):
    sheet, address = followed(contributor, Status.PENDING)
    actions.publish(sheet=sheet, by=Author.moderator(makers.make_moderator()))
    page = client.get(address).content.decode()
    assert EMAIL not in page and "moderation@exemple.fr" not in page


def test_the_former_address_of_new_links_redirects(client):
    response = client.get("/confirmer/nouveau-lien/")
    assert (response.status_code, response.headers["Location"]) == (301, "/mes-fiches/")


@pytest.mark.parametrize("status", [Status.PENDING, Status.PUBLISHED, Status.REFUSED, Status.WITHDRAWN])
def test_an_author_erases_for_good(client, contributor, settings, tmp_path, status):
    settings.VAR_DIR = tmp_path
    sheet, address = followed(contributor, status)
    page = client.get(f"{address}effacer/").content.decode()
    assert "Personne ne pourra la faire revenir" in page
    assert status_of(sheet) == status
    response = client.post(f"{address}effacer/")
    assert response.status_code == 200 and "La fiche est effacée" in response.content.decode()
    assert not type(sheet).objects.filter(pk=sheet.pk).exists()
    assert client.get(address).status_code == client.post(f"{address}effacer/").status_code == 410
    assert Message.objects.get().subject == "Votre fiche est effacée"
    act = SensitiveAct.objects.get()
    assert (act.kind, act.about) == ("erasure", f"initiative n°\u00a0{sheet.pk}")


def test_an_author_erases_what_joined_another_sheet(client, contributor, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    sheet, address = followed(contributor, Status.PUBLISHED)
    winner = makers.make_initiative("Autre", summary="Autre chose.")
    merging.merge(winner=winner, loser=sheet, choices={"summary": "loser"}, by=Author.system())
    assert f"{address}effacer/" in client.get(address).content.decode()
    assert "sans ce qu’elle en avait repris" in client.get(f"{address}effacer/").content.decode()
    assert client.post(f"{address}effacer/").status_code == 200
    (kept,) = type(sheet).objects.all()
    assert (kept.title, kept.summary, kept.status) == ("Autre", "Autre chose.", Status.PUBLISHED)


def test_data_that_were_given_are_told_in_the_log_and_in_the_next_export(client, contributor):
    _, address = followed(contributor, Status.PUBLISHED)
    assert client.get(f"{address}donnees.json").json()["journal"] == []
    act = SensitiveAct.objects.get()
    assert (act.kind, act.by, act.about) == ("export", None, f"personne n°\u00a0{contributor.pk}")
    (told,) = client.get(f"{address}donnees.json").json()["journal"]
    assert told["acte"] == "données personnelles remises"
