"""Calendars, read by programs that did not write them."""

import subprocess
import sys
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
import vobject

from events.cancelling import cancel
from moderation.authors import Author
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _march(time_machine):
    time_machine.move_to("2027-03-01T09:00:00+01:00")


def read(client, address):
    answer = client.get(address)
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    text = answer.content.decode()
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "\n" not in text.replace("\r\n", "")
    return text, vobject.readOne(text)


def test_a_meeting_read_by_vobject(client):
    event = makers.make_event(
        "Portes ouvertes ; visite, goûter", day=date(2027, 3, 25), rhythm="semaine", times=3,
        cancelled_days=[date(2027, 4, 1)], venue="Cabane\\du jardin", themes=[makers.make_theme()],
        contributor=makers.make_contributor("secret@courriel.fr"),
    )  # fmt: skip
    text, calendar = read(client, f"{event.get_absolute_url()}rencontre.ics")
    one = calendar.vevent
    assert one.summary.value == "Portes ouvertes ; visite, goûter"
    assert one.location.value == "Cabane\\du jardin, Brest"
    assert one.uid.value == f"rencontre-{event.pk}@127.0.0.1"
    assert one.dtstart.value.hour == 18
    days = [when.astimezone(UTC) for when in one.getrruleset(addRDate=True)]
    assert [(when.month, when.day, when.hour) for when in days] == [
        (3, 25, 17),
        (4, 8, 16),
    ]  # summer time began
    assert calendar.vtimezone.tzid.value == "Europe/Paris"
    assert "secret@" not in text and "MAILTO" not in text.upper()


@pytest.mark.parametrize(
    ("rhythm", "day", "rule"),
    [
        ("quinzaine", date(2027, 3, 9), "FREQ=WEEKLY;COUNT=3;INTERVAL=2"),
        ("mois-jour", date(2027, 3, 9), "FREQ=MONTHLY;COUNT=3;BYDAY=2TU"),
        ("mois-jour", date(2027, 3, 30), "FREQ=MONTHLY;COUNT=3;BYDAY=-1TU"),
        ("mois-date", date(2027, 3, 31), "FREQ=MONTHLY;COUNT=3;BYMONTHDAY=31"),
    ],
)
def test_other_programs_find_the_same_days_as_we_do(client, rhythm, day, rule):
    event = makers.make_event(day=day, rhythm=rhythm, times=3)
    _, calendar = read(client, f"{event.get_absolute_url()}rencontre.ics")
    assert calendar.vevent.rrule.value == rule
    assert [when.date() for when in calendar.vevent.rruleset] == event.rule.days()


def test_hostile_texts_stay_texts(client):
    event = makers.make_event("Fête")
    hostile = "Fin\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:intrus\x00\x07"
    type(event).objects.filter(pk=event.pk).update(
        title="Fête\r\nATTENDEE:mailto:x@y.fr", summary="x", venue=hostile.replace("\x00", "")
    )
    text, calendar = read(client, f"{event.get_absolute_url()}rencontre.ics")
    assert len(calendar.contents["vevent"]) == 1
    assert "\r\nATTENDEE" not in text
    assert "\r\nSUMMARY:intrus" not in text
    assert "\x07" not in text


def test_a_cancelled_one_says_so_and_its_sequence_rises(client):
    event = makers.make_event()
    address = f"{event.get_absolute_url()}rencontre.ics"
    before = read(client, address)[1].vevent
    cancel(sheet=event, by=Author.system())
    after = read(client, address)[1].vevent
    assert (before.status.value, after.status.value) == ("CONFIRMED", "CANCELLED")
    assert int(after.sequence.value) > int(before.sequence.value)
    assert after.uid.value == before.uid.value


def test_a_calendar_to_subscribe_to(client):
    garden = makers.make_theme()
    makers.make_event("Au jardin", themes=[garden], day=date(2027, 3, 9))
    makers.make_event("À La Réunion", day=date(2027, 3, 10), time_zone="Indian/Reunion")
    makers.make_event("Hier", day=date(2027, 2, 28))
    text, calendar = read(client, "/flux/rencontres.ics")
    assert [one.summary.value for one in calendar.contents["vevent"]] == ["Au jardin", "À La Réunion"]
    assert {zone.tzid.value for zone in calendar.contents["vtimezone"]} == {"Europe/Paris", "Indian/Reunion"}
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT12H" in text
    _, calendar = read(client, "/flux/rencontres.ics?theme=alimentation")
    assert [one.summary.value for one in calendar.contents["vevent"]] == ["Au jardin"]
    assert "Alimentation et agriculture" in calendar.contents["x-wr-calname"][0].value


def test_an_empty_calendar_can_be_read(client):
    _, calendar = read(client, "/flux/rencontres.ics?en_ligne=1")
    assert "vevent" not in calendar.contents


def test_many_meetings_cost_few_questions(client, django_assert_max_num_queries):
    for number in range(8):
        makers.make_event(f"Rencontre {number}", themes=[makers.make_theme()])
    with django_assert_max_num_queries(9):
        client.get("/flux/rencontres.ics")


def test_khal_shows_it(client, tmp_path):
    event = makers.make_event(
        "Fête du jardin", day=date(2027, 3, 25), rhythm="semaine", times=3, cancelled_days=[date(2027, 4, 1)]
    )
    vdir = tmp_path / "agenda"
    vdir.mkdir()
    (vdir / "fete.ics").write_bytes(client.get(f"{event.get_absolute_url()}rencontre.ics").content)
    settings = tmp_path / "khal.conf"
    settings.write_text(
        f"[calendars]\n[[agenda]]\npath = {vdir}\n[sqlite]\npath = {tmp_path / 'khal.db'}\n"
        "[locale]\nlocal_timezone = Europe/Paris\ndefault_timezone = Europe/Paris\ntimeformat = %H:%M\n"
        "dateformat = %d/%m/%Y\nlongdateformat = %d/%m/%Y\ndatetimeformat = %d/%m/%Y %H:%M\n"
        "longdatetimeformat = %d/%m/%Y %H:%M\n"
    )
    command = [str(Path(sys.executable).with_name("khal")), "-c", str(settings), "list", "--day-format", "{date}",
               "--format", "{start-time}-{end-time} {title}", "25/03/2027", "30d"]  # fmt: skip
    told = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert told.stdout.split("\n")[:4] == [
        "25/03/2027", "18:00-20:00 Fête du jardin", "08/04/2027", "18:00-20:00 Fête du jardin",
    ]  # fmt: skip


def test_an_hour_of_paris_is_told_whole(client):
    event = makers.make_event(day=date(2027, 7, 9), starts=time(18), ends=time(20))
    text, calendar = read(client, f"{event.get_absolute_url()}rencontre.ics")
    assert "DTSTART;TZID=Europe/Paris:20270709T180000" in text
    assert calendar.vevent.dtstart.value.astimezone(UTC) == datetime(2027, 7, 9, 16, tzinfo=UTC)


def test_a_calendar_asks_for_no_times(client, django_assert_max_num_queries):
    """A weekly meeting is one rule: its hundred times are not read to write it."""
    for number in range(4):
        makers.make_event(f"Atelier {number}", day=date(2027, 3, 25), rhythm="semaine", times=104)
    with django_assert_max_num_queries(6) as captured:
        read(client, "/flux/rencontres.ics")
    assert not any('"events_occurrence"."ends_at",' in query["sql"] for query in captured.captured_queries)


def test_what_is_written_once_changes_with_the_meeting(client):
    """Each meeting is remembered as it is written, until anything of it is something else."""
    event = makers.make_event("Atelier", day=date(2027, 3, 25), organised_by="Le jardin")
    address = f"{event.get_absolute_url()}rencontre.ics"
    first, _ = read(client, address)
    assert read(client, address)[0] == first
    changes = (
        ({"title": "Grand atelier"}, "SUMMARY:Grand atelier"),
        ({"organised_by": "La ressourcerie"}, "La ressourcerie"),
        ({"sequence": 7}, "SEQUENCE:7"),
        ({"is_cancelled": True}, "STATUS:CANCELLED"),
        ({"rhythm": "semaine", "times": 3}, "RRULE:FREQ=WEEKLY;COUNT=3"),
        ({"cancelled_days": [date(2027, 4, 1)]}, "EXDATE;TZID=Europe/Paris:20270401T"),
        # Two clocks that show the same: the moments are equal.
        ({"time_zone": "America/Guadeloupe"}, "TZID=America/Guadeloupe"),
        ({"time_zone": "America/Martinique"}, "TZID=America/Martinique"),
    )
    for change, expected in changes:
        type(event).objects.filter(pk=event.pk).update(**change)
        assert expected in read(client, address)[0].replace("\r\n ", ""), change
