import pytest

from initiatives import jobs
from initiatives.models import ActorListing, KeyCount, Listing, NetworkLayout
from places.models import Commune
from places.signals import places_updated
from tests import makers

pytestmark = pytest.mark.django_db


def test_listings_are_written_again_batch_by_batch(monkeypatch):
    monkeypatch.setattr(jobs, "BATCH", 2)
    asked = []
    monkeypatch.setattr(jobs.refresh_actor_listings, "defer", lambda after: None)
    monkeypatch.setattr(jobs.refresh_listings, "defer", lambda after: asked.append(after))
    sheets = [makers.make_initiative(f"Initiative {number}") for number in range(3)]
    Commune.objects.update(name="Brest-sur-Mer")
    places_updated.send(sender=None)
    assert asked == [0]
    for after in asked:
        jobs.refresh_listings(after=after)
    assert asked == [0, sheets[1].pk, sheets[2].pk]
    assert Listing.objects.filter(search="mer").count() == 3
    assert KeyCount.objects.number("*") == 3


def test_the_list_of_actors_follows_the_gazetteer(monkeypatch):
    asked = []
    monkeypatch.setattr(jobs.refresh_listings, "defer", lambda after: None)
    monkeypatch.setattr(jobs.refresh_actor_listings, "defer", lambda after: asked.append(after))
    actor = makers.make_actor(commune=makers.make_commune())
    Commune.objects.update(intercommunality=None)
    places_updated.send(sender=None)
    for after in asked:
        jobs.refresh_actor_listings(after=after)
    assert asked == [0, actor.pk]
    assert "commune-29019" in ActorListing.objects.get().keys
    assert "intercommunalite-242900314" not in ActorListing.objects.get().keys


def test_networks_are_laid_out_slice_by_slice(monkeypatch):
    monkeypatch.setattr(jobs, "SCOPES", 2)
    asked = []
    monkeypatch.setattr(jobs.prepare_layouts, "defer", lambda after: asked.append(after))
    actor = makers.make_actor()
    for title in ("Jardin", "Verger"):
        makers.make_initiative(title, actors=[actor])
    jobs.prepare_network_nightly(timestamp=0)
    for after in asked:
        jobs.prepare_layouts(after=after)
    assert len(asked) == 3
    assert NetworkLayout.objects.count() == 5


def test_every_night_the_list_of_actors_is_gone_over(monkeypatch):
    asked = []
    monkeypatch.setattr(jobs.refresh_actor_listings, "defer", lambda after: asked.append(after))
    jobs.rebuild_counts_nightly(timestamp=0)
    assert asked == [0]
