import pytest
from django.http import QueryDict

import articles.apps
import events.apps
from articles.models import Article
from events.agenda import EventFilters
from events.jobs import schedule_all
from events.models import Event
from initiatives import animating
from initiatives.apps import follow_places
from initiatives.filters import Filters
from initiatives.gazetteer import relocate, relocate_actors, relocate_animators
from initiatives.jobs import refresh_listings
from initiatives.models import Actor, Animator, Initiative, Location
from initiatives.results.finding import find
from places.models import Commune, Intercommunality
from places.territory import Territory
from tests import makers

pytestmark = pytest.mark.django_db


def test_locations_follow_their_commune_and_their_group():
    makers.make_initiative("Brest")
    makers.make_initiative(
        "Groupe", locations=[{"kind": "territory", "intercommunality": makers.make_intercommunality()}]
    )
    assert relocate() == 0
    other = makers.make_department("56", "Morbihan")
    Commune.objects.update(department=other, intercommunality=None)
    Intercommunality.objects.update(department=other)
    assert relocate() == 2
    places = Location.objects.order_by("pk").values_list("intercommunality", "department", "region")
    assert list(places) == [(None, "56", "53"), ("242900314", "56", "53")]


def test_an_animator_follows_its_territory():
    brest = makers.make_commune()
    former = Commune.objects.create(code="29999", name="Recouvrance", department=brest.department)
    actor, other = makers.make_actor(), makers.make_actor("Autre")
    for who, place in ((actor, former), (other, former), (other, brest)):
        animating.ask(actor=who, territory=Territory(place))
    assert relocate_animators() == 0
    Commune.objects.filter(pk=former.pk).update(successor=brest)
    assert relocate_animators() == 2
    assert list(Animator.objects.order_by("pk").values_list("actor", "territory")) == [
        (actor.pk, "commune-29019"),
        (other.pk, "commune-29019"),
    ]
    assert "intercommunalite-242900314" in Animator.objects.first().holders


def test_where_an_actor_acts_follows_its_territory():
    former = makers.make_intercommunality("242900999", "Pays d’Iroise")
    moved = makers.make_actor(territory="intercommunalite-242900999")
    makers.make_actor("Autre", territory="departement-29")
    assert relocate_actors() == 0
    Intercommunality.objects.filter(pk=former.pk).update(successor=makers.make_intercommunality())
    assert relocate_actors() == 1
    moved.refresh_from_db()
    assert moved.territory == "intercommunalite-242900314"


def test_new_places_move_all_that_lies_in_them():
    former = makers.make_intercommunality("242900999", "Pays d’Iroise")
    actor = makers.make_actor(territory="intercommunalite-242900999")
    Intercommunality.objects.filter(pk=former.pk).update(successor=makers.make_intercommunality())
    follow_places(None)
    actor.refresh_from_db()
    assert actor.territory == "intercommunalite-242900314"


def test_what_is_in_a_commune_that_joined_another_is_found_in_that_one():
    brest = makers.make_commune()
    former = Commune.objects.create(code="29999", name="Recouvrance", department=brest.department)
    makers.make_initiative(commune=former)
    makers.make_actor(commune=former)
    makers.make_event(commune=former)
    makers.make_article(territory="commune-29999")
    Commune.objects.filter(pk=former.pk).update(successor=brest)
    for follow in (follow_places, events.apps.follow_places, articles.apps.follow_places):
        follow(None)
    refresh_listings(0)
    schedule_all(0)
    there = Territory.from_tokens(["commune-29019"])
    around = Territory.from_tokens(["intercommunalite-242900314"])
    for model in (Initiative, Actor, Event, Article):
        assert model.objects.within(there).count() == 1, model
        assert model.objects.within(around).count() == 1, model
    query = QueryDict("territoire=commune-29019")
    assert find(Filters.parse(query)).count == 1
    assert EventFilters.parse(query).number == 1


def test_an_earlier_version_comes_back_where_its_commune_is_now():
    brest = makers.make_commune()
    former = Commune.objects.create(code="29999", name="Recouvrance", department=brest.department)
    sheets = [
        makers.make_initiative(commune=former),
        makers.make_actor(commune=former, territory="commune-29999"),
        makers.make_event(commune=former),
        makers.make_article(territory="commune-29999"),
    ]
    before = [sheet.snapshot() for sheet in sheets]
    Commune.objects.filter(pk=former.pk).update(successor=brest)
    for follow in (follow_places, events.apps.follow_places, articles.apps.follow_places):
        follow(None)
    around = Territory.from_tokens(["intercommunalite-242900314"])
    for sheet, data in zip(sheets, before, strict=True):
        found = type(sheet).objects.get(pk=sheet.pk)
        assert found.restore_snapshot(data) == []
        assert type(sheet).objects.within(around).count() == 1, sheet
        assert "29999" not in str(type(sheet).objects.get(pk=sheet.pk).snapshot()), sheet


def test_what_concerns_an_intercommunality_that_joined_another_concerns_that_one():
    former = makers.make_intercommunality("242900999", "Pays d’Iroise")
    makers.make_initiative(locations=[{"kind": "territory", "intercommunality": former}])
    today = makers.make_intercommunality()
    Intercommunality.objects.filter(pk=former.pk).update(successor=today)
    assert relocate() == 1
    assert Location.objects.get().intercommunality == today
    assert relocate() == 0
