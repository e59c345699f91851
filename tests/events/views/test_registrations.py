"""The registrations, for whoever organises a meeting."""

import csv
from datetime import timedelta
from io import StringIO

import pytest

from contributors.models import SignedLink
from events.models import Registering, Registration
from events.registering import booking
from moderation import actions
from moderation.authors import Author
from outbox.models import Message
from tests import makers
from tests.registrations import READER, asked, booked, date_of, meeting, organiser_page, states

pytestmark = pytest.mark.django_db
MORE = ["", "reglages/", "ajouter/", "ecrire/", "feuille/", "liste.csv"]


def body(response, status=200):
    assert response.status_code == status
    return response.content.decode()


def test_the_page_that_follows_a_meeting_leads_there(client):
    event = meeting()
    link = organiser_page(event)
    assert f'href="{link}"' in body(client.get(link.removesuffix("inscriptions/")))
    initiative = makers.make_initiative(contributor=makers.make_contributor())
    other = organiser_page(initiative).removesuffix("inscriptions/")
    assert "inscriptions/" not in body(client.get(other))


@pytest.mark.parametrize("more", MORE)
def test_another_link_opens_none_of_it(client, more):
    event = meeting()
    row = booked(event)
    initiative = makers.make_initiative(contributor=makers.make_contributor())
    assert client.get(f"/suivi/inconnu/inscriptions/{more}").status_code == 410
    assert client.get(organiser_page(initiative, more)).status_code == 404
    confirm = SignedLink.objects.issue(
        purpose=SignedLink.Purpose.CONFIRM,
        contributor=event.submitted_by,
        sheet=event,
        valid=timedelta(days=1),
    )
    assert client.get(f"/suivi/{confirm}/inscriptions/{more}").status_code == 410
    assert row.state == "confirmed"


@pytest.mark.parametrize("more", MORE)
def test_a_meeting_that_is_not_online_has_none(client, more):
    event = meeting()
    link = organiser_page(event, more)
    actions.withdraw(sheet=event, by=Author.system())
    assert client.get(link).headers["Location"].endswith("?fait=tard")


def test_opening_the_registrations(client):
    event = makers.make_event(contributor=makers.make_contributor())
    link = organiser_page(event)
    assert "Ouvrir les inscriptions" in body(client.get(link))
    shown = body(client.get(f"{link}reglages/"))
    assert "checked" in shown, "who comes here wants to open them"
    form = {"is_open": "on", "capacity": "12", "closes_before": "24"}
    done = body(client.post(f"{link}reglages/", form, follow=True))
    assert "C’est enregistré." in done and "Les inscriptions sont ouvertes." in done
    row = Registering.objects.get()
    assert (row.is_open, row.capacity, row.closes_before) == (True, 12, 24)
    assert "S’inscrire</a>" in body(client.get(event.get_absolute_url()))


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"capacity": "0", "closes_before": "0"}, "au moins 1"),
        ({"capacity": "-5", "closes_before": "0"}, "au moins 1"),
        ({"capacity": "beaucoup", "closes_before": "0"}, "un nombre entier"),
        ({"capacity": "99999999999", "closes_before": "0"}, "Dix mille"),
        ({"capacity": "3", "closes_before": "5"}, "<title>Erreur"),
        ({"capacity": "3"}, "Choisissez quand"),
    ],
)
def test_settings_that_make_no_sense(client, form, words):
    event = makers.make_event(contributor=makers.make_contributor())
    assert words in body(client.post(organiser_page(event, "reglages/"), form))
    assert not Registering.objects.exists()


def test_who_comes_is_shown_without_any_address(client):
    event = meeting(capacity=3)
    booked(event, people=2, brings="Un gâteau", may_be_written=True)
    booked(event, "b@exemple.fr", name="Mado", people=2)
    asked(event, "c@exemple.fr", name="Léo")
    shown = body(client.get(organiser_page(event)))
    for words in ("Dominique", "2 personnes", "Un gâteau", "vous pouvez lui écrire", "2 places prises sur 3"):
        assert words in shown
    assert shown.index("Dominique") < shown.index("En liste d’attente") < shown.index("Mado")
    assert "Léo" not in shown and "1 inscription à confirmer" in shown
    assert READER not in shown and "b@exemple.fr" not in shown


def test_a_mail_that_never_arrived_is_told(client):
    event = meeting()
    booked(event)
    assert "ne lui parviennent pas" not in body(client.get(organiser_page(event)))
    Message.objects.filter(to=READER).update(state=Message.State.FAILED)
    assert "ne lui parviennent pas" in body(client.get(organiser_page(event)))


def test_adding_somebody(client):
    event = meeting(capacity=2)
    link = organiser_page(event, "ajouter/")
    assert "Écrivez un nom." in body(client.post(link, {"name": "", "people": "1"}))
    assert "est ajoutée." in body(client.post(link, {"name": "Mado", "people": "2"}, follow=True))
    shown = body(client.post(link, {"name": "Yann", "people": "1"}, follow=True))
    assert "en liste d’attente" in shown
    assert states(event) == {"Mado": "confirmed", "Yann": "waiting"}


def test_cancelling_somebody_with_a_word(client):
    event = meeting(capacity=1)
    row = booked(event)
    booked(event, "b@exemple.fr")
    link = organiser_page(event, f"{row.pk}/annuler/")
    assert "Dominique" in body(client.get(link))
    assert states(event)[READER] == "confirmed"
    assert "est annulée" in body(client.post(link, {"word": "Désolés, venez au prochain."}, follow=True))
    assert states(event) == {READER: "cancelled", "b@exemple.fr": "confirmed"}
    assert "venez au prochain" in Message.objects.filter(to=READER).latest("pk").body
    assert "déjà annulée" in body(client.post(link, {"word": ""}))


def test_nobody_of_another_meeting_can_be_cancelled(client):
    event, other = meeting(), meeting(title="Une autre", contributor=makers.make_contributor())
    row = booked(other)
    link = organiser_page(event, f"{row.pk}/annuler/")
    assert client.get(link).status_code == 404
    assert client.post(link, {"word": ""}).status_code == 404
    assert states(other) == {READER: "confirmed"}
    assert client.get(organiser_page(event, "999999999/annuler/")).status_code == 404


def test_writing_to_those_who_agreed(client):
    event = meeting()
    link = organiser_page(event, "ecrire/")
    assert "personne n’a accepté" in body(client.get(link))
    booked(event, may_be_written=True)
    assert "une personne a accepté" in body(client.get(link))
    assert "très court" in body(client.post(link, {"text": "Ok"}))
    text = "Prenez des gants et de quoi boire."
    assert "Votre message est parti." in body(client.post(link, {"text": text}, follow=True))
    assert text in Message.objects.filter(to=READER).latest("pk").body
    for number in range(2):
        client.post(link, {"text": f"{text} {number}"})
    shown = body(client.post(link, {"text": f"{text} Encore."}))
    assert "Trois messages" in shown and "Encore." in shown


def test_the_sheet_for_paper_has_names_and_blank_lines(client):
    event = meeting(capacity=3)
    booked(event, people=3)
    booked(event, "b@exemple.fr", name="Mado")
    shown = body(client.get(organiser_page(event, "feuille/")))
    assert "Dominique" in shown and "Mado" not in shown
    assert shown.count("<tr>") == 1 + 1 + 12


def test_the_file_runs_nothing_in_a_spreadsheet_and_holds_no_address(client):
    event = meeting(capacity=9)
    booked(event, name="=HYPERLINK(1)", brings="+33", seeks="@SUM(A1)")
    booking.add(occurrence=date_of(event), name="-2+3", people=2)
    response = client.get(organiser_page(event, "liste.csv"))
    text = b"".join(response.streaming_content).decode()
    rows = list(csv.reader(StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))
    assert rows[0][0] == "Nom" and {row[0] for row in rows[1:]} == {"'=HYPERLINK(1)", "'-2+3"}
    assert "'+33" in text and "'@SUM(A1)" in text
    assert READER not in text
    assert response.headers["Content-Disposition"] == 'attachment; filename="inscriptions.csv"'
    assert response.headers["Cache-Control"] == "no-store"


def test_each_date_has_its_own_list(client):
    event = meeting(rhythm="semaine", times=3)
    first, second, _ = event.occurrences.order_by("starts_at")
    booked(event, occurrence=second)
    link = organiser_page(event)
    assert "Dominique" not in body(client.get(link))
    assert "Dominique" in body(client.get(f"{link}?date={second.pk}"))
    for strange in ("999999", "x", "", "1' OR 1"):
        assert "Dominique" not in body(client.get(link, {"date": strange}))
    done = client.post(f"{link}ajouter/?date={second.pk}", {"name": "Mado", "people": "1"})
    assert done.headers["Location"] == f"{link}?date={second.pk}&fait=ajoute"
    assert Registration.objects.get(name="Mado").occurrence == second and first != second


def test_a_list_takes_the_same_queries_however_many_come(client, django_assert_max_num_queries):
    event = meeting(capacity=None)
    for number in range(12):
        booked(event, f"{number}@exemple.fr")
    link = organiser_page(event)
    client.get(link)
    with django_assert_max_num_queries(10):
        client.get(link)
