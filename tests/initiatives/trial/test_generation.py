import pytest

from initiatives.demo.loading import load_themes
from initiatives.models import Actor, Initiative, KeyCount, Listing
from initiatives.trial import generation
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def country():
    makers.make_commune()
    makers.make_paris()
    load_themes()


def sheets():
    return list(
        Initiative.objects.order_by("slug").values_list("slug", "title", "summary", "stage", "published_at")
    )


def test_sheets_are_published_counted_and_the_same_for_the_same_seed(monkeypatch):
    monkeypatch.setattr(generation, "BATCH", 20)
    progress = []
    generation.generate(count=50, seed=4, report=progress.append)
    assert progress == [20, 40, 50]
    first = sheets()
    assert len(first) == Listing.objects.count() == KeyCount.objects.number("*") == 50
    assert KeyCount.objects.of("theme:")
    assert Actor.objects.count() == 10
    assert generation.remove() == 50
    assert not KeyCount.objects.exists()
    assert not Actor.objects.exists()
    generation.generate(count=50, seed=4)
    assert sheets() == first


def test_what_people_wrote_is_not_removed():
    own = makers.make_initiative()
    generation.generate(count=5, seed=1)
    generation.remove()
    assert list(Initiative.objects.all()) == [own]
