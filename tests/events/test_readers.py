"""The versions of meetings, in words."""

import pytest

from events.models import Event
from events.readers import EventReader
from moderation.history.reading import changes
from tests import makers

pytestmark = pytest.mark.django_db


def told(before, after, *, public):
    reader = EventReader(Event, public=public)
    reader.prepare([before, after])
    return {change.label: (change.removed, change.added) for change in changes(reader, before, after)}


def test_hours_days_and_names():
    makers.make_initiative()
    after = {
        "starts": "18:30:00",
        "day": "2027-03-05",
        "initiatives": ["jardin-partage-du-bouguen"],
        "cancelled_days": ["2027-03-05"],
    }
    said = told({}, after, public=True)
    assert said["début"][1] == ["18\u00a0h\u00a030"]
    assert said["jour"][1] == ["5\u00a0mars 2027"]
    assert said["initiatives présentées"][1] == ["Jardin partagé du Bouguen"]


def test_the_public_reads_no_name_that_is_not_public():
    hidden = makers.make_initiative("Projet caché", status="pending")
    after = {"initiatives": [hidden.slug], "latitude": 48.39}
    assert "Projet caché" not in str(told({}, after, public=True))
    assert "48.39" not in str(told({}, after, public=True))
    assert "Projet caché" in str(told({}, after, public=False))
