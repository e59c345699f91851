"""The small map of a sheet that is read again, and what changed since it was refused."""

import pytest
from django.urls import reverse

from initiatives.admin.drawings import drawing_of
from initiatives.models import Initiative, Location
from moderation import actions
from moderation.authors import Author
from moderation.models import Revision, Status
from tests import makers
from tests.makers import BREST

pytestmark = pytest.mark.django_db
SQUARE = [[[-5, 48], [-4, 48], [-4, 49], [-5, 49], [-5, 48]]]


def point(latitude, longitude):
    commune = makers.make_commune()
    return {"kind": Location.Kind.POINT, "commune": commune, "latitude": latitude, "longitude": longitude}


def page_of(client, sheet):
    client.force_login(makers.make_administrator())
    return client.get(reverse("admin:initiatives_initiative_change", args=[sheet.pk])).content.decode()


def test_points_are_drawn_within_their_department():
    department = makers.make_department()
    department.outline = {"type": "MultiPolygon", "coordinates": [SQUARE]}
    department.save()
    drawn = drawing_of(makers.make_initiative(locations=[point(*BREST), point(*BREST), point(48.1, -4.1)]))
    assert drawn.count("<circle") == 2
    assert "Sur la carte\u00a0: Brest (29)" in drawn
    assert 'class="outline"' in drawn
    assert "<a " not in drawn


def test_what_has_no_point_has_no_map(client):
    sheet = makers.make_initiative(position=None, status=Status.PENDING)
    assert drawing_of(sheet) == ""
    assert "desk-map" not in page_of(client, sheet)


def test_the_page_of_a_sheet_that_waits_shows_the_map(client):
    assert 'class="desk-map"' in page_of(client, makers.make_initiative(status=Status.PENDING))


def test_a_sheet_sent_again_shows_what_changed(client):
    sheet = makers.make_initiative(status=Status.REFUSED)
    Initiative.objects.filter(pk=sheet.pk).update(title="Jardin du Bouguen et verger")
    actions.enqueue(sheet=Initiative.objects.get(), by=Author.system())
    page = page_of(client, sheet)
    assert "Ce qui a changé depuis le refus" in page
    assert "Jardin du Bouguen et verger" in page[: page.index('class="desk-map"')]


def test_nothing_is_told_of_a_version_that_was_erased(client):
    sheet = makers.make_initiative(status=Status.REFUSED)
    Initiative.objects.filter(pk=sheet.pk).update(title="Autre")
    actions.enqueue(sheet=Initiative.objects.get(), by=Author.system())
    Revision.objects.filter(action=Revision.Action.REFUSE).update(data={})
    assert "Ce qui a changé depuis le refus" not in page_of(client, sheet)
