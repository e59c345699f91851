import pytest

from initiatives import animating
from initiatives.demo.loading import load_themes
from initiatives.models import (
    Actor,
    ActorRank,
    Agreement,
    Animator,
    Call,
    CellCount,
    Initiative,
    KeyCount,
    Kinship,
    Listing,
    Pin,
)
from initiatives.trial import generation, removal
from places.territory import Territory
from tests import makers, relations

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def country():
    makers.make_commune()
    load_themes()


def test_sheets_go_in_batches_and_the_counts_stay_true(monkeypatch):
    monkeypatch.setattr(removal, "BATCH", 20)
    generation.generate(count=50, seed=4)
    progress = []
    assert removal.remove(progress.append) == 50
    assert progress == [20, 40, 50]
    for model in (Initiative, Actor, Listing, Pin, KeyCount, CellCount):
        assert not model.objects.exists()
    generation.generate(count=50, seed=4)
    assert KeyCount.objects.number("*") == 50


def test_what_people_wrote_is_not_removed():
    own = makers.make_initiative()
    generation.generate(count=5, seed=1)
    removal.remove()
    assert list(Initiative.objects.all()) == [own]
    assert KeyCount.objects.number("*") == Listing.objects.count()


def test_what_binds_a_sheet_of_somebody_to_a_trial_sheet_goes_with_it():
    generation.generate(count=50, seed=1)
    own, trial = makers.make_initiative(), Initiative.objects.filter(source="Essai").first()
    assert Kinship.objects.exists()
    Kinship.objects.create(initiative=own, other=trial, kind="suite")
    Kinship.objects.create(initiative=trial, other=own, kind="partie")
    removal.remove()
    assert not Kinship.objects.exists()
    assert list(Initiative.objects.all()) == [own]


def test_a_sheet_of_somebody_that_names_a_trial_actor_loses_it():
    generation.generate(count=5, seed=1)
    actor = Actor.objects.get()
    own = makers.make_initiative()
    own.participations.create(actor=actor, role="soutient")
    own.refresh()
    removal.remove()
    assert not own.participations.exists()
    assert f"acteur:{actor.pk}" not in Listing.objects.get(initiative=own).keys


def test_links_and_questions_about_trial_sheets_go_with_them():
    generation.generate(count=5, seed=1)
    trial, actor = Initiative.objects.first(), Actor.objects.get()
    own = relations.initiative()
    relations.propose(relations.kin(own, trial))
    relations.propose(relations.kin(trial, own, "suite"))
    relations.propose(relations.leads(actor, own), "object")
    assert Kinship.objects.count() == 2 and Agreement.objects.count() == 3
    removal.remove()
    assert not Kinship.objects.exists() and not Agreement.objects.exists()


def test_a_trial_sheet_that_calls_goes_with_its_calls():
    generation.generate(count=3, seed=1)
    makers.make_call(initiative=Initiative.objects.first())
    removal.remove()
    assert not Initiative.objects.exists() and not Call.objects.exists() and not KeyCount.objects.exists()


def test_what_a_trial_actor_animates_goes_with_it():
    generation.generate(count=5, seed=1)
    actor = Actor.objects.get()
    animating.ask(actor=actor, territory=Territory.from_token("region-53"))
    ActorRank.objects.create(within="region-53", actor=actor, count=5)
    removal.remove()
    assert not Animator.objects.exists() and not ActorRank.objects.exists()
