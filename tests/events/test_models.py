"""Meetings as rows."""

from datetime import date, time, timedelta

import pytest
from django.db import IntegrityError, transaction

from events.models import Event, Occurrence
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "fields",
    [
        {"title": ""},
        {"ends": time(17)},
        {"end_day": date(2020, 1, 1)},
        {"time_zone": "Mars/Olympus"},
        {"rhythm": "toujours"},
        {"times": 105},
        {"commune": None},
        {"latitude": 48.0},
    ],
)
def test_bad_states_cannot_be(fields):
    event = makers.make_event()
    with pytest.raises(IntegrityError), transaction.atomic():
        Event.objects.filter(pk=event.pk).update(**fields)


def test_words_of_the_site_are_no_addresses():
    assert makers.make_event("Mois").slug == "event-mois"
    assert makers.make_event("Proposer").slug == "event-proposer"


def test_a_new_address_leads_from_the_old_one(client):
    event = makers.make_event()
    old = event.get_absolute_url()
    event.rename("autre-adresse")
    event.save()
    assert client.get(old)["Location"] == event.get_absolute_url()


def test_several_days_are_told():
    event = makers.make_event(
        day=date(2031, 3, 7), end_day=date(2031, 3, 9), starts=time(10), ends=time(17, 30)
    )
    one = Occurrence.objects.get(event=event)
    assert one.when == "vendredi 7\u00a0mars 2031, de 10\u00a0h au dimanche 9\u00a0mars, 17\u00a0h\u00a030"
    assert one.ends_at - one.starts_at == timedelta(days=2, hours=7.5)
