import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from initiatives.models import Synonyms
from tests import makers
from tests.admin_forms import filled

pytestmark = pytest.mark.django_db
ADD = "/admin/initiatives/synonyms/add/"
LIST = "/admin/initiatives/synonyms/"


def test_an_administrator_adds_changes_and_finds_groups(client):
    client.force_login(makers.make_administrator())
    assert client.post(ADD, {"expressions": "AMAP\r\npanier paysan"}).status_code == 302
    group = Synonyms.objects.get()
    assert group.lines == ["AMAP", "panier paysan"]
    assert "AMAP, panier paysan" in client.get(LIST + "?q=panier").content.decode()
    assert "AMAP, panier paysan" not in client.get(LIST + "?q=verger").content.decode()
    url = reverse("admin:initiatives_synonyms_change", args=[group.pk])
    assert client.post(url, filled(client, url) | {"expressions": "AMAP\nun panier\n\n"}).status_code == 302
    group.refresh_from_db()
    assert group.keys == ["amap", "un panier"]


@pytest.mark.parametrize("expressions", ["", "AMAP", "AMAP\namap", "x" * 1001])
def test_a_group_that_would_do_nothing_is_refused(client, expressions):
    client.force_login(makers.make_administrator())
    response = client.post(ADD, {"expressions": expressions})
    assert response.status_code == 200
    assert response.context["adminform"].form.errors["expressions"]


def test_moderators_do_not_change_them(client):
    user = makers.make_moderator()
    user.groups.set([Group.objects.get(name="Modération")])
    client.force_login(user)
    assert client.get(LIST).status_code == client.get(ADD).status_code == 403


def test_one_expression_finds_the_other(client):
    Synonyms.objects.create(expressions="AMAP\npanier paysan\npaniers paysans")
    makers.make_initiative("AMAP de Lambézellec", summary="Des légumes.", description="")
    makers.make_initiative("Le panier paysan de Recouvrance", summary="Des légumes.", description="")
    for words in ("panier paysan", "amap", "paniers paysans"):
        body = client.get("/initiatives/", {"q": words}).content.decode()
        assert "AMAP de Lambézellec" in body, words
        assert "Le panier paysan de Recouvrance" in body, words
