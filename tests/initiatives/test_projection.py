import pytest
from django.db import connection, transaction
from django.db.utils import DataError

from initiatives.counts import rebuild_counts
from initiatives.models import Initiative, KeyCount, Listing, Pin
from initiatives.projection import Projection, project_in_bulk
from tests import makers


@pytest.fixture
def sheets():
    """Three published sheets that nothing derives from yet."""
    made = [makers.make_initiative(f"Initiative {number}").pk for number in range(3)]
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM initiatives_listing; DELETE FROM initiatives_pin")
    return made


@pytest.mark.django_db(transaction=True)
def test_batches_are_projected_in_their_order_beside_those_who_write(sheets):
    with Projection() as projection:
        for batch in (sheets[:2], sheets[2:]):
            projection.add(batch)
    assert list(Listing.objects.order_by("position").values_list("pk", flat=True)) == sheets
    assert Pin.objects.count() == 3
    assert KeyCount.objects.number("*") == 0
    rebuild_counts()
    assert KeyCount.objects.number("*") == 3


@pytest.mark.django_db(transaction=True)
def test_what_goes_wrong_is_told():
    with pytest.raises(DataError), Projection() as projection:
        projection.add([2**80])
    with pytest.raises(ZeroDivisionError), Projection():
        raise ZeroDivisionError


@pytest.mark.django_db
def test_nothing_is_counted_in_bulk(sheets):
    project_in_bulk(sheets, 500)
    assert list(Listing.objects.order_by("pk").values_list("position", flat=True)) == [500, 501, 502]
    assert KeyCount.objects.number("*") == 0
    with transaction.atomic():
        Initiative.objects.filter(pk=sheets[0]).refresh()
    assert KeyCount.objects.number("*") == 0  # still the same transaction
    rebuild_counts()
    assert KeyCount.objects.number("*") == 3
