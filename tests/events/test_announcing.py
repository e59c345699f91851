"""Announcing a meeting, as a visitor without scripts goes through it."""

from datetime import timedelta

import pytest
from django.utils import timezone

from contributors.models import Consent, Draft
from events.models import Event
from moderation import actions
from moderation.authors import Author
from moderation.erasure import erase
from moderation.models import Status
from outbox.models import Message
from tests import makers, meetings
from tests.calls import follow_address
from tests.proposals import errors

pytestmark = pytest.mark.django_db


def text(response):
    return response.content.decode()


def test_it_is_confirmed_then_read_then_shown(client):
    moderator = makers.make_moderator()
    initiative, actor = makers.make_initiative(), makers.make_actor()
    sent = meetings.send(
        client, initiatives=initiative.title, organisers=f"https://ici.fr{actor.get_absolute_url()}",
        themes=[makers.make_theme().slug], rhythm="semaine", times="3",
    )  # fmt: skip
    assert meetings.WRITER in text(sent) and "Plus qu’un geste" in text(sent)
    event = Event.objects.get()
    assert event.status == Status.UNCONFIRMED
    assert client.get(event.get_absolute_url()).status_code == 404
    meetings.confirm(client)
    event.refresh_from_db()
    assert event.status == Status.PENDING
    assert Message.objects.filter(to=moderator.email).exists()
    actions.publish(sheet=event, by=Author.moderator(moderator))
    page = text(client.get(event.get_absolute_url()))
    assert initiative.title in page and actor.name in page and meetings.WRITER not in page
    assert event.occurrences.count() == 3
    assert Consent.objects.get(object_id=event.pk).text_version == "2026-11, rencontre"


def test_sent_twice_it_is_one_meeting(client):
    review = client.post(meetings.FORM, meetings.typed())["Location"]
    first, second = client.post(review), client.post(review)
    assert (first.status_code, second.status_code) == (303, 303)
    assert Event.objects.count() == 1
    assert Message.objects.filter(to=meetings.WRITER).count() == 1


def test_it_begins_with_an_initiative(client):
    initiative = makers.make_initiative()
    page = text(client.get(f"{meetings.FORM}?initiative={initiative.slug}"))
    assert initiative.get_absolute_url() in page
    assert "Erreur" not in page
    hidden = makers.make_initiative("Projet caché", status="pending")
    assert hidden.slug not in text(client.get(f"{meetings.FORM}?initiative={hidden.slug}"))
    address = f"{meetings.FORM}?initiative={initiative.slug}"
    erase(sheet=initiative)
    assert client.get(address).status_code == 200


def test_a_draft_can_be_changed(client):
    review = client.post(meetings.FORM, meetings.typed())["Location"]
    token = review.strip("/").split("/")[-1]
    assert "Cabane du jardin" in text(client.get(f"{meetings.FORM}?brouillon={token}"))
    again = client.post(meetings.FORM, meetings.typed(brouillon=token, title="Autre titre"))["Location"]
    assert again == review
    assert "Autre titre" in text(client.get(review))
    assert Draft.objects.count() == 1


def test_robots_are_thanked_for_nothing(client):
    assert "Merci" in text(client.post(meetings.FORM, meetings.typed(site_internet="https://x.fr")))
    assert not Draft.objects.exists()


@pytest.mark.parametrize("path", ["inconnu", "a" * 43])
def test_a_draft_that_is_gone(client, path):
    assert client.get(f"{meetings.FORM}relecture/{path}/").status_code == 410
    assert client.get(f"{meetings.FORM}?brouillon={path}").status_code == 410


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"title": ""}, "Donnez un titre"),
        ({"title": "Écrivez à x@exemple.fr"}, "une adresse ou un numéro"),
        ({"day": "2020-01-01"}, "Cette date est passée"),
        ({"day": "9999-12-31"}, "deux ans à l’avance au plus"),
        ({"day": "31/02/2027"}, "Écrivez une date"),
        ({"ends": "13:00"}, "finirait avant d’avoir commencé"),
        ({"ends": "14:00"}, "finirait avant d’avoir commencé"),
        ({"ends": "midi"}, "Écrivez une heure"),
        ({"end_day": "2020-01-01"}, "finirait avant d’avoir commencé"),
        ({"end_day": "9999-12-31"}, "14 jours au plus"),
        ({"time_zone": "Mars/Olympus"}, "Choisissez l’un des fuseaux"),
        ({"rhythm": "semaine"}, "jusqu’à quand elle revient"),
        ({"rhythm": "semaine", "times": "10000"}, "Écrivez un nombre de 2 à 104"),
        ({"rhythm": "semaine", "times": "99999999999999999999"}, "Écrivez un nombre de 2 à 104"),
        ({"rhythm": "semaine", "times": "0"}, "Écrivez un nombre de 2 à 104"),
        ({"rhythm": "semaine", "until": "9999-12-31"}, "pendant deux ans au plus"),
        ({"rhythm": "tous les jours", "times": "3"}, "l’un des rythmes"),
        ({"commune": ""}, "Dites où elle a lieu"),
        ({"commune": "Nulle-Part-Ville"}, "n’est pas une commune connue"),
        ({"online_url": "javascript:alert(1)"}, "adresse"),
        ({"link": "javascript:alert(1)"}, "adresse"),
        ({"online_url": "http://127.0.0.1/"}, "adresse"),
        ({"latitude": "48,39"}, "Il manque la longitude"),
        ({"latitude": "43,3", "longitude": "5,4"}, "km de Brest"),
        ({"initiatives": "Projet caché"}, "Aucune initiative en ligne ici ne s’appelle"),
        ({"initiatives": "https://ici.fr/initiatives/projet-cache/"}, "ne mène à aucune initiative"),
        ({"organisers": "\n".join(map(str, range(11)))}, "Gardez 10 lignes au plus"),
        ({"themes": ["inconnu"]}, "n’existe plus"),
        ({"publication_consent": None}, "Cochez cette case"),
    ],
)  # fmt: skip
def test_what_is_refused_is_told(client, changes, said):
    makers.make_initiative("Projet caché", status="pending")
    answer = client.post(meetings.FORM, meetings.typed(**changes))
    assert answer.status_code == 200
    assert any(said in line for line in errors(answer)), errors(answer)
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    ("day", "said"), [("2027-03-28", "n’existe pas"), ("2027-10-31", "arrive deux fois")]
)
def test_times_that_no_clock_shows_once(client, time_machine, day, said):
    time_machine.move_to("2027-03-01T09:00:00+01:00")
    answer = client.post(meetings.FORM, meetings.typed(day=day, starts="02:30", ends="05:00"))
    assert any(said in line for line in errors(answer)), errors(answer)
    elsewhere = meetings.typed(day=day, starts="02:30", ends="05:00", time_zone="Indian/Reunion")
    assert client.post(meetings.FORM, elsewhere).status_code == 303


def test_line_ends_in_a_title_inject_nothing(client):
    meetings.send(client, title="Fête\r\nBcc: x@y.fr".replace("x@y.fr", "tous"), venue="Salle\r\nEND:VEVENT")
    event = Event.objects.get()
    assert (event.title, event.venue) == ("Fête Bcc: tous", "Salle END:VEVENT")


def test_its_author_corrects_it_and_cancels_it(client):
    event = makers.make_event(contributor=makers.make_contributor(meetings.WRITER), rhythm="semaine", times=4)
    follow = follow_address(event)
    page = text(client.get(follow))
    assert "Annuler la rencontre" in page and "Annuler une date" in page
    second = event.day + timedelta(days=7)
    wrong = client.post(
        f"{follow}annuler-une-date/", {"day": (second + timedelta(days=1)).isoformat()}, follow=True
    )
    assert "n’a pas lieu ce jour-là" in text(wrong)
    client.post(f"{follow}annuler-une-date/", {"day": second.isoformat()})
    event.refresh_from_db()
    assert event.cancelled_days == [second]
    assert "<s>" in text(client.get(event.get_absolute_url()))
    client.post(f"{follow}annuler/")
    event.refresh_from_db()
    assert event.is_cancelled
    assert "n’aura pas lieu" in text(client.get(event.get_absolute_url()))
    client.post(f"{follow}maintenir/")
    event.refresh_from_db()
    assert not event.is_cancelled
    client.post(f"{follow}retirer/")
    assert client.get(event.get_absolute_url()).status_code == 404


def test_a_past_one_is_not_cancelled(client, time_machine):
    event = makers.make_event(contributor=makers.make_contributor(meetings.WRITER))
    time_machine.move_to(timezone.now() + timedelta(days=30))
    page = text(client.get(follow_address(event)))
    assert "La rencontre est passée" in page
    assert "Annuler la rencontre" not in page
