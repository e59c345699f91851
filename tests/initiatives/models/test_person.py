"""The page of a person is there only because that person asked for it."""

import pytest
from django.core.exceptions import ValidationError

from contributors.models import Consent
from initiatives.models import Actor
from initiatives.restoring import restore_actor
from moderation import actions, merging
from moderation.actions import TransitionRefused
from moderation.authors import Author
from moderation.models import Status
from tests import makers

pytestmark = pytest.mark.django_db
SYSTEM = Author.system()


def test_a_person_that_never_asked_is_not_published():
    for person in (
        makers.make_actor("Jean Dupont", kind="personne", status=Status.PENDING),
        makers.make_actor("Jean Dupont", kind="personne", status=Status.PENDING),
    ):
        about = Consent.objects.filter(object_id=person.pk, purpose=Consent.Purpose.PERSON_ACTOR)
        assert person.why_not_public() == ""
        # Neither what is agreed about another page, nor to something else.
        about.update(purpose=Consent.Purpose.PUBLICATION)
        with pytest.raises(TransitionRefused, match="Jean Dupont.*demandée elle-même"):
            actions.publish(sheet=person, by=SYSTEM)
    assert not Actor.objects.published().exists()


def test_one_that_asked_is_published():
    person = makers.make_actor("Camille", kind="personne", status=Status.PENDING)
    assert actions.publish(sheet=person, by=SYSTEM).is_published


@pytest.mark.parametrize(("kept", "other"), [("association", "personne"), ("personne", "association")])
def test_a_merge_makes_no_person_of_what_is_none_nor_the_reverse(kept, other):
    winner, loser = makers.make_actor("Les Jardins", kind=kept), makers.make_actor("Camille", kind=other)
    with pytest.raises(TransitionRefused, match="page d’une personne"):
        merging.merge(winner=winner, loser=loser, choices={"kind": "loser"}, by=SYSTEM)
    winner.refresh_from_db()
    loser.refresh_from_db()
    assert (winner.kind, winner.is_published, loser.is_published) == (kept, True, True)
    merging.merge(winner=winner, loser=loser, choices={"name": "loser"}, by=SYSTEM)
    winner.refresh_from_db()
    assert (winner.kind, winner.name) == (kept, "Camille")


def test_a_former_version_makes_no_person_of_what_is_none():
    actor = makers.make_actor()
    said = actor.snapshot() | {"kind": "personne"}
    with pytest.raises(ValidationError, match="page d’une personne"):
        restore_actor(actor, said)
    assert Actor.objects.get().kind == "association"
