"""What the worker does about meetings."""

import pytest

from events import jobs
from events.models import Event
from tests import makers

pytestmark = pytest.mark.django_db


def test_all_are_gone_over_batch_by_batch(monkeypatch):
    monkeypatch.setattr(jobs, "BATCH", 1)
    asked = []
    monkeypatch.setattr(jobs.schedule_all, "defer", lambda **told: asked.append(told))
    first = makers.make_event()
    makers.make_event("Une autre")
    Event.objects.update(keys=[])
    jobs.schedule_all(after=0)
    assert asked == [{"after": first.pk}]
    jobs.schedule_all(**asked[0])
    assert all("commune-29019" in event.keys for event in Event.objects.all())
