"""How one registers, as a row."""

from datetime import timedelta

import pytest

from tests.registrations import date_of, meeting


@pytest.mark.django_db
def test_registrations_end_so_many_hours_before_a_date():
    event = meeting(closes_before=48)
    date = date_of(event)
    assert event.registering.closes_at(date) == date.starts_at - timedelta(days=2)
