"""Going back to an earlier version in the admin."""

import pytest
from django.urls import reverse

from contributors.models import User
from initiatives.models import Initiative
from moderation import actions
from moderation.authors import Author
from moderation.models import Revision
from tests import makers

pytestmark = pytest.mark.django_db

SYSTEM = Author.system()


@pytest.fixture(autouse=True)
def moderator(client):
    makers.make_commune()
    client.force_login(makers.make_moderator("finistere", ["departement-29"]))


def renamed():
    """Return a sheet that was « Jardin un » and is « Jardin deux », and its first version."""
    sheet = makers.make_initiative("Jardin un")
    Initiative.objects.filter(pk=sheet.pk).update(title="Jardin deux")
    actions.amend(sheet=sheet, by=SYSTEM)
    return sheet, Revision.objects.about(sheet).last()


def page_of(sheet, version):
    return reverse("admin:initiatives_initiative_revert", args=[sheet.pk, version.pk])


def send(client, sheet, version, **data):
    seen = Revision.objects.about(sheet).first().pk
    return client.post(page_of(sheet, version), {"seen": seen} | data, follow=True)


def title(sheet):
    return Initiative.objects.get(pk=sheet.pk).title


def test_the_history_leads_to_each_version_but_the_last(client):
    sheet, first = renamed()
    page = client.get(reverse("admin:initiatives_initiative_history", args=[sheet.pk])).content.decode()
    assert page.count("Revenir à cette version…") == 1
    assert f'href="{page_of(sheet, first)}"' in page


def test_the_page_shows_what_would_change_and_changes_nothing(client):
    sheet, first = renamed()
    response = client.get(page_of(sheet, first))
    (change,) = response.context["changes"]
    assert (change.removed, change.added) == (["Jardin deux"], ["Jardin un"])
    assert "ne les remettez pas" in response.content.decode()
    assert title(sheet) == "Jardin deux"


def test_the_button_goes_back_and_the_history_tells(client):
    sheet, first = renamed()
    page = send(client, sheet, first).content.decode()
    assert title(sheet) == "Jardin un"
    assert "est revenue à la version du" in page
    assert f"Retour à la version du {first.moment} (reprise de données)." in page
    newest = Revision.objects.about(sheet).first()
    assert (newest.action, newest.role, newest.user) == ("revert", "moderator", User.objects.get())
    public = client.get(sheet.get_history_url()).content.decode()
    assert "Retour à une version antérieure" in public
    assert "finistere" not in public


def test_what_could_not_come_back_is_told(client):
    sheet, first = renamed()
    Revision.objects.filter(pk=first.pk).update(data=first.data | {"tags": ["disparue"]})
    page = send(client, sheet, first).content.decode()
    assert "N’a pas pu revenir\u00a0: l’étiquette «\u00a0disparue\u00a0»." in page


def test_a_change_since_the_page_was_shown_is_shown_first(client):
    sheet, first = renamed()
    response = send(client, sheet, first, seen="1")
    assert "La fiche vient de changer" in response.content.decode()
    assert title(sheet) == "Jardin deux"
    assert "La fiche vient de changer" in send(client, sheet, first, seen="x").content.decode()


def test_an_erased_version_and_one_that_says_the_same_have_nothing_to_give(client):
    sheet, first = renamed()
    newest = Revision.objects.about(sheet).first()
    assert (
        "la fiche dit déjà la même chose" in client.get(page_of(sheet, newest), follow=True).content.decode()
    )
    Revision.objects.filter(pk=first.pk).update(data={})
    for response in (client.get(page_of(sheet, first), follow=True), send(client, sheet, first)):
        page = response.content.decode()
        assert "a été effacé" in page
        assert "Revenir à cette version…" not in page
    assert title(sheet) == "Jardin deux"
    with pytest.raises(actions.TransitionRefused, match="n’existe plus"):
        actions.revert(sheet=sheet, revision=first, by=SYSTEM)


def test_a_version_of_another_sheet_is_not_found(client):
    sheet, _ = renamed()
    other = makers.make_initiative("Autre")
    foreign = Revision.objects.about(other).first()
    actor = Revision.objects.about(makers.make_actor()).first()
    for version in (foreign, actor):
        assert client.get(page_of(sheet, version)).status_code == 404
        assert send(client, sheet, version).status_code == 404
        with pytest.raises(actions.TransitionRefused, match="n’existe plus"):
            actions.revert(sheet=sheet, revision=version, by=SYSTEM)
    assert client.get(f"/admin/initiatives/initiative/{sheet.pk}/version/{10**30}/").status_code == 404
    assert client.get(f"/admin/initiatives/initiative/{10**30}/version/1/").status_code == 404


def test_a_version_that_is_not_valid_any_more_is_refused_with_the_reason(client):
    sheet, first = renamed()
    Revision.objects.filter(pk=first.pk).update(data=first.data | {"stage": "jadis"})
    page = send(client, sheet, first).content.decode()
    assert "Cette version ne peut pas revenir. avancement\u00a0: " in page
    assert title(sheet) == "Jardin deux"


def test_a_sheet_does_not_leave_the_territories_of_its_moderator(client):
    sheet, first = renamed()
    makers.make_paris()
    there = [{"kind": "commune", "commune": "75056", "address": ""}]
    Revision.objects.filter(pk=first.pk).update(data=first.data | {"locations": there})
    page = send(client, sheet, first).content.decode()
    assert "hors des territoires que vous modérez" in page
    assert sheet.locations.get().commune_id == "29019"


def test_whoever_may_only_read_does_not_go_back(client):
    sheet, first = renamed()
    rights = User.objects.get().groups.get().permissions
    rights.remove(*rights.filter(codename="change_initiative"))
    page = client.get(reverse("admin:initiatives_initiative_history", args=[sheet.pk])).content.decode()
    assert "Revenir à cette version" not in page
    assert client.get(page_of(sheet, first)).status_code == 403
    assert send(client, sheet, first).status_code == 403
    assert title(sheet) == "Jardin deux"


def test_markup_is_escaped(client):
    sheet, first = renamed()
    Revision.objects.filter(pk=first.pk).update(data=first.data | {"title": "<img src=x>"})
    assert "<img src=x>" not in client.get(page_of(sheet, first)).content.decode()


def test_a_long_history_offers_the_first_line_of_its_second_page(client, monkeypatch):
    from moderation.admin import reading

    monkeypatch.setattr(reading, "VERSIONS_PER_PAGE", 1)
    sheet, first = renamed()
    url = reverse("admin:initiatives_initiative_history", args=[sheet.pk])
    assert page_of(sheet, first) in client.get(f"{url}?p=2").content.decode()
