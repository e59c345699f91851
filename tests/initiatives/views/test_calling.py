"""The pages on which a call is written, as a visitor without scripts goes through them."""

import pytest
from django.urls import reverse

from contributors.models import RateLimit
from initiatives.models import Call
from initiatives.views import calling
from moderation import actions
from moderation.authors import Author
from moderation.merging import merge
from moderation.models import Status
from moderation.trusting import trust
from outbox.models import Message
from tests import calls, makers
from tests.proposals import errors
from tests.strict_client import StrictClient

pytestmark = pytest.mark.django_db


def text(response):
    return response.content.decode()


@pytest.fixture
def initiative():
    return makers.make_initiative(contributor=makers.make_contributor("camille@exemple.fr"))


def test_anybody_s_call_is_confirmed_then_read(client, initiative):
    moderator = makers.make_moderator()
    address = calls.form_of(initiative)
    assert client.get(address).status_code == 200
    sent = calls.send(client, address)
    assert calls.WRITER in text(sent) and "Plus qu’un geste" in text(sent)
    call = Call.objects.get()
    assert call.status == Status.UNCONFIRMED
    assert client.get(call.get_absolute_url()).status_code == 404
    calls.confirm(client)
    call.refresh_from_db()
    assert call.status == Status.PENDING
    assert Message.objects.filter(to=moderator.email).exists()
    actions.publish(sheet=call, by=Author.moderator(moderator))
    page = text(client.get(call.get_absolute_url()))
    assert call.title in page and "Jardin partagé du Bouguen" in page and calls.WRITER not in page
    assert call.get_absolute_url() in text(client.get(initiative.get_absolute_url()))


def test_the_author_needs_no_confirmation(client, initiative):
    address = f"{calls.follow_address(initiative)}appel/"
    page = text(client.get(address))
    assert "contributor_email" not in page
    sent = calls.send(client, address, contributor_name=None, contributor_email=None)
    assert "attend sa relecture" in text(sent)
    call = Call.objects.get()
    assert call.status == Status.PENDING and call.submitted_by == initiative.submitted_by
    assert not Message.objects.filter(to="camille@exemple.fr").exists()


def test_a_trusted_author_publishes_at_once(client, initiative):
    trust(sheet=initiative, contributor=initiative.submitted_by, by=Author.system())
    address = f"{calls.follow_address(initiative)}appel/"
    review = client.post(address, calls.typed())["Location"]
    assert "Publier l’appel" in text(client.get(review))
    sent = client.post(review, follow=True)
    assert "C’est en ligne" in text(sent)
    assert Call.objects.get().is_open
    assert Message.objects.filter(to="camille@exemple.fr", subject__startswith="En ligne").exists()


def test_trust_is_for_one_initiative_only(client, initiative):
    other = makers.make_initiative("Autre", contributor=initiative.submitted_by)
    trust(sheet=other, contributor=initiative.submitted_by, by=Author.system())
    calls.send(client, f"{calls.follow_address(initiative)}appel/")
    assert Call.objects.get().status == Status.PENDING


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"until": "2020-01-01"}, "Cette date est passée"),
        ({"until": "9999-12-31"}, "Un appel dure un an au plus"),
        ({"until": "2027-02-30"}, "Écrivez une date"),
        ({"until": "0000-01-01"}, "Écrivez une date"),
        ({"until": "99999-01-01"}, "Écrivez une date"),
        ({"until": ""}, "Choisissez le dernier jour"),
        ({"text": "https://exemple.fr/ https://exemple.fr/2"}, "un lien ne suffit pas"),
        ({"text": "a" * 2001}, "trop long de 1 caractère"),
        ({"title": "Écrivez à camille@exemple.fr"}, "Le titre contient une adresse"),
        ({"title": "\u200b\u202e"}, "Dites en une phrase"),
        ({"kind": "n’importe quoi"}, "Sélectionnez un choix valide"),
        ({"link": "javascript:alert(1)"}, "commence par https://"),
        ({"link": "https://127.0.0.1/"}, "ne mène nulle part"),
        ({"contributor_email": "a@b.fr,c@d.fr"}, "adresse"),
        ({"publication_consent": None}, "Cochez cette case"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(client, initiative, changes, said):
    response = client.post(calls.form_of(initiative), calls.typed(**changes))
    assert response.status_code == 200
    assert any(said in error for error in errors(response)), errors(response)
    assert "Dominique" in text(response)
    assert not Call.objects.exists()


def test_what_cannot_be_typed_is_not_taken(client, initiative):
    more = {
        "status": "published",
        "is_example": "on",
        "ended_on": "2026-01-01",
        "initiative": "1",
        "outcome": "Oui",
    }
    calls.send(client, calls.form_of(initiative), **more)
    call = Call.objects.get()
    assert (call.status, call.is_example, call.ended_on, call.outcome) == (
        Status.UNCONFIRMED,
        False,
        None,
        "",
    )
    assert call.initiative == initiative


def test_looking_again_and_changing(client, initiative):
    address = calls.form_of(initiative)
    review = client.post(address, calls.typed())["Location"]
    token = review.rstrip("/").split("/")[-1]
    form = text(client.get(f"{address}?brouillon={token}"))
    assert "Deux personnes pour arroser en août" in form
    again = client.post(address, calls.typed(title="Trois personnes", brouillon=token))
    assert again["Location"] == review
    page = text(client.get(review))
    assert "Trois personnes" in page and not Call.objects.exists()


def test_sent_twice_is_one_call(client, initiative):
    review = client.post(calls.form_of(initiative), calls.typed())["Location"]
    other = StrictClient()
    for visitor in (client, other, client):
        assert "Plus qu’un geste" in text(visitor.post(review, follow=True))
    assert Call.objects.count() == 1 and Message.objects.count() == 1


def test_a_robot_is_thanked_for_nothing(client, initiative):
    response = client.post(calls.form_of(initiative), calls.typed(site_internet="https://x.example"))
    assert response.status_code == 200 and "Plus qu’un geste" in text(response)
    assert not Call.objects.exists()


def test_too_quick_is_asked_again(client, initiative):
    response = client.post(calls.form_of(initiative), calls.typed(start="1"))
    assert "encore une fois" in text(response) and "Dominique" in text(response)


def test_too_often(client, initiative, monkeypatch):
    monkeypatch.setattr(calling, "SENT_AN_HOUR", 1)
    calls.send(client, calls.form_of(initiative))
    review = client.post(calls.form_of(initiative), calls.typed(title="Un autre"))["Location"]
    response = client.post(review)
    assert response.status_code == 429 and "Retry-After" in response.headers
    assert Call.objects.count() == 1
    RateLimit.objects.all().delete()
    monkeypatch.setattr(calling, "FORMS_AN_HOUR", 1)
    client.post(calls.form_of(initiative), calls.typed())
    limited = client.post(calls.form_of(initiative), calls.typed())
    assert limited.status_code == 429 and "Dominique" in text(limited)


def test_five_are_enough(client, initiative):
    review = client.post(calls.form_of(initiative), calls.typed())["Location"]
    for number in range(5):
        makers.make_call(f"Appel {number}", initiative=initiative)
    assert "déjà 5 appels" in text(client.get(calls.form_of(initiative)))
    assert "Dominique" not in text(client.get(calls.form_of(initiative)))
    full = text(client.post(calls.form_of(initiative), calls.typed()))
    assert "déjà 5 appels" in full and "Erreur" in full
    assert "Deux personnes pour arroser en août" in full and "Personne n’a besoin de s’y connaître." in full
    assert "Dominique" in full
    refused = client.post(review)
    assert refused.status_code == 200 and "Rien n’est envoyé" in text(refused)
    assert Call.objects.count() == 5


def test_addresses_that_lead_nowhere(client, initiative):
    assert client.get(f"{calls.form_of(initiative)}inconnu/").status_code == 410
    assert client.get(f"{calls.form_of(initiative)}?brouillon=inconnu").status_code == 410
    assert client.get("/initiatives/inconnue/appel/").status_code == 404
    assert client.get("/suivi/inconnu/appel/").status_code == 410
    call = makers.make_call(initiative=initiative, contributor=makers.make_contributor())
    assert client.get(f"{calls.follow_address(call)}appel/").status_code == 404
    address = calls.follow_address(initiative)
    actions.withdraw(sheet=initiative, by=Author.system())
    assert client.get(f"{address}appel/")["Location"] == f"{address}?fait=tard"
    assert client.get(reverse("call_propose", args=[initiative.slug])).status_code == 404


def test_the_address_of_a_renamed_initiative(client, initiative):
    former = calls.form_of(initiative)
    initiative.rename("autre-adresse")
    initiative.save()
    assert client.get(former)["Location"] == "/initiatives/autre-adresse/appel/"


def test_what_is_typed_is_kept_when_the_initiative_is_renamed_meanwhile(client, initiative):
    former = calls.form_of(initiative)
    review = client.post(former, calls.typed())["Location"]
    initiative.rename("autre-adresse")
    initiative.save()
    again = client.get(review)
    assert again["Location"].startswith("/initiatives/autre-adresse/appel/")
    assert "Deux personnes pour arroser" in text(client.get(again["Location"]))
    assert "Plus qu’un geste" in text(client.post(review, follow=True))
    assert Call.objects.get().initiative == initiative
    wrong = client.post(former, calls.typed(kind=""))
    assert wrong.status_code == 200 and "Deux personnes pour arroser" in text(wrong)
    assert 'action="/initiatives/autre-adresse/appel/"' in text(wrong)
    assert client.post(former, calls.typed())["Location"].startswith("/initiatives/autre-adresse/appel/")


def test_what_is_typed_is_kept_when_the_initiative_joins_another_meanwhile(client, initiative):
    winner = makers.make_initiative("Jardins réunis")
    former, secret = calls.form_of(initiative), f"{calls.follow_address(initiative)}appel/"
    review = client.post(former, calls.typed())["Location"]
    draft = text(client.get(review)) and review.split("/")[-2]
    merge(winner=winner, loser=initiative, choices={}, by=Author.system())
    assert "Deux personnes pour arroser" in text(client.get(review, follow=True))
    edited = text(client.get(f"{former}?brouillon={draft}", follow=True))
    assert "Deux personnes pour arroser" in edited
    assert client.post(former, calls.typed())["Location"].startswith("/initiatives/jardins-reunis/appel/")
    # Its author, by their link: who they are is asked, they do not answer for the other one.
    known = client.post(secret, calls.typed(contributor_name=None, contributor_email=None))
    assert known.status_code == 200 and "Deux personnes pour arroser" in text(known)
    assert 'action="/initiatives/jardins-reunis/appel/"' in text(known)
    looked_at = client.post(f"{secret}{draft}/", follow=True)
    assert "Deux personnes pour arroser" in text(looked_at)
    assert "Plus qu’un geste" in text(client.post(review, follow=True))
    assert Call.objects.get().initiative == winner


def test_what_its_author_typed_is_kept_when_the_initiative_is_taken_down_meanwhile(client, initiative):
    secret = f"{calls.follow_address(initiative)}appel/"
    sent = calls.typed(contributor_name=None, contributor_email=None)
    review = client.post(secret, sent)["Location"]
    actions.withdraw(sheet=initiative, by=Author.system())
    for page in (text(client.post(secret, sent)), text(client.post(review))):
        assert "n’est plus en ligne" in page and "Deux personnes pour arroser" in page
    assert not Call.objects.exists()
