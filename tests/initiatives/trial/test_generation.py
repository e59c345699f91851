import pytest
from django.db import IntegrityError, transaction

from initiatives import bulk
from initiatives.demo.loading import load_themes
from initiatives.models import (
    Actor,
    Call,
    Initiative,
    KeyCount,
    Kinship,
    Listing,
    Location,
    Membership,
    Participation,
    Pin,
)
from initiatives.trial import generation, removal, sheets
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def country():
    makers.make_commune()
    makers.make_paris()
    load_themes()


def written():
    columns = ["slug", "title", "summary", "description", "stage", "published_at", "verified_at", "links"]
    columns += ["main_theme", "opening_hours", "source_id"]
    return list(Initiative.objects.order_by("pk").values_list(*columns))


def test_sheets_are_published_counted_and_the_same_for_the_same_seed(monkeypatch):
    """The first time by another process, the second by this one."""
    monkeypatch.setattr(generation, "BATCH", 20)
    progress = []
    with transaction.atomic():
        generation.generate(count=50, seed=4, report=progress.append)
        assert progress == [20, 40, 50]
        first = written()
        assert len(first) == Listing.objects.count() == KeyCount.objects.number("*") == 50
        assert KeyCount.objects.of("theme:")
        assert Actor.objects.published().count() == 10
        transaction.set_rollback(True)
    batches = generation.ahead.batches
    monkeypatch.setattr(generation.ahead, "batches", lambda *args, alone: batches(*args, alone=True))
    generation.generate(count=50, seed=4)
    assert written() == first


def test_rows_are_those_of_the_data_model():
    generation.generate(count=300, seed=2)
    assert {sheet.source for sheet in Initiative.objects.all()} == {"Essai"}
    assert Initiative.objects.filter(source_id="2-299", slug="essai-2-299").exists()
    dates = list(Initiative.objects.order_by("pk").values_list("published_at", flat=True))
    assert dates == sorted(set(dates)) and dates[-1] == sheets.LAST_DAY
    assert dates[0] > sheets.LAST_DAY - sheets.SPAN
    assert set(Location.objects.values_list("kind", flat=True)) >= {"point", "commune", "territory"}
    assert Participation.objects.filter(role="porte").count() == 300
    assert Participation.objects.exclude(role="porte").exists()
    assert Kinship.objects.agreed().exists() and Membership.objects.agreed().exists()
    for sheet in Initiative.objects.order_by("pk")[:20]:
        sheet.clean_fields(exclude=["submitted_by", "merged_into"])
        assert 1 <= sheet.tags.count() <= 4
        assert sheet.main_theme not in sheet.themes.all()


def test_some_sheets_look_for_something():
    generation.generate(count=600, seed=2)
    calls = Call.objects.open()
    assert 3 <= calls.count() <= 40
    assert (
        KeyCount.objects.number("appel:1")
        == calls.count()
        == Listing.objects.filter(keys__contains=["appel:1"]).count()
    )
    call = calls.select_related("initiative").first()
    call.clean_fields(exclude=["submitted_by", "merged_into"])
    assert call.published_at == call.initiative.published_at and call.text and call.kind in Call.Kind.values
    removal.remove()
    assert not Call.objects.exists() and KeyCount.objects.number("appel:1") == 0


def test_another_seed_adds_sheets_and_the_same_one_is_refused():
    generation.generate(count=5, seed=1)
    generation.generate(count=5, seed=2)
    assert Initiative.objects.count() == 10
    with pytest.raises(IntegrityError), transaction.atomic():
        generation.generate(count=5, seed=1)


def test_indexes_are_set_aside_for_a_large_load(monkeypatch):
    monkeypatch.setattr(bulk, "LARGE", 5)
    seen = []
    monkeypatch.setattr(bulk, "_set_aside", lambda model, *, foreign_keys: seen.append(model))
    generation.generate(count=5, seed=1)
    assert seen == [*generation.TABLES.values(), Listing, Pin]
