"""What the worker does about analyses."""

import pytest

from articles import jobs
from articles.models import Article
from tests import makers

pytestmark = pytest.mark.django_db


def test_all_are_derived_again_batch_by_batch(monkeypatch):
    monkeypatch.setattr(jobs, "BATCH", 1)
    numbers = [makers.make_article(f"Texte {rank}", territory="region-53").pk for rank in range(2)]
    makers.make_region()
    Article.objects.update(keys=[])
    deferred = []
    monkeypatch.setattr(jobs.refresh_all, "defer", lambda **given: deferred.append(given))
    jobs.refresh_all(after=0)
    assert Article.objects.get(pk=numbers[0]).keys == ["region-53"]
    assert deferred == [{"after": numbers[0]}]
    jobs.refresh_all(after=numbers[0])
    assert Article.objects.get(pk=numbers[1]).keys == ["region-53"]
