from itertools import pairwise

import pytest

from initiatives.models import Actor, DeclaredBy, Kinship, Membership
from initiatives.relating import rings
from initiatives.relating.rings import closes_a_ring, makes_ring
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


def networks(*names):
    return [makers.make_actor(name, kind="reseau") for name in names]


def join(*chain):
    """Have each be a member of the next."""
    for actor, network in pairwise(chain):
        Membership.objects.create(actor=actor, network=network, declared_by=DeclaredBy.SUBJECT)


def test_a_ring_is_closed_by_joining_what_is_a_member_already():
    a, b, c, apart = networks("A", "B", "C", "À part")
    join(a, b, c)
    assert closes_a_ring(c, a) and closes_a_ring(b, a) and closes_a_ring(c, b)
    assert not closes_a_ring(a, c) and not closes_a_ring(apart, a) and not closes_a_ring(c, apart)


def test_nobody_is_a_member_of_itself():
    (a,) = networks("A")
    assert closes_a_ring(a, a)


def test_a_ring_that_is_there_does_not_turn_for_ever():
    a, b, c = networks("A", "B", "C")
    join(a, b, a)
    assert not closes_a_ring(c, a)


def test_an_actor_that_is_not_there_yet_closes_none():
    assert not closes_a_ring(Actor(name="Nouveau"), *networks("A"))


def test_beyond_what_is_looked_at_the_answer_is_yes(monkeypatch):
    a, b, c, d = networks("A", "B", "C", "D")
    join(a, b, c)
    monkeypatch.setattr(rings, "LOOKED_AT", 3)
    assert closes_a_ring(d, a)


def test_it_is_one_question_under_a_lock(django_assert_num_queries):
    chain = networks(*"ABCDEFGH")
    join(*chain)
    with django_assert_num_queries(2):
        assert closes_a_ring(chain[-1], chain[0])
