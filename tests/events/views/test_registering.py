"""The form, and the page that its link opens."""

import re
from datetime import timedelta

import pytest
import time_machine

from contributors.models import SignedLink
from events.models import Registering, Registration
from events.registering import booking
from events.views.registering import AN_HOUR, MAILS_A_DAY
from moderation import actions
from moderation.authors import Author
from outbox.models import Message
from tests import makers
from tests.messages import link_for
from tests.registrations import (
    ORGANISER,
    READER,
    asked,
    booked,
    date_of,
    meeting,
    press,
    register_page,
    states,
    written,
)

pytestmark = pytest.mark.django_db


def body(response, status=200):
    assert response.status_code == status
    return response.content.decode()


def send(client, event, **changes):
    return client.post(register_page(event), written(event, **changes), follow=True)


def test_from_the_page_of_the_meeting_to_a_seat_and_back(client):
    event = meeting(capacity=1)
    shown = body(client.get(event.get_absolute_url()))
    assert "Il reste 1\u00a0place" in shown and f'href="{register_page(event)}"' in shown
    assert "Il reste un geste" in body(send(client, event))
    link = link_for(READER)
    shown = body(client.get(link))
    assert "Confirmer votre inscription" in shown
    assert states(event) == {READER: "to_confirm"}, "mail scanners follow links"
    assert "Votre place est gardée" in body(press(client, link, "confirm"))
    shown = body(client.get(event.get_absolute_url()))
    assert "Complet, liste d’attente" in shown and "Rejoindre la liste d’attente" in shown
    assert "Dominique" not in shown and READER not in shown
    assert "Votre inscription est annulée" in body(press(client, link_for(READER), "cancel"))
    assert "1\u00a0place" in body(client.get(event.get_absolute_url()))


def test_what_can_be_kept_by_caches_changes_with_seats_alone(client):
    event = meeting(capacity=1)
    page = event.get_absolute_url()
    tag = client.get(page).headers["ETag"]
    row = asked(event)
    assert client.get(page).headers["ETag"] == tag, "whoever fills in a form changes no page"
    booking.confirm(registration=row)
    assert client.get(page).headers["ETag"] != tag


@pytest.mark.parametrize(
    ("capacity", "taken", "words"),
    [
        (None, 3, "Il y a de la place pour tout le monde"),
        (30, 3, "Il reste des places"),
        (12, 3, "Il reste 9\u00a0places"),
        (13, 3, "Il reste des places"),
        (3, 3, "liste d’attente"),
    ],
)
def test_what_is_left_is_exact_below_ten(client, capacity, taken, words):
    event = meeting(capacity=capacity)
    booked(event, people=taken)
    assert words in body(client.get(event.get_absolute_url()))


def test_where_one_just_comes_nothing_is_said_of_it(client):
    event = makers.make_event()
    assert "S’inscrire" not in body(client.get(event.get_absolute_url()))
    assert "fermées" in body(client.get(register_page(event)))


def test_a_closed_one_says_so(client):
    event = meeting(is_open=False)
    shown = body(client.get(event.get_absolute_url()))
    assert "Les inscriptions sont fermées" in shown and "inscription/" not in shown
    assert "On ne peut pas s’inscrire" in body(client.get(register_page(event)))
    assert "fermées" in body(client.post(register_page(event), written(event)))
    assert not Registration.objects.exists()


def test_a_past_one_says_so(client):
    event = meeting()
    form = written(event)
    with time_machine.travel(date_of(event).starts_at + timedelta(minutes=1), tick=False):
        assert "a commencé" in body(client.post(register_page(event), form))
        assert "S’inscrire</h2>" not in body(client.get(event.get_absolute_url()))
    assert not Registration.objects.exists()


def test_a_cancelled_one_says_so(client):
    event = meeting()
    type(event).objects.filter(pk=event.pk).update(is_cancelled=True)
    type(event).objects.get(pk=event.pk).refresh()
    assert "annulée" in body(client.get(register_page(event)))
    assert "S’inscrire</h2>" not in body(client.get(event.get_absolute_url()))


def test_one_that_waits_or_moved_or_does_not_exist(client):
    assert client.get(register_page(meeting(status="pending"))).status_code == 404
    event = makers.make_event("Autrement")
    event.rename("autre-adresse")
    event.save()
    moved = client.get("/rencontres/autrement/inscription/")
    assert (moved.status_code, moved.headers["Location"]) == (301, "/rencontres/autre-adresse/inscription/")


def test_when_nothing_is_left_the_form_says_that_one_waits(client):
    event = meeting(capacity=1)
    booked(event, "a@exemple.fr")
    shown = body(client.get(register_page(event)))
    assert "Toutes les places sont prises" in shown and "Rejoindre la liste d’attente" in shown
    send(client, event)
    link = link_for(READER)
    assert "vous rejoignez la liste d’attente" in body(client.get(link))
    assert "Vous êtes en liste d’attente" in body(press(client, link, "confirm"))


def test_of_several_dates_one_is_chosen(client):
    event = meeting(capacity=1, rhythm="semaine", times=3)
    first, second, third = event.occurrences.order_by("starts_at")
    booked(event, "a@exemple.fr", occurrence=first)
    event.cancelled_days = [third.day]
    event.save()
    event.refresh()
    shown = body(client.get(register_page(event)))
    assert shown.count('type="radio"') == 2 and "complet, liste d’attente" in shown
    assert "Choisissez une date." in body(send(client, event, date=None))
    assert "On ne peut plus s’inscrire" in body(send(client, event, date=str(third.pk)))
    assert "On ne peut plus s’inscrire" in body(
        send(client, event, date=str(date_of(makers.make_event()).pk))
    )
    send(client, event, date=str(second.pk))
    assert Registration.objects.get(person__email=READER).occurrence == second


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"people": "-3"}, "de 1 à 5"),
        ({"people": "0"}, "de 1 à 5"),
        ({"people": "6"}, "de 1 à 5"),
        ({"people": "1e9"}, "de 1 à 5"),
        ({"people": ""}, "de 1 à 5"),
        ({"name": ""}, "Écrivez votre nom"),
        ({"name": "Écrivez-moi à a@exemple.fr"}, "un nom seulement"),
        ({"name": "x" * 81}, "trop long de 1 caractère"),
        ({"email": "pas une adresse"}, "adresse"),
        ({"email": "a@exemple.fr, b@exemple.fr"}, "une seule adresse"),
        ({"brings": "Écrivez à dominique@exemple.fr"}, "une adresse ou un numéro"),
        ({"seeks": "dominique (arobase) exemple point fr"}, "une adresse ou un numéro"),
        ({"seeks": "Mon numéro : 06 12 34 56 78"}, "une adresse ou un numéro"),
        ({"brings": "x" * 281}, "trop long"),
        ({"consent": None}, "Cochez cette case pour vous inscrire"),
    ],
)
def test_bad_input_is_told_and_nothing_is_kept(client, changes, words):
    shown = body(client.post(register_page(event := meeting()), written(event, **changes)))
    assert words in shown and "<title>Erreur" in shown
    assert not Registration.objects.exists() and not Message.objects.filter(to=READER).exists()


def test_a_line_break_in_a_name_injects_nothing(client):
    event = meeting()
    send(client, event, name="Dominique\r\nBcc: tous@exemple.fr".replace("tous@exemple.fr", "tous"))
    mail = Message.objects.get(to=READER)
    assert "\n" not in mail.subject and Registration.objects.get().name == "Dominique Bcc: tous"


def test_what_was_typed_is_kept_when_something_is_wrong(client):
    event = meeting()
    shown = body(client.post(register_page(event), written(event, name="", brings="Un gâteau aux pommes")))
    assert "Un gâteau aux pommes" in shown and READER in shown


def test_robots_and_the_hasty_register_nowhere(client):
    event = meeting()
    assert "Il reste un geste" in body(send(client, event, site_internet="https://exemple.fr"))
    assert "C’était très rapide" in body(send(client, event, start=""))
    assert not Registration.objects.exists() and not Message.objects.filter(to=READER).exists()


def test_a_visitor_has_a_limit_and_keeps_what_they_typed(client):
    event = meeting(capacity=None)
    for number in range(AN_HOUR):
        client.post(register_page(event), written(event, email=f"{number}@exemple.fr"))
    response = client.post(register_page(event), written(event, brings="Un gâteau"))
    assert "Un gâteau" in body(response, 429) and int(response.headers["Retry-After"]) > 0


def test_an_address_is_not_flooded_and_nobody_learns_that_it_is_registered(client):
    event = meeting()
    booked(event)
    start = Message.objects.filter(to=READER).count()
    new = body(send(client, event, email="autre@exemple.fr"))
    for _ in range(MAILS_A_DAY + 3):
        again = body(send(client, event))
    assert re.sub(r"\s+", " ", new) == re.sub(r"\s+", " ", again)
    assert Message.objects.filter(to=READER).count() == start + MAILS_A_DAY
    assert "déjà là" in Message.objects.filter(to=READER).latest("pk").subject


# The page of a registration


def test_a_link_that_is_over_or_of_another_thing_opens_nothing(client):
    event = meeting()
    row = booked(event)
    link = link_for(READER)
    assert client.get("/inscription/inconnu/").status_code == 410
    assert client.get("/inscription/inconnu/donnees.json").status_code == 410
    with time_machine.travel(date_of(event).ends_at + timedelta(days=40), tick=False):
        assert client.get(link).status_code == 410
    follow = SignedLink.objects.issue(
        purpose=SignedLink.Purpose.FOLLOW,
        contributor=event.submitted_by,
        sheet=event,
        valid=timedelta(days=1),
    )
    assert client.get(f"/inscription/{follow}/").status_code == 410
    mine = link.split("/")[2]
    assert client.get(f"/suivi/{mine}/inscriptions/").status_code == 410
    row.delete()
    assert client.get(link).status_code == 410


def test_the_link_of_one_changes_nothing_of_another(client):
    event = meeting()
    booked(event, "a@exemple.fr")
    link = link_for("a@exemple.fr")
    booked(event)
    press(client, link, "cancel")
    assert states(event) == {"a@exemple.fr": "cancelled", READER: "confirmed"}


def test_a_link_whose_person_changed_opens_nothing(client):
    event = meeting()
    row = booked(event)
    link = link_for(READER)
    Registration.objects.filter(pk=row.pk).update(person=makers.make_contributor())
    assert client.get(link).status_code == 410


def test_a_word_that_is_no_button_does_nothing(client):
    event = meeting()
    booked(event)
    link = link_for(READER)
    for act in ("", "effacer", "fewer", "confirm"):
        press(client, link, act)
    assert states(event) == {READER: "confirmed"}


def test_fewer_people_and_no_more_messages(client):
    event = meeting(capacity=None)
    booked(event, people=4, may_be_written=True)
    link = link_for(READER)
    assert "de 1 à 3" in body(press(client, link, "fewer", people="9"))
    press(client, link, "fewer", people="2")
    press(client, link, "silence")
    row = Registration.objects.get()
    assert (row.people, row.may_be_written) == (2, False)


def test_replayed_links_say_where_things_stand(client):
    event = meeting()
    asked(event)
    link = link_for(READER)
    press(client, link, "confirm")
    press(client, link, "cancel")
    assert "Votre inscription est annulée" in body(press(client, link, "confirm"))
    assert "Annulée par vous" in body(client.get(link))


def test_too_late_is_told_on_the_page(client):
    event = meeting()
    asked(event)
    link = link_for(READER)
    with time_machine.travel(date_of(event).starts_at + timedelta(minutes=1), tick=False):
        assert "Il est trop tard" in body(client.get(link))
        assert "a commencé" in body(press(client, link, "confirm"))
    Registering.objects.update(is_open=False)
    assert "fermées" in body(press(client, link, "confirm"))


def test_others_are_shown_what_one_agreed_to_show_without_the_name(client):
    event = meeting(capacity=None)
    booked(event, "a@exemple.fr", name="Yannick", brings="Des graines", shares=True)
    booked(event, "b@exemple.fr", name="Mado", seeks="Un secret")
    asked(event, "c@exemple.fr", name="Léo", brings="Du bruit", shares=True)
    booked(event)
    shown = body(client.get(link_for(READER)))
    assert "Des graines" in shown
    for private in ("Yannick", "Mado", "Un secret", "Léo", "Du bruit"):
        assert private not in shown


def test_a_person_takes_their_data(client):
    booked(meeting())
    response = client.get(f"{link_for(READER)}donnees.json")
    assert response.json()["inscriptions à des rencontres"][0]["nom"] == "Dominique"


def test_after_the_meeting_was_taken_down_the_page_says_it(client):
    event = meeting()
    booked(event)
    link = link_for(READER)
    actions.withdraw(sheet=event, by=Author.system())
    shown = body(client.get(link))
    assert "Elle a été annulée avec cette date" in shown and event.get_absolute_url() not in shown


def test_the_list_of_dates_takes_the_same_queries_however_many(client, django_assert_max_num_queries):
    event = meeting(capacity=5, rhythm="semaine", times=52)
    for occurrence in event.occurrences.all()[:5]:
        booked(event, occurrence=occurrence)
    client.get(register_page(event))
    with django_assert_max_num_queries(6):
        client.get(register_page(event))


def test_no_private_address_is_on_any_of_these_pages(client):
    event = meeting()
    booked(event, "autre@exemple.fr", shares=True, brings="Des graines")
    booked(event)
    pages = [event.get_absolute_url(), register_page(event), link_for(READER)]
    for page in pages:
        shown = body(client.get(page))
        assert not {READER, ORGANISER, "autre@exemple.fr"} & set(re.findall(r"[\w.-]+@[\w.-]+\w", shown))
