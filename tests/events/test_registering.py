"""What registering for meetings is made of: words, seats, mails; the acts have their own files."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from procrastinate.contrib.django import app

from events.models import Registering
from events.registering import seats
from events.registering.block import block_of, standing
from events.registering.forms import RegisterForm
from events.registering.mail_examples import EXAMPLES
from events.registering.mails import report_path
from events.registering.places import when_in_words, where_digest, where_in_words
from events.registering.telling import PAGE
from moderation.models import Sheet
from outbox.examples import previews
from tests import makers
from tests.french_typography import faults
from tests.registrations import booked, date_of, meeting, register_page

EVENING = datetime(2027, 3, 2, 17, 0, tzinfo=UTC)


def test_a_date_in_words_by_the_clock_of_its_zone():
    end = EVENING + timedelta(hours=2, minutes=30)
    assert when_in_words(EVENING, end, "Europe/Paris") == (
        "mardi 2\u00a0mars 2027, de 18\u00a0h à 20\u00a0h\u00a030"
    )
    assert "de 21\u00a0h" in when_in_words(EVENING, end, "Indian/Reunion")
    assert "La Réunion" in when_in_words(EVENING, end, "Indian/Reunion")
    assert "au mercredi 3" in when_in_words(EVENING, end + timedelta(days=1), "Europe/Paris")


@pytest.mark.django_db
def test_a_place_in_words_and_what_tells_that_it_changed():
    event = makers.make_event(venue="Salle du port", address="3 quai Vert", commune=makers.make_commune())
    event.online_url = "https://exemple.fr/x"
    assert where_in_words(event).startswith("Salle du port, 3 quai Vert, Brest")
    assert where_in_words(event).endswith("et en ligne")
    assert where_in_words(makers.make_event(online_url="https://exemple.fr/x")) == "en ligne"
    before = where_digest(event)
    event.title = "Autrement"
    assert where_digest(event) == before
    event.venue = "Maison du port"
    assert where_digest(event) != before


@pytest.mark.django_db
def test_the_next_dates_with_their_seats_take_one_query(django_assert_num_queries):
    event = meeting(capacity=3, rhythm="semaine", times=30)
    booked(event, people=2)
    with django_assert_num_queries(2):
        found = block_of(event)["registering"]
        lines = found.lines
    assert [left for _, left, _ in lines] == ["il reste 1\u00a0place", *["il reste 3\u00a0places"] * 2]


@pytest.mark.django_db
def test_the_end_of_registrations_is_told_when_it_is_not_the_beginning():
    event = meeting(closes_before=24)
    (_, _, until) = block_of(event)["registering"].lines[0]
    assert until.endswith("à 18\u00a0h")
    Registering.objects.update(closes_before=0)
    assert block_of(event)["registering"].lines[0][2] == ""


@pytest.mark.django_db
def test_a_single_date_is_chosen_already():
    event = meeting()
    dates = seats.ahead(event, event.registering, limit=5)
    form = RegisterForm(dates=dates)
    assert form.fields["date"].initial == str(date_of(event).pk)
    assert form["date"].is_hidden


def test_nothing_of_an_example_is_a_row_and_each_mail_says_something():
    for make in EXAMPLES.values():
        assert all(not isinstance(value, Sheet) for value in make().values())
        assert all(getattr(value, "pk", None) is None for value in make().values())
    ours = {preview.template: preview.letter for preview in previews()}
    for name in EXAMPLES:
        letter = ours[f"events/mail/{name}.txt"]
        assert letter.subject and len(letter.body) > 100
        assert faults(letter.subject) == [] and faults(letter.body) == []


@pytest.mark.django_db
def test_a_report_is_written_where_analyses_are():
    event = makers.make_event()
    assert report_path(event) == f"/analyses/proposer/?rencontre={event.slug}"


@pytest.mark.django_db
def test_the_page_of_registrations_is_for_published_meetings():
    assert PAGE.applies_to(makers.make_event())
    assert not PAGE.applies_to(makers.make_event(status="pending"))
    assert not PAGE.applies_to(makers.make_initiative())


def test_the_worker_knows_its_tasks():
    names = {"events.remind", "events.ask_for_reports"}
    assert names <= set(app.tasks)


@pytest.mark.django_db
@pytest.mark.parametrize(("closes_before", "more"), [(0, timedelta()), (24, timedelta(days=1))])
def test_a_page_that_is_kept_takes_no_registration_once_it_is_too_late(client, closes_before, more):
    event = meeting(capacity=5, closes_before=closes_before)
    closing = date_of(event).starts_at - more
    with time_machine.travel(closing - timedelta(minutes=5), tick=False):
        page = client.get(event.get_absolute_url())
        assert register_page(event) in page.content.decode()
        tag = page["ETag"]
        assert client.get(event.get_absolute_url(), headers={"if-none-match": tag}).status_code == 304
    with time_machine.travel(closing, tick=False):
        page = client.get(event.get_absolute_url(), headers={"if-none-match": tag})
        assert page.status_code == 200 and register_page(event) not in page.content.decode()
        tag = page["ETag"]
        assert client.get(event.get_absolute_url(), headers={"if-none-match": tag}).status_code == 304


@pytest.mark.django_db
def test_what_tells_that_it_is_too_late_is_one_query(django_assert_num_queries):
    event = meeting(rhythm="semaine", times=5)
    end = date_of(event).ends_at
    with django_assert_num_queries(1), time_machine.travel(end, tick=False):
        assert standing(None, slug=event.slug) == "1-1"
    assert standing(None, slug="nulle-part") == "0-0"
