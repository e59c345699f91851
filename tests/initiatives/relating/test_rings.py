from itertools import pairwise

import pytest

from initiatives.models import Kinship
from initiatives.relating.rings import makes_ring
from tests import makers

pytestmark = pytest.mark.django_db


def test_a_link_that_leads_back_is_seen_however_far():
    sheets = [makers.make_initiative(f"Fiche {number}") for number in range(5)]
    for kind in ("partie", "inspiree"):
        for one, other in pairwise(sheets):
            Kinship.objects.create(initiative=one, other=other, kind=kind)
    first, last = sheets[0].pk, sheets[-1].pk
    assert makes_ring(initiative=last, other=first, kind="partie")
    assert makes_ring(initiative=last, other=sheets[3].pk, kind="partie")
    assert not makes_ring(initiative=first, other=last, kind="partie"), "twice by two ways is no ring"
    assert not makes_ring(initiative=last, other=first, kind="suite"), "another kind of link"
    assert not makes_ring(initiative=last, other=first, kind="inspiree"), "inspiration may go round"


def test_a_ring_that_is_there_already_is_walked_once():
    one, two, three = (makers.make_initiative(name) for name in "abc")
    Kinship.objects.create(initiative=one, other=two, kind="suite")
    Kinship.objects.create(initiative=two, other=one, kind="suite")
    assert not makes_ring(initiative=three.pk, other=one.pk, kind="suite")
