"""Meetings in the admin."""

import pytest
from django.urls import reverse

from events.models import Event
from moderation.models import Status
from moderation.wishes import newest_version
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator(client):
    user = makers.make_moderator("finistere", ["departement-29"])
    client.force_login(user)
    return user


def address(page, *arguments):
    return reverse(f"admin:events_event_{page}", args=arguments)


def fields_of(event, **changes):
    """Return what the browser sends of the form of a meeting."""
    told = {
        "title": event.title, "slug": event.slug, "summary": event.summary, "description": event.description,
        "day": event.day, "starts": "18:00", "end_day": event.end_day, "ends": "20:00", "time_zone": event.time_zone,
        "rhythm": event.rhythm, "commune": event.commune_id or "", "seen": newest_version(event), "cancelled_days": "",
    }  # fmt: skip
    return told | changes


def test_the_queue_and_the_page_of_one(client, moderator):
    event = makers.make_event(status=Status.PENDING)
    assert event.title in client.get(address("changelist")).content.decode()
    assert client.get(address("change", event.pk)).status_code == 200
    preview = client.get(address("preview", event.pk)).content.decode()
    assert event.title in preview and "Cette rencontre n’est pas publique" in preview


def test_it_is_corrected_and_published(client, moderator):
    event = makers.make_event(status=Status.PENDING)
    sent = fields_of(event, title="Fête du jardin", _publish="1")
    answer = client.post(address("change", event.pk), sent)
    assert answer.status_code == 302, answer.content.decode()
    event.refresh_from_db()
    assert (event.title, event.status) == ("Fête du jardin", Status.PUBLISHED)
    assert event.occurrences.count() == 1


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"ends": "17:00"}, "finirait avant"),
        ({"rhythm": "semaine"}, "jusqu’à quand elle revient"),
        ({"slug": "proposer"}, "réservée"),
    ],
)
def test_what_is_refused(client, moderator, changes, said):
    event = makers.make_event(status=Status.PENDING)
    page = client.post(address("change", event.pk), fields_of(event, **changes)).content.decode()
    assert said in page
    assert Event.objects.get().ends.hour == 20


def test_one_of_elsewhere_is_not_there(client, moderator):
    event = makers.make_event(commune=makers.make_paris(), status=Status.PENDING)
    assert client.get(address("change", event.pk)).status_code in (302, 404)
    assert event.title not in client.get(address("changelist")).content.decode()


def test_one_online_lies_where_what_it_presents_lies(client, moderator):
    here = makers.make_event(
        "Ici", online_url="https://exemple.fr/", initiatives=[makers.make_initiative()], status=Status.PENDING
    )
    makers.make_event("Nulle part", online_url="https://exemple.fr/", status=Status.PENDING)
    page = client.get(address("changelist")).content.decode()
    assert here.title in page
    assert "Nulle part" not in page
