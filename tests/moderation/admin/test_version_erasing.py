"""Erasing what an earlier version of a sheet said, in the admin; case 43 of security.md for it."""

import pytest
from django.urls import reverse

from contributors.models import User
from moderation.models import Revision
from tests import makers
from tests.moderation.admin.test_reverting import renamed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def moderator(client):
    makers.make_commune()
    client.force_login(makers.make_moderator("finistere", ["departement-29"]))


def page_of(sheet, version):
    return reverse("admin:initiatives_initiative_erase_version", args=[sheet.pk, version.pk])


def history(client, sheet):
    return client.get(reverse("admin:initiatives_initiative_history", args=[sheet.pk])).content.decode()


def test_a_page_asks_once_more_then_the_content_goes(client):
    sheet, first = renamed()
    newest = Revision.objects.about(sheet).first()
    text = history(client, sheet)
    assert f'href="{page_of(sheet, first)}"' in text
    assert f'href="{page_of(sheet, newest)}"' not in text
    asked = client.get(page_of(sheet, first)).content.decode()
    assert "Jardin un" in asked
    assert not Revision.objects.get(pk=first.pk).is_erased
    done = client.post(page_of(sheet, first), follow=True).content.decode()
    assert "est effacé." in done
    assert "Jardin un" not in done
    assert "par finistere." in done
    assert "Première version" not in done
    assert "La version d’avant est effacée" in done
    assert Revision.objects.get(pk=first.pk).is_erased
    assert f'href="{page_of(sheet, first)}"' not in done
    assert "déjà effacé" in client.get(page_of(sheet, first)).content.decode()
    assert "déjà effacé" in client.post(page_of(sheet, first), follow=True).content.decode()


def test_the_newest_version_is_refused(client):
    sheet, _ = renamed()
    newest = Revision.objects.about(sheet).first()
    assert "version d’aujourd’hui" in client.post(page_of(sheet, newest), follow=True).content.decode()
    assert not Revision.objects.get(pk=newest.pk).is_erased


def test_43_a_version_of_another_territory_or_another_sheet_is_not_found(client):
    sheet, first = renamed()
    far = makers.make_initiative("Paris", commune=makers.make_paris(), position=None)
    theirs = Revision.objects.about(far).first()
    for address in (page_of(far, theirs), page_of(sheet, theirs), page_of(far, first)):
        assert client.get(address).status_code == 404
        assert client.post(address).status_code == 404
    assert client.get(page_of(sheet, first).replace(str(first.pk), str(10**30))).status_code == 404
    assert not Revision.objects.filter(data={}).exists()


def test_whoever_may_only_read_erases_nothing(client):
    sheet, first = renamed()
    rights = User.objects.get().groups.get().permissions
    rights.remove(*rights.filter(codename="change_initiative"))
    assert "Effacer son contenu" not in history(client, sheet)
    assert client.get(page_of(sheet, first)).status_code == 403
    assert client.post(page_of(sheet, first)).status_code == 403
    assert not Revision.objects.get(pk=first.pk).is_erased


def test_markup_is_escaped(client):
    sheet, first = renamed()
    Revision.objects.filter(pk=first.pk).update(data=first.data | {"title": "<img src=x>"})
    assert "<img src=x>" not in client.get(page_of(sheet, first)).content.decode()
