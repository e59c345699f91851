"""Registrations as rows: bad ones cannot exist."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from events.models import Announcement, Registering, Registration, ReportRequest
from tests import makers
from tests.registrations import booked, date_of, meeting

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "changes",
    [
        {"people": 0},
        {"people": 6},
        {"state": "perhaps"},
        {"confirmed_at": None},
        {"state": "cancelled"},
        {"cancelled_by": "person"},
        {"cancelled_at": timezone.now()},
    ],
)
def test_the_database_refuses_what_makes_no_sense(changes):
    row = booked(meeting())
    with pytest.raises(IntegrityError), transaction.atomic():
        Registration.objects.filter(pk=row.pk).update(**changes)


def test_one_person_is_registered_once_for_a_date():
    row = booked(meeting())
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_a_date_that_is_gone():
    row = booked(meeting())
    date_of(row.event).delete()
    row.refresh_from_db()
    assert row.is_live and row.occurrence is None
    assert str(row) == f"inscription {row.pk}"


def test_a_moderator_sees_those_of_their_territories():
    booked(meeting())
    booked(meeting(commune=makers.make_paris(), title="À Paris", contributor=makers.make_contributor()))
    here = makers.make_moderator(territories=["departement-29"])
    assert Registration.objects.moderated_by(here).count() == 1
    assert Registration.objects.moderated_by(makers.make_administrator()).count() == 2


def test_words_for_the_admin():
    event = meeting()
    assert str(event.registering) == f"inscriptions à {event.title}"
    assert str(Announcement.objects.create(event=event, text="x")).startswith("message du")
    assert str(ReportRequest.objects.create(event=event)).startswith("demande du")


@pytest.mark.parametrize("changes", [{"capacity": 0}, {"capacity": 10_001}, {"closes_before": 3}])
def test_settings_that_make_no_sense(changes):
    meeting()
    with pytest.raises(IntegrityError), transaction.atomic():
        Registering.objects.update(**changes)
