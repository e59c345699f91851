"""A sheet as visitors will see it, before they do."""

import pytest
from django.urls import reverse

from contributors.models import User
from initiatives.models import Actor, Initiative
from moderation import actions
from moderation.admin import SheetAdmin, reading
from moderation.authors import Author
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


def test_the_page_shows_each_version_and_who_made_it(client):
    user = User.objects.get()
    contributor = makers.make_contributor("camille@exemple.fr")
    sheet = makers.make_initiative(status="unconfirmed", contributor=contributor)
    actions.submit(sheet=sheet, contributor=contributor)
    actions.confirm(sheet=sheet, contributor=contributor)
    actions.refuse(sheet=sheet, by=Author.moderator(user), reason="Précisez le lieu.")
    page = client.get(reverse("admin:initiatives_initiative_history", args=[sheet.pk])).content.decode()
    positions = [page.index(word) for word in ("Refus, ", "Confirmation, ", "Proposition, ")]
    assert positions == sorted(positions)
    assert "Précisez le lieu." in page
    assert "Par modération (moderation)" in page
    assert "Par contributeur ou contributrice" in page
    assert "camille" not in page


def test_pages_of_versions_overlap_by_nothing(client, monkeypatch):
    monkeypatch.setattr(reading, "VERSIONS_PER_PAGE", 2)
    sheet = makers.make_initiative("Version 0")
    for number in range(1, 5):
        sheet.title = f"Version {number}"
        sheet.save()
        actions.amend(sheet=sheet, by=Author.system())
    url = reverse("admin:initiatives_initiative_history", args=[sheet.pk])
    shown = [client.get(f"{url}?p={page}").context["versions"] for page in (1, 2, 3)]
    assert [[change.added for version in page for change in version.changes] for page in shown] == [
        [["Version 4"], ["Version 3"]],
        [["Version 2"], ["Version 1"]],
        [],
    ]
    assert [version.is_first for page in shown for version in page] == [False] * 4 + [True]
