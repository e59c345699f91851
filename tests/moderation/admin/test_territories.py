"""Case 43 of security.md: a moderator of one territory, and the sheets of another, whatever the way in."""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.auth.models import Group
from django.urls import reverse

from articles.models import Article
from events.models import Event
from initiatives.models import Actor, Call, Initiative, Location
from moderation import actions
from moderation.authors import Author
from moderation.models import Revision, Scope, Sheet, Status
from tests import makers
from tests.admin_forms import filled

pytestmark = pytest.mark.django_db

KINDS = ["initiative", "actor"]


@pytest.fixture
def moderator(client):
    """Return a moderator of the Finistère, logged in, with the rights of the group « Modération » and no other."""
    makers.make_commune()
    user = makers.make_moderator("finistere", ["departement-29"])
    user.groups.get().permissions.set(moderation_group().permissions.all())
    client.force_login(user)
    return user


def moderation_group():
    """Return the group that the migration makes, made again if a test emptied the table."""
    import_module("moderation.migrations.0002_moderators").make_group(apps, None)
    import_module("moderation.migrations.0005_reports").give_rights(apps, None)
    return Group.objects.get(name="Modération")


def stranger(kind, status=Status.PENDING, name="Jardin de Paris"):
    if kind == "actor":
        return makers.make_actor(name, commune=makers.make_paris(), status=status)
    return makers.make_initiative(name, commune=makers.make_paris(), position=None, status=status)


def neighbour(kind, status=Status.PENDING, name="Jardin de Brest"):
    if kind == "actor":
        return makers.make_actor(name, commune=makers.make_commune(), status=status)
    return makers.make_initiative(name, status=status)


def address(kind, page, *args):
    return reverse(f"admin:initiatives_{kind}_{page}", args=args)


@pytest.mark.parametrize("kind", KINDS)
def test_the_list_has_the_territory_only(client, moderator, kind):
    stranger(kind)
    neighbour(kind)
    page = client.get(address(kind, "changelist")).content.decode()
    assert "Jardin de Brest" in page
    assert "Jardin de Paris" not in page


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("page", ["change", "history", "preview", "delete"])
def test_pages_by_number_do_not_exist(client, moderator, kind, page):
    assert client.get(address(kind, page, stranger(kind).pk)).status_code == 404
    expected = 403 if page == "delete" else 200
    assert client.get(address(kind, page, neighbour(kind).pk)).status_code == expected


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("page", ["change", "delete"])
def test_sending_to_a_page_by_number_changes_nothing(client, moderator, kind, page):
    sheet = stranger(kind)
    response = client.post(address(kind, page, sheet.pk), {"title": "Pris", "name": "Pris", "post": "yes"})
    assert response.status_code == 404
    sheet.refresh_from_db()
    assert str(sheet) == "Jardin de Paris"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    ("decision", "status"), [("publish", "pending"), ("refuse", "pending"), ("archive", "published")]
)
def test_decisions_by_number_are_refused(client, moderator, kind, decision, status):
    sheet = stranger(kind, status)
    response = client.post(
        address(kind, "decide", sheet.pk, decision), {"confirmed": "1", "reason": "Parce que."}
    )
    assert response.status_code == 404
    sheet.refresh_from_db()
    assert sheet.status == status


@pytest.mark.parametrize("kind", KINDS)
def test_going_back_by_number_is_refused(client, moderator, kind):
    sheet = stranger(kind, Status.PUBLISHED)
    first = Revision.objects.get()
    type(sheet).objects.filter(pk=sheet.pk).update(summary="Autre résumé.")
    actions.amend(sheet=sheet, by=Author.system())
    page = address(kind, "revert", sheet.pk, first.pk)
    newest = Revision.objects.latest("pk")
    assert client.get(page).status_code == 404
    assert client.post(page, {"seen": newest.pk}).status_code == 404
    near = neighbour(kind, Status.PUBLISHED)
    assert client.post(address(kind, "revert", near.pk, first.pk), {"seen": first.pk}).status_code == 404
    sheet.refresh_from_db()
    assert sheet.summary == "Autre résumé."


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("across", ["0", "1"])
def test_bulk_decisions_leave_strangers_alone(client, moderator, kind, across):
    far, near = stranger(kind), neighbour(kind)
    data = {
        "action": "decide_publish",
        "confirmed": "1",
        "_selected_action": [far.pk, near.pk],
        "select_across": across,
        "index": "0",
    }
    client.post(address(kind, "changelist"), data)
    far.refresh_from_db()
    near.refresh_from_db()
    assert (far.status, near.status) == (Status.PENDING, Status.PUBLISHED)


@pytest.mark.parametrize("kind", KINDS)
def test_bulk_deletion_is_not_offered_and_not_done(client, moderator, kind):
    sheet = neighbour(kind)
    data = {"action": "delete_selected", "_selected_action": [sheet.pk], "post": "yes"}
    client.post(address(kind, "changelist"), data)
    sheet.refresh_from_db()
    assert "delete_selected" not in client.get(address(kind, "changelist")).content.decode()


def test_look_ups_find_the_territory_only(client, moderator):
    stranger("actor")
    neighbour("actor")
    names = found(client, "participation", "actor", "jardin")
    assert names == ["Jardin de Brest"]


def found(client, model, field, term):
    where = {"app_label": "initiatives", "model_name": model, "field_name": field, "term": term}
    response = client.get(reverse("admin:autocomplete"), where)
    return [result["text"] for result in response.json()["results"]]


@pytest.mark.parametrize(
    ("model", "field"), [("initiative", "submitted_by"), ("initiative", "photos"), ("revision", "user")]
)
def test_look_ups_of_persons_are_refused(client, moderator, model, field):
    makers.make_contributor("secret@exemple.fr")
    app = "moderation" if model == "revision" else "initiatives"
    where = {"app_label": app, "model_name": model, "field_name": field, "term": ""}
    assert client.get(reverse("admin:autocomplete"), where).status_code == 403


def test_a_stranger_cannot_be_chosen_by_its_number(client, moderator):
    initiative, actor = neighbour("initiative"), stranger("actor", Status.PUBLISHED)
    data = filled(client, address("initiative", "change", initiative.pk))
    data |= {
        "participations-TOTAL_FORMS": "1",
        "participations-0-actor": str(actor.pk),
        "participations-0-role": "porte",
        "participations-0-initiative": str(initiative.pk),
    }
    response = client.post(address("initiative", "change", initiative.pk), data)
    assert response.status_code == 200
    assert not initiative.participations.exists()


def test_a_network_named_elsewhere_does_not_block_an_actor(client, moderator):
    actor = neighbour("actor", Status.PUBLISHED)
    actor.networks.add(stranger("actor", Status.PUBLISHED))
    data = filled(client, address("actor", "change", actor.pk)) | {"summary": "Un résumé."}
    assert client.post(address("actor", "change", actor.pk), data).status_code == 302
    actor.refresh_from_db()
    assert actor.summary == "Un résumé."
    assert actor.networks.count() == 1


def test_filters_through_other_tables_are_refused(client, moderator):
    makers.make_initiative(contributor=makers.make_contributor("secret@exemple.fr"))
    looked = address("initiative", "changelist") + "?submitted_by__email__startswith=s"
    assert client.get(looked).status_code == 400


def test_photos_before_publication_are_for_the_territory_only(client, moderator):
    far, near = makers.make_photo(), makers.make_photo()
    there = makers.make_initiative(photos=[far], commune=makers.make_paris(), status=Status.PENDING)
    here = makers.make_initiative(photos=[near], status=Status.PENDING)
    response = client.get(address("initiative", "photo", here.pk, near.pk))
    assert response.headers["Content-Type"] == "image/webp"
    assert b"".join(response.streaming_content)[8:12] == b"WEBP"
    assert client.get(address("initiative", "photo", there.pk, far.pk)).status_code == 404
    assert client.get(address("initiative", "photo", here.pk, far.pk)).status_code == 404


def test_the_front_page_counts_the_territory_only(client, moderator):
    stranger("initiative")
    neighbour("initiative")
    response = client.get(reverse("admin:index"))
    assert response.context["waiting"] == 1
    assert "Jardin de Paris" not in response.content.decode()


def test_a_sheet_cannot_be_moved_out_of_the_territory(client, moderator):
    initiative, paris = neighbour("initiative"), makers.make_paris()
    data = filled(client, address("initiative", "change", initiative.pk))
    data |= {"locations-0-kind": "commune", "locations-0-commune": paris.pk}
    page = client.post(address("initiative", "change", initiative.pk), data).content.decode()
    assert "Aucun de ces lieux n’est dans les territoires que vous modérez" in page
    assert Location.objects.get().commune_id == "29019"


def test_a_sheet_may_stand_in_the_territory_and_out_of_it(client, moderator):
    initiative, paris = neighbour("initiative"), makers.make_paris()
    data = filled(client, address("initiative", "change", initiative.pk))
    data |= {"locations-TOTAL_FORMS": "2", "locations-1-kind": "commune", "locations-1-commune": paris.pk}
    assert client.post(address("initiative", "change", initiative.pk), data).status_code == 302
    assert Location.objects.count() == 2


def test_an_actor_cannot_be_moved_out_of_the_territory(client, moderator):
    actor, paris = neighbour("actor"), makers.make_paris()
    data = filled(client, address("actor", "change", actor.pk)) | {"commune": paris.pk}
    page = client.post(address("actor", "change", actor.pk), data).content.decode()
    assert "n’est pas dans les territoires que vous modérez" in page
    actor.refresh_from_db()
    assert actor.commune_id == "29019"


def test_an_actor_from_elsewhere_that_is_active_here_can_be_corrected(client, moderator):
    actor = stranger("actor", Status.PUBLISHED)
    makers.make_initiative(actors=[actor])
    data = filled(client, address("actor", "change", actor.pk)) | {"summary": "Un résumé."}
    assert client.post(address("actor", "change", actor.pk), data).status_code == 302


def test_whoever_moderates_everywhere_sees_all(client, moderator):
    Scope.objects.all().delete()
    sheet = stranger("initiative")
    assert client.get(address("initiative", "change", sheet.pk)).status_code == 200


def test_rights_without_a_group_open_nothing(client, moderator):
    """Somebody given the right itself, and no group, moderates nowhere."""
    rights = moderator.groups.get().permissions.all()
    moderator.user_permissions.set(rights)
    moderator.groups.clear()
    sheet = neighbour("initiative")
    assert client.get(address("initiative", "changelist")).status_code == 200
    assert client.get(address("initiative", "change", sheet.pk)).status_code == 404


def test_visitors_are_asked_who_they_are(client):
    sheet = neighbour("initiative")
    pages = [address("initiative", page, sheet.pk) for page in ("change", "history", "preview")]
    pages.append(address("initiative", "revert", sheet.pk, Revision.objects.latest("pk").pk))
    for page in [*pages, address("initiative", "changelist"), reverse("admin:index")]:
        assert client.get(page).headers["Location"].startswith("/admin/login/")


def test_every_kind_of_sheet_is_limited_to_territories():
    from moderation.admin import SheetAdmin

    pages = {model: page for model, page in admin.site._registry.items() if issubclass(model, Sheet)}
    assert set(pages) == {Initiative, Actor, Call, Event, Article}
    assert all(isinstance(page, SheetAdmin) for page in pages.values())


def test_the_redirection_by_type_and_number_is_gone(client, moderator):
    sheet = stranger("initiative")
    assert client.get(f"/admin/r/{sheet.content_type().pk}/{sheet.pk}/").status_code == 404
    for page in admin.site._registry.values():
        assert page.view_on_site is not True or not hasattr(page.model, "get_absolute_url")
