"""The register of requests about personal data: what it says by itself, and what it forgets."""

from datetime import date

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from contributors import jobs
from contributors.models import RightsRequest, SignedLink
from contributors.rights_requests import note_self_service, purge_requests
from moderation import erasure, exporting
from moderation.mails import FOLLOWING_TIME
from tests import makers

pytestmark = pytest.mark.django_db


def ask(**fields):
    defaults = {
        "kind": "access",
        "way": "mail",
        "received_on": date(2026, 1, 31),
        "person": "camille@exemple.fr",
    }
    return RightsRequest.objects.create(**defaults | fields)


@pytest.mark.parametrize(
    ("received", "deadline"),
    [
        (date(2026, 1, 31), date(2026, 2, 28)),
        (date(2028, 1, 31), date(2028, 2, 29)),
        (date(2026, 12, 15), date(2027, 1, 15)),
        (date(2026, 3, 1), date(2026, 4, 1)),
    ],
)
def test_the_deadline_is_one_month_later(received, deadline):
    assert RightsRequest(received_on=received).deadline == deadline


@pytest.mark.parametrize(
    ("today", "urgent", "late"),
    [
        ("2026-02-20", False, False),
        ("2026-02-21", True, False),
        ("2026-02-28", True, False),
        ("2026-03-01", True, True),
    ],
)
def test_a_request_is_urgent_a_week_before_its_deadline_and_late_the_day_after(today, urgent, late):
    asked = ask()
    with time_machine.travel(f"{today}T12:00:00+01:00", tick=False):
        assert (asked.is_urgent, asked.is_late) == (urgent, late)
        asked.closed_on = date(2026, 2, 10)
        assert not asked.is_urgent and not asked.is_late


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "other"},
        {"way": "pigeon"},
        {"closed_on": date(2026, 2, 1)},
        {"closed_on": date(2026, 1, 30), "done": "Fait."},
        {"kind": "erasure", "closed_on": date(2026, 2, 1), "done": "Fait."},
    ],
)
def test_the_database_refuses_what_makes_no_sense(fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        ask(**fields)


def test_names_go_after_six_months_and_requests_after_five_years():
    closed = ask(closed_on=date(2026, 2, 10), done="Copie envoyée.")
    waiting = ask()
    with time_machine.travel("2026-08-11T12:00:00Z", tick=False):
        assert purge_requests() == {"requests": 0, "names in requests": 0}
    with time_machine.travel("2026-08-12T12:00:00Z", tick=False):
        assert jobs.purge()["names in requests"] == 1
    closed.refresh_from_db()
    assert (closed.person, closed.done) == ("", "Copie envoyée.")
    with time_machine.travel("2031-02-09T12:00:00Z", tick=False):
        assert purge_requests()["requests"] == 0
    with time_machine.travel("2031-02-10T12:00:00Z", tick=False):
        assert purge_requests()["requests"] == 1
    assert RightsRequest.objects.get() == waiting
    waiting.refresh_from_db()
    assert waiting.person == "camille@exemple.fr"  # not answered yet: it is needed


@time_machine.travel("2026-03-01T23:30:00+01:00", tick=False)
def test_what_people_do_by_themselves_is_written_down_without_their_names():
    noted = note_self_service(kind="access", done="Copie remise.")
    assert (noted.way, noted.person) == ("site", "")
    assert noted.received_on == noted.closed_on == date(2026, 3, 1)


def test_an_author_who_erases_a_sheet_is_in_the_register_without_a_name():
    person = makers.make_contributor("camille@exemple.fr", "Camille Le Goff")
    sheet = makers.make_initiative("Jardin secret", contributor=person)
    erasure.erase_for_author(sheet=sheet, contributor=person)
    noted = RightsRequest.objects.get()
    assert (noted.kind, noted.way, noted.person) == ("erasure", "site", "")
    for secret in ("Camille", "camille", "Jardin secret"):
        assert secret not in noted.done


def test_a_copy_is_written_down_once_a_day(client):
    person = makers.make_contributor("camille@exemple.fr")
    sheet = makers.make_initiative(contributor=person)
    token = SignedLink.objects.issue(purpose="follow", contributor=person, sheet=sheet, valid=FOLLOWING_TIME)
    with time_machine.travel("2026-03-01T10:00:00Z", tick=False) as clock:
        for _ in range(3):
            assert client.get(reverse("follow_export", args=[token])).status_code == 200
        assert RightsRequest.objects.get().kind == "access"
        clock.move_to("2026-03-02T10:01:00Z")
        client.get(reverse("follow_export", args=[token]))
    assert RightsRequest.objects.count() == 2


def test_a_person_is_told_which_requests_name_them():
    person = makers.make_contributor("camille@exemple.fr")
    ask(person="Camille Le Goff, Camille@exemple.fr")
    ask(person="dominique@exemple.fr")
    (told,) = exporting.export_of(person)["demandes"]
    assert told["de la part de"] == "Camille Le Goff, Camille@exemple.fr"


@pytest.mark.parametrize(
    "person",
    [
        "martin@orange.fr",
        "Jeanne Martin <Martin@Orange.fr>",
        "martin@orange.fr, 06 12 34 56 78",
        "par courriel (martin@orange.fr)",
        "Elle écrit de martin@orange.fr.",
        "mailto:martin@orange.fr",
        "autre@exemple.fr;martin@orange.fr",
    ],
)
def test_a_whole_address_names_its_holder(person):
    asked = ask(person=person)
    assert list(RightsRequest.objects.naming("martin@orange.fr")) == [asked]


@pytest.mark.parametrize(
    "person",
    [
        "Jean Martin, j.martin@orange.fr",
        "jmartin@orange.fr",
        "j-martin@orange.fr",
        "j+martin@orange.fr",
        "j'martin@orange.fr",
        "émartin@orange.fr",
        "martin@orange.fr.exemple.com",
        "martin@orange.frites",
        "martin@orangexfr",
        "martin@orange.fr-exemple.com",
        "",
    ],
)
def test_a_part_of_the_address_of_another_does_not(person):
    ask(person=person)
    for email in ("martin@orange.fr", "", ".*"):
        assert not RightsRequest.objects.naming(email).exists(), email


@pytest.mark.parametrize(
    "email", ["a+b@exemple.fr", "a.b{c}|d@exemple.fr", "o'b^$*?@exemple.fr", "a\\b@exemple.fr"]
)
def test_an_address_is_no_pattern(email):
    asked = ask(person=f"Camille, {email}")
    ask(person="ab@exemple.fr")
    assert list(RightsRequest.objects.naming(email)) == [asked]
