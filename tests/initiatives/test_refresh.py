import pytest

from initiatives import refresh
from initiatives.models import ActorListing, Listing
from initiatives.refresh import batched, refresh_all_actors, refresh_projection
from tests import makers


def test_batches():
    assert list(batched(range(5), 2)) == [[0, 1], [2, 3], [4]]
    assert list(batched([], 2)) == []


@pytest.mark.django_db
def test_many_sheets_go_by_batches(monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(refresh, "REFRESHED", 2)
    sheets = [makers.make_initiative(f"Initiative {number}").pk for number in range(3)]
    Listing.objects.all().delete()
    with django_assert_num_queries(2):
        refresh_projection(sheets)
    assert set(Listing.objects.values_list("pk", flat=True)) == set(sheets)


@pytest.mark.django_db
def test_all_actors_are_listed_again_some_at_a_time(monkeypatch):
    monkeypatch.setattr(refresh, "REFRESHED", 2)
    actors = [makers.make_actor(f"Acteur {number}").pk for number in range(3)]
    makers.make_actor("En attente", status="pending")
    ActorListing.objects.all().delete()
    refresh_all_actors()
    assert list(ActorListing.objects.order_by("pk").values_list("pk", flat=True)) == actors
