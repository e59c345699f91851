import pytest

from places.gazetteer import tables
from places.gazetteer.content import RegionRow
from places.models import Commune, Department, Region
from tests.places.editions import commune, edition

pytestmark = pytest.mark.django_db

OUTLINE = {"type": "MultiPolygon", "coordinates": [[[[-5, 47], [-3, 47], [-3, 49], [-5, 47]]]]}


def test_counts_what_is_new_or_different():
    assert tables.write(edition()) == 8
    assert tables.write(edition()) == 0
    assert tables.write(edition(regions=[RegionRow("53", "Breizh")])) == 1
    assert Region.objects.get().name == "Breizh"


def test_an_outline_stays_where_the_new_edition_has_none():
    tables.write(edition(regions=[RegionRow("53", "Bretagne", OUTLINE)]))
    assert Region.objects.get().outline == OUTLINE
    assert tables.write(edition()) == 0
    assert Region.objects.get().outline == OUTLINE


def test_values_that_copy_must_escape():
    strange = commune(
        name='Tab\tligne\nbarre\\ "guillemets", {accolades} \\N', postcodes=[], former_names=["\\N", '"']
    )
    tables.write(edition([strange]))
    written = Commune.objects.get()
    assert (written.name, written.postcodes) == (strange.name, [])
    assert set(written.former_names) == {"\\N", '"'}


def test_communes_without_inhabitants_still_make_a_centre():
    empty = commune(population=0)
    tables.write(edition([empty]))
    finistere = Department.objects.get(code="29")
    assert (finistere.latitude, finistere.longitude) == (48.39, -4.49)
