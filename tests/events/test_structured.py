"""What machines read of meetings."""

import json
import re
from datetime import date

import pytest

from events.cancelling import cancel
from moderation.authors import Author
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _march(time_machine):
    time_machine.move_to("2027-03-01T09:00:00+01:00")


def data_of(client, event):
    page = client.get(event.get_absolute_url()).content.decode()
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)[1])


def test_a_place_and_a_link(client):
    event = makers.make_event(
        day=date(2027, 3, 9), commune=makers.make_commune(), online_url="https://exemple.fr/salle", latitude=48.39,
        longitude=-4.48,
        organisers=[makers.make_actor()], address="12 rue des Jardins",
    )  # fmt: skip
    data = data_of(client, event)
    assert data["@type"] == "Event"
    assert data["startDate"] == "2027-03-09T18:00:00+01:00"
    assert data["eventStatus"] == "https://schema.org/EventScheduled"
    assert data["eventAttendanceMode"] == "https://schema.org/MixedEventAttendanceMode"
    place, link = data["location"]
    assert place["address"]["addressLocality"] == "Brest" and place["geo"]["latitude"] == 48.39
    assert link == {"@type": "VirtualLocation", "url": "https://exemple.fr/salle"}
    assert data["organizer"][0]["name"] == "Les Jardins du Bouguen"


def test_one_that_comes_again_tells_each_date(client):
    event = makers.make_event(
        day=date(2027, 3, 9), rhythm="semaine", times=3, cancelled_days=[date(2027, 3, 16)], online_url="https://exemple.fr/"
    )  # fmt: skip
    data = data_of(client, event)
    assert [one["eventStatus"].rpartition("/")[2] for one in data["subEvent"]] == [
        "EventCancelled",
        "EventScheduled",
    ]
    assert data["eventAttendanceMode"].endswith("OnlineEventAttendanceMode")


def test_a_cancelled_one(client):
    event = makers.make_event()
    cancel(sheet=event, by=Author.system())
    assert data_of(client, event)["eventStatus"] == "https://schema.org/EventCancelled"
