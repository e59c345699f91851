"""A sheet as visitors will see it, before they do."""

import pytest
from django.urls import reverse

from initiatives.models import Actor, Initiative
from moderation.admin import SheetAdmin
from moderation.models import Status
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def moderator(client):
    client.force_login(makers.make_moderator())


def preview(client, sheet):
    return client.get(reverse(f"admin:initiatives_{sheet._meta.model_name}_preview", args=[sheet.pk]))


def test_a_sheet_that_waits_is_seen_with_its_actors_and_its_photos(client):
    photo, actor = makers.make_photo(), makers.make_actor("Les Mains vertes", status=Status.PENDING)
    sheet = makers.make_initiative(status=Status.PENDING, photos=[photo], actors=[actor])
    page = preview(client, sheet).content.decode()
    assert "n’est pas publique (en attente)" in page
    assert "Les Mains vertes" in page
    assert reverse("admin:initiatives_initiative_photo", args=[sheet.pk, photo.pk]) in page
    assert photo.token not in page
    assert '<meta name="robots" content="noindex">' in page
    assert Actor.objects.get().status == Status.PENDING
    assert Initiative.objects.get().published_at is None


def test_an_actor_is_seen_too(client):
    page = preview(client, makers.make_actor(status=Status.PENDING)).content.decode()
    assert "Les Jardins du Bouguen" in page
    assert "n’est pas publique (en attente)" in page


def test_a_preview_is_kept_by_no_cache(client):
    response = preview(client, makers.make_initiative())
    assert "no-store" in response.headers["Cache-Control"]


def test_whoever_has_no_right_to_read_sees_nothing(client):
    user = makers.make_moderator("sans droits")
    user.groups.get().permissions.clear()
    client.force_login(user)
    sheet = makers.make_initiative(status=Status.PENDING)
    assert preview(client, sheet).status_code == 403
    assert client.get(reverse("admin:initiatives_initiative_history", args=[sheet.pk])).status_code == 403


def test_a_kind_of_sheet_says_how_it_is_previewed(client):
    from django.contrib import admin

    with pytest.raises(TypeError, match="SheetAdmin"):
        SheetAdmin(Initiative, admin.site).preview_context(Initiative())
