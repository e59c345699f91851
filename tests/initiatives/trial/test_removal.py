import pytest

from initiatives import animating
from initiatives.demo.loading import load_themes
from initiatives.models import Actor, ActorRank, Animator, CellCount, Initiative, KeyCount, Listing, Pin
from initiatives.trial import generation, removal
from places.territory import Territory
from tests import makers

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


def test_a_sheet_of_somebody_that_names_a_trial_actor_loses_it():
    generation.generate(count=5, seed=1)
    actor = Actor.objects.get()
    own = makers.make_initiative()
    own.participations.create(actor=actor, role="soutient")
    own.refresh()
    removal.remove()
    assert not own.participations.exists()
    assert f"acteur:{actor.pk}" not in Listing.objects.get(initiative=own).keys


def test_what_a_trial_actor_animates_goes_with_it():
    generation.generate(count=5, seed=1)
    actor = Actor.objects.get()
    animating.ask(actor=actor, territory=Territory.from_token("region-53"))
    ActorRank.objects.create(within="region-53", actor=actor, count=5)
    removal.remove()
    assert not Animator.objects.exists() and not ActorRank.objects.exists()
