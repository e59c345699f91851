import pytest

from initiatives import refresh
from initiatives.models import Listing
from initiatives.refresh import batched, refresh_projection
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
