"""Groups of moderators, their rights, and pages of long lists."""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission

from contributors.models import SensitiveAct
from moderation.admin import CappedPaginator, pages
from moderation.models import Scope, ThemeScope
from tests import makers
from tests.admin_forms import filled

GROUPS = "/admin/auth/group/"


@pytest.mark.django_db
def test_the_group_of_moderators_has_rights_and_deletes_nothing():
    migration = import_module("moderation.migrations.0002_moderators")
    migration.make_group(apps, None)  # made again, if another test has emptied the table: it changes nothing
    group = Group.objects.get(name="Modération")
    rights = {f"{r.content_type.app_label}.{r.codename}" for r in group.permissions.all()}
    assert {"initiatives.change_initiative", "initiatives.add_actor", "initiatives.change_tag"} <= rights
    rights -= {
        "articles.delete_partnerfeed"
    }  # a partner who asks to leave goes at once, with what it published
    assert not [right for right in rights if "delete" in right or "contributor" in right or "user" in right]
    assert not [right for right in rights if right.startswith("places.") and "view" not in right]


@pytest.mark.django_db
def test_superusers_give_territories_to_a_group(client):
    client.force_login(makers.make_administrator())
    makers.make_department()
    group = Group.objects.create(name="Finistère")
    url = f"{GROUPS}{group.pk}/change/"
    data = filled(client, url)
    refused = client.post(url, data | {"scopes-0-territory": "departement-999"})
    assert "Ce territoire n’existe pas" in refused.content.decode()
    assert client.post(url, data | {"scopes-0-territory": "departement-29"}).status_code == 302
    assert Scope.objects.get().territory == "departement-29"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        GROUPS,
        f"{GROUPS}add/",
        "/admin/contributors/user/",
        "/admin/contributors/contributor/",
        "/admin/outbox/message/",
    ],
)
def test_moderators_see_neither_accounts_nor_addresses_nor_mails(client, address):
    """Even with the rights of Django on them: these pages are for superusers."""
    client.force_login(makers.make_moderator())
    assert client.get(address).status_code == 403
    client.force_login(makers.make_administrator())
    assert client.get(address).status_code == 200


@pytest.mark.parametrize(("rows", "count", "is_cut"), [(0, 0, False), (3, 3, False), (4, 3, True)])
def test_a_long_list_is_counted_no_further_than_it_is_shown(monkeypatch, rows, count, is_cut):
    monkeypatch.setattr(pages, "CEILING", 3)
    paginator = CappedPaginator(list(range(rows)), 2)
    assert (paginator.count, paginator.is_cut) == (count, is_cut)


@pytest.mark.django_db
def test_a_query_is_counted_no_further_either(monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(pages, "CEILING", 3)
    for number in range(5):
        Group.objects.create(name=f"groupe {number}")
    with django_assert_num_queries(1) as captured:
        paginator = CappedPaginator(Group.objects.order_by("name"), 2)
        assert (paginator.count, paginator.is_cut, paginator.num_pages) == (3, True, 2)
    assert "LIMIT 4" in captured[0]["sql"]


@pytest.mark.django_db
def test_superusers_give_themes_to_a_group(client):
    client.force_login(makers.make_administrator())
    makers.make_theme("sante", "Santé")
    group = Group.objects.create(name="Santé")
    url = f"{GROUPS}{group.pk}/change/"
    data = filled(client, url)
    assert client.post(url, data | {"theme_scopes-0-theme": "inconnu"}).status_code == 200
    assert client.post(url, data | {"theme_scopes-0-theme": "sante"}).status_code == 302
    assert ThemeScope.objects.get().theme == "sante"
    ThemeScope.objects.update(theme="disparu")
    assert "disparu (n’existe plus)" in client.get(url).content.decode()


@pytest.mark.django_db
def test_changes_of_groups_are_told(client):
    client.force_login(makers.make_administrator())
    makers.make_department()
    group = Group.objects.create(name="Finistère")
    url = f"{GROUPS}{group.pk}/change/"
    data = filled(client, url)
    client.post(url, data)
    right = Permission.objects.get(codename="change_initiative")
    client.post(url, data | {"permissions": [right.pk]})
    client.post(url, filled(client, url) | {"scopes-0-territory": "departement-29"})
    client.post(GROUPS, {"action": "delete_selected", "_selected_action": [group.pk], "post": "yes"})
    told = list(SensitiveAct.objects.filter(kind="group").order_by("pk").values_list("about", "detail"))
    assert [about for about, _ in told] == ["groupe Finistère"] * 3
    rights, territories, removed = (detail for _, detail in told)
    assert "initiative" in rights
    assert territories == "territoires\u00a0: departement-29"
    assert removed == "supprimé"


@pytest.mark.django_db
def test_changes_of_themes_are_told(client):
    """To take a theme away from a group widens what it may do."""
    client.force_login(makers.make_administrator())
    makers.make_theme("sante", "Santé")
    makers.make_department()
    group = Group.objects.create(name="Santé")
    url = f"{GROUPS}{group.pk}/change/"
    client.post(url, filled(client, url) | {"theme_scopes-0-theme": "sante"})
    client.post(url, filled(client, url) | {"theme_scopes-0-DELETE": "on"})
    both = {"theme_scopes-0-theme": "sante", "scopes-0-territory": "departement-29"}
    client.post(url, filled(client, url) | both)
    told = list(SensitiveAct.objects.filter(kind="group").order_by("pk").values_list("detail", flat=True))
    assert told == [
        "thèmes\u00a0: sante",
        "thèmes\u00a0: tous",
        "territoires\u00a0: departement-29\u202f; thèmes\u00a0: sante",
    ]


@pytest.mark.django_db
def test_coordinators_have_the_rights_of_moderators_and_invite():
    import_module("moderation.migrations.0002_moderators").make_group(apps, None)
    import_module("moderation.migrations.0014_coordination").make_group(apps, None)
    rights = {
        name: set(Group.objects.get(name=name).permissions.values_list("codename", flat=True))
        for name in ("Modération", "Coordination nationale")
    }
    assert {"view_invitation", "add_invitation"} <= rights["Coordination nationale"] - rights["Modération"]
    assert rights["Modération"] <= rights["Coordination nationale"]
