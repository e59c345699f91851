"""The order of what is alike."""

import pytest

from initiatives.likeness.candidates import Candidate
from initiatives.likeness.ranking import distances, ranked
from initiatives.likeness.subjects import Subject, Term
from tests import makers

pytestmark = pytest.mark.django_db

BREST = Subject((), (), 10, (makers.BREST,))


def candidate(sheet, weight):
    return Candidate(sheet.pk, sheet.pk, frozenset(), (Term("tag", "tag:1", "x", 1, weight, False),))


def test_much_more_alike_comes_first_however_far_and_what_is_hardly_alike_does_not_come():
    near, far = makers.make_initiative("Près"), makers.make_initiative("Loin", position=(47.99, -4.1))
    poor = makers.make_initiative("À peine")
    found = [candidate(near, 2.0), candidate(far, 10.0), candidate(poor, 1.0)]
    assert [one.candidate.initiative for one in ranked(BREST, found)] == [far.pk, near.pk]
    found = [candidate(near, 7.0), candidate(far, 10.0)]
    assert [one.candidate.initiative for one in ranked(BREST, found)] == [near.pk, far.pk]


def test_what_has_no_place_comes_after_what_has_one():
    placed, unplaced = makers.make_initiative("Ici"), makers.make_initiative("Partout", locations=[])
    order = ranked(BREST, [candidate(unplaced, 10.0), candidate(placed, 9.0)])
    assert [(one.candidate.initiative, one.km is None) for one in order] == [
        (placed.pk, False),
        (unplaced.pk, True),
    ]


def test_the_distance_is_that_of_the_nearest_place():
    commune = makers.make_commune()
    places = [(48.9, -4.4861), (48.4, -4.4861)]
    sheet = makers.make_initiative(
        locations=[
            {"kind": "point", "commune": commune, "latitude": latitude, "longitude": longitude}
            for latitude, longitude in places
        ]
    )
    assert distances([makers.BREST], [sheet.pk])[sheet.pk] == pytest.approx(1.07, abs=0.02)
    assert distances([], [sheet.pk]) == {}
