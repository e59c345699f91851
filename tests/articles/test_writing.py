"""Writing an analysis, as a visitor without scripts goes through it."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from articles.models import Article
from articles.models.article import TEXT_LENGTH
from contributors.markdown import remembered_with_headings
from contributors.models import Consent, Draft
from initiatives.views import submission
from moderation import actions, erasure
from moderation.authors import Author
from moderation.erasure import erase
from moderation.models import Status
from outbox.models import Message
from photos.models import Photo
from tests import analyses, makers
from tests.proposals import errors

pytestmark = pytest.mark.django_db


def text(response):
    return response.content.decode()


def picture():
    return SimpleUploadedFile("photo.jpg", makers.picture(), "image/jpeg")


def test_it_is_confirmed_then_read_then_shown(client):
    moderator = makers.make_moderator()
    initiative, actor = makers.make_initiative(), makers.make_actor()
    sent = analyses.send(
        client, initiatives=initiative.title, authors=f"https://ici.fr{actor.get_absolute_url()}",
        themes=[makers.make_theme().slug], territory="finistère", signed_by="Le club du mercredi",
    )  # fmt: skip
    assert analyses.WRITER in text(sent) and "Plus qu’un geste" in text(sent)
    article = Article.objects.get()
    assert article.status == Status.UNCONFIRMED and article.territory == "departement-29"
    assert client.get(article.get_absolute_url()).status_code == 404
    analyses.confirm(client)
    article.refresh_from_db()
    assert article.status == Status.PENDING
    assert Message.objects.filter(to=moderator.email).exists()
    actions.publish(sheet=article, by=Author.moderator(moderator))
    page = text(client.get(article.get_absolute_url()))
    assert initiative.title in page and actor.name in page and "Le club du mercredi" in page
    assert analyses.WRITER not in page and "Dominique" not in page
    assert Consent.objects.get(object_id=article.pk).text_version == "2026-11, analyse"
    assert article.title in text(client.get(initiative.get_absolute_url()))


def test_a_photo_is_kept_then_shown_once_it_is_published(client):
    page = client.post(analyses.FORM, analyses.typed(photo=picture(), alt="", credit=""))
    assert "Décrivez en une phrase" in text(page) and "Votre photo est arrivée" in text(page)
    token = text(page).partition('name="brouillon" value="')[2].partition('"')[0]
    assert token and Draft.objects.get().photo
    said = {"alt": "Des salades en rang", "credit": "Dominique, CC BY 4.0"}
    review = client.post(analyses.FORM, analyses.typed(brouillon=token, **said))
    assert review.status_code == 303, errors(review)
    assert "Des salades en rang" in text(client.get(review["Location"]))
    client.post(review["Location"])
    article, photo = Article.objects.get(), Photo.objects.get()
    assert not photo.is_public
    actions.import_published(sheet=article, by=Author.system())
    photo.refresh_from_db()
    assert photo.is_public and photo.credit == "Dominique, CC BY 4.0"
    assert photo.url(1280) in text(client.get(article.get_absolute_url()))
    actions.withdraw(sheet=article, by=Author.system())
    photo.refresh_from_db()
    assert not photo.is_public


def test_sent_twice_it_is_one_analysis(client):
    review = client.post(analyses.FORM, analyses.typed())["Location"]
    first, second = client.post(review), client.post(review)
    assert (first.status_code, second.status_code) == (303, 303)
    assert Article.objects.count() == 1
    assert Message.objects.filter(to=analyses.WRITER).count() == 1


def test_it_begins_with_an_initiative_or_a_meeting(client):
    initiative, event = makers.make_initiative(), makers.make_event()
    assert initiative.get_absolute_url() in text(client.get(f"{analyses.FORM}?initiative={initiative.slug}"))
    page = text(client.get(f"{analyses.FORM}?rencontre={event.slug}"))
    assert event.get_absolute_url() in page and 'value="compte-rendu"' in page and "Erreur" not in page
    hidden = makers.make_initiative("Projet caché", status="pending")
    assert hidden.slug not in text(client.get(f"{analyses.FORM}?initiative={hidden.slug}"))
    erased = makers.make_initiative("Projet effacé")
    erasure.erase(sheet=erased)
    assert client.get(f"{analyses.FORM}?initiative={erased.slug}").status_code == 200
    assert client.get(f"{analyses.FORM}?initiative=%00%FF&rencontre=" + "x" * 3000).status_code == 200


def test_a_link_to_write_about_what_was_erased_leads_to_an_empty_form(client):
    initiative, event = makers.make_initiative("Parti"), makers.make_event("Partie")
    for word, sheet in (("initiative", initiative), ("rencontre", event)):
        address = f"{analyses.FORM}?{word}={sheet.slug}"
        erase(sheet=sheet)
        assert client.get(address).status_code == 200


def test_a_draft_can_be_changed_and_goes_after_a_day(client, time_machine):
    review = client.post(analyses.FORM, analyses.typed())["Location"]
    token = review.strip("/").split("/")[-1]
    assert "Dix carrés suffisent" in text(client.get(f"{analyses.FORM}?brouillon={token}"))
    again = client.post(analyses.FORM, analyses.typed(brouillon=token, title="Autre titre"))["Location"]
    assert again == review and "Autre titre" in text(client.get(review))
    time_machine.move_to(timezone.now() + timedelta(hours=25))
    assert client.get(review).status_code == 410
    assert client.post(review).status_code == 410
    assert client.get(f"{analyses.FORM}?brouillon={token}").status_code == 410


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"title": "Écrivez à camille (arobase) exemple point fr"}, "Le titre contient une adresse"),
        ({"title": ""}, "Donnez un titre"),
        ({"kind": "pamphlet"}, "Sélectionnez un choix valide"),
        ({"text": "Trop court."}, "Ce texte est très court"),
        ({"text": "a" * 40_001}, "trop long de 1 caractère"),
        ({"summary": "Joignez-nous\u00a0: camille@exemple.fr"}, "adresse"),
        ({"signed_by": "camille@exemple.fr"}, "adresse"),
        ({"initiatives": "Une qui n’existe pas"}, "Aucune initiative en ligne ici"),
        ({"territory": "Atlantide"}, "est inconnu"),
        ({"licence": "WTFPL"}, "Choisissez l’une des licences"),
        ({"publication_consent": None}, "Sans votre accord"),
    ],
)
def test_what_is_refused_is_said(client, changes, said):
    page = client.post(analyses.FORM, analyses.typed(**changes))
    assert page.status_code == 200
    assert any(said in line for line in errors(page)), errors(page)
    assert not Article.objects.exists()


def test_an_initiative_that_is_not_published_is_not_named(client):
    hidden = makers.make_initiative("Projet caché", status="pending")
    for line in (hidden.title, f"https://ici.fr{hidden.get_absolute_url()}"):
        page = client.post(analyses.FORM, analyses.typed(initiatives=line))
        assert page.status_code == 200 and errors(page)


def test_a_territory_of_several_is_asked_about(client):
    makers.make_commune("75056", "Paris", department=makers.make_department("75", "Paris"))
    page = client.post(analyses.FORM, analyses.typed(territory="Paris"))
    assert any("Paris (75)" in line and "Paris (département)" in line for line in errors(page)), errors(page)
    assert client.post(analyses.FORM, analyses.typed(territory="Paris (75)")).status_code == 303


def test_only_a_method_is_open(client):
    analyses.send(client, is_open="on")
    assert not Article.objects.get().is_open
    analyses.send(client, is_open="on", kind="methode", title="Une méthode")
    assert Article.objects.get(kind="methode").is_open


def test_a_robot_is_thanked_for_nothing(client):
    assert client.post(analyses.FORM, analyses.typed(site_internet="https://spam.example")).status_code == 200
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    "piece", ["> " * 10_000 + "fin", "[" * 40_000, "<script>alert(1)</script>\n", "[x](javascript:alert(1)) "]
)
def test_hostile_texts_are_shown_as_text(client, piece):
    long = (analyses.TEXT + "\n\n" + piece)[:40_000]
    review = client.post(analyses.FORM, analyses.typed(text=long))
    page = text(client.get(review["Location"]))
    assert "<script>alert" not in page and 'href="javascript' not in page
    assert client.post(review["Location"]).status_code == 303


def test_the_text_is_shown_as_it_will_look_without_leaving_the_form(client):
    typed = analyses.typed(title="", publication_consent=None, photo=picture(), alt="", credit="")
    page = text(client.post(analyses.FORM, typed | {"action": "preview"}))
    assert "<h2" in page.partition('id="apercu"')[2] and "Commencer petit</h2>" in page
    assert "Erreur" not in page and "Votre photo est arrivée" in page and "## Commencer petit" in page
    empty = text(client.post(analyses.FORM, {"action": "preview"}))
    assert "Il n’y a encore rien à montrer" in empty and "Erreur" not in empty
    hostile = analyses.typed(text="<script>alert(1)</script> [x](javascript:alert(1))", action="preview")
    page = text(client.post(analyses.FORM, hostile)).partition('id="apercu"')[2]
    assert "<script>alert" not in page and 'href="javascript' not in page


def test_no_text_that_is_only_typed_stays_in_memory_whatever_its_length(client):
    before = remembered_with_headings.cache_info().currsize
    long = text(client.post(analyses.FORM, analyses.typed(text="x" * (TEXT_LENGTH + 2), action="preview")))
    assert "Ce texte est trop long de 2 caractères" in long and "Erreur" not in long
    client.post(analyses.FORM, analyses.typed(action="preview"))
    client.get(client.post(analyses.FORM, analyses.typed())["Location"])
    assert remembered_with_headings.cache_info().currsize == before


def test_looks_at_a_text_do_not_use_up_what_is_sent(client, monkeypatch):
    monkeypatch.setattr(submission, "FORMS_AN_HOUR", 1)
    for _ in range(2):
        looked = client.post(analyses.FORM, analyses.typed(action="preview"))
    assert looked.status_code == 429 and "Dix carrés suffisent" in text(looked)
    assert client.post(analyses.FORM, analyses.typed()).status_code == 303


def test_what_is_written_over_what_was_sent_is_not_lost(client):
    review = client.post(analyses.FORM, analyses.typed())["Location"]
    token = review.strip("/").split("/")[-1]
    receipt = client.post(review)["Location"]
    again = client.post(analyses.FORM, analyses.typed(brouillon=token))
    assert again["Location"] == receipt, "the same form once more"
    other = client.post(analyses.FORM, analyses.typed(brouillon=token, title="Tout autre chose"))
    assert other["Location"] != review and "Tout autre chose" in text(client.get(other["Location"]))
    lacks = client.post(analyses.FORM, analyses.typed(brouillon=token, title="Encore", summary=""))
    assert 'value="Encore"' in text(lacks) and token not in text(lacks)
    assert Article.objects.count() == 1


def test_the_receipt_says_what_has_come(client):
    page = text(analyses.send(client))
    assert "L’analyse «\u00a0Trois ans de jardin partagé\u00a0» est bien arrivée" in page
    assert "pour confirmer votre analyse" in page
