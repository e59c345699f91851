"""A meeting as a snapshot says it was, as far as what it names is there."""

import pytest

from events.models import Event
from tests import makers

pytestmark = pytest.mark.django_db


def test_what_is_gone_is_told():
    event = makers.make_event(initiatives=[makers.make_initiative()])
    data = event.snapshot() | {
        "commune": "99999", "initiatives": ["disparue"], "organisers": ["disparu"], "themes": ["disparu"],
    }  # fmt: skip
    left = event.restore_snapshot(data)
    assert len(left) == 4
    event = Event.objects.get()
    assert event.commune_id == "29019" and not event.initiatives.exists()


def test_an_older_version_that_does_not_know_a_field_leaves_it():
    event = makers.make_event(price="5 €")
    data = {name: value for name, value in event.snapshot().items() if name not in ("price", "themes")}
    assert event.restore_snapshot(data) == []
    assert Event.objects.get().price == "5 €"
