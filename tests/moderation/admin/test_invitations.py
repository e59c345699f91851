"""Coordinators invite into the groups of their territory, and see no other invitation."""

from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group

from contributors import invitations
from contributors.models import Invitation, SensitiveAct
from moderation.admin.invitations import InvitationForm
from moderation.models import Scope
from outbox.models import Message
from tests import makers

pytestmark = pytest.mark.django_db

LIST, ADD = "/admin/contributors/invitation/", "/admin/contributors/invitation/add/"


def group(name, *territories, like="Modération"):
    import_module("moderation.migrations.0002_moderators").make_group(apps, None)
    import_module("moderation.migrations.0014_coordination").make_group(apps, None)
    made = Group.objects.create(name=name)
    made.permissions.set(Group.objects.get(name=like).permissions.all())
    for territory in territories:
        Scope.objects.create(group=made, territory=territory)
    return made


@pytest.fixture
def groups():
    makers.make_commune()
    makers.make_paris()
    return {
        "brest": group("Brest", "intercommunalite-242900314"),
        "finistere": group("Finistère", "departement-29"),
        "paris": group("Paris", "departement-75"),
        "both": group("Les deux", "departement-29", "departement-75"),
        "nowhere": group("Partout"),
    }


@pytest.fixture
def coordinator(client, groups):
    """Return a coordinator of the Finistère, logged in."""
    user = makers.make_moderator("coordination")
    user.groups.set([group("Coordination du Finistère", "departement-29", like="Coordination nationale")])
    client.force_login(user)
    return user


def send(client, *to, **data):
    known = {"name": "Camille", "email": "camille@exemple.fr", "groups": [row.pk for row in to]}
    return client.post(ADD, known | data)


def test_a_coordinator_invites_into_the_groups_of_the_territory(client, coordinator, groups):
    assert send(client, groups["brest"], groups["finistere"]).status_code == 302
    invitation = Invitation.objects.get()
    assert (invitation.invited_by, invitation.state) == (coordinator, "en attente")
    assert set(invitation.groups.all()) == {groups["brest"], groups["finistere"]}
    assert Message.objects.get().to == "camille@exemple.fr"
    assert SensitiveAct.objects.get(kind="invitation").detail == "envoyée, groupes Brest, Finistère"


def test_the_choice_is_limited_to_them(client, coordinator, groups):
    offered = {choice.name for choice in client.get(ADD).context["adminform"].form.fields["groups"].queryset}
    assert offered == {"Brest", "Finistère", "Coordination du Finistère"}


@pytest.mark.parametrize("where", ["paris", "both", "nowhere"])
def test_other_groups_are_refused(client, coordinator, groups, where):
    assert send(client, groups["finistere"], groups[where]).status_code == 200
    assert not Invitation.objects.exists() and not Message.objects.exists()


def test_a_group_with_more_rights_is_refused(client, coordinator, groups):
    stronger = makers.make_moderator("fort", ["departement-29"]).groups.get()
    assert send(client, stronger).status_code == 200
    assert not Invitation.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"groups": []},
        {"groups": ["999999"]},
        {"groups": ["x"]},
        {"email": "a@b.fr,c@d.fr"},
        {"email": ""},
        {"name": ""},
        {"name": "x" * 121},
        {"email": "Coordination@exemple.fr"},
    ],
)
def test_mistakes_send_nothing(client, coordinator, groups, wrong):
    assert send(client, groups["finistere"], **wrong).status_code == 200
    assert not Invitation.objects.exists() and not Message.objects.exists()


def test_the_same_person_is_not_invited_twice(client, coordinator, groups):
    send(client, groups["finistere"])
    page = send(client, groups["brest"], email="CAMILLE@exemple.fr").content.decode()
    assert "a déjà une invitation" in page
    assert Invitation.objects.count() == 1


def test_a_second_click_at_the_same_moment_sends_nothing_more(client, coordinator, groups, monkeypatch):
    send(client, groups["finistere"])
    monkeypatch.setattr(InvitationForm, "clean_email", lambda form: form.cleaned_data["email"])
    response = send(client, groups["brest"])
    assert response.headers["Location"] == LIST
    assert "a déjà une invitation" in client.get(LIST).content.decode()
    assert Invitation.objects.count() == Message.objects.count() == 1


def foreign(groups, *where):
    by = makers.make_administrator()
    invitation = Invitation(name="Dominique", email="dominique@exemple.fr")
    return invitations.invite(invitation=invitation, groups=[groups[name] for name in where], by=by)


@pytest.mark.parametrize("where", [["paris"], ["finistere", "paris"], ["nowhere"]])
def test_invitations_of_elsewhere_are_out_of_sight_and_reach(client, coordinator, groups, where):
    invitation = foreign(groups, *where)
    assert "dominique@exemple.fr" not in client.get(LIST).content.decode()
    assert client.get(f"{LIST}{invitation.pk}/change/", follow=True).redirect_chain[-1][0] == "/admin/"
    for action in ("send_again", "cancel"):
        client.post(LIST, {"action": action, "_selected_action": [invitation.pk]})
    assert Invitation.objects.get().token_hash == invitation.token_hash
    assert Message.objects.count() == 1


def test_one_is_sent_again_and_another_cancelled(client, coordinator, groups):
    invitation = foreign(groups, "finistere")
    assert "dominique@exemple.fr" in client.get(LIST).content.decode()
    again = {"action": "send_again", "_selected_action": [invitation.pk]}
    assert "1 invitation envoyée de nouveau." in client.post(LIST, again, follow=True).content.decode()
    assert Invitation.objects.get().token_hash != invitation.token_hash
    cancel = again | {"action": "cancel"}
    assert "1 invitation annulée." in client.post(LIST, cancel, follow=True).content.decode()
    assert not Invitation.objects.exists()


def test_an_invitation_is_neither_rewritten_nor_deleted(client, coordinator, groups):
    invitation = foreign(groups, "finistere")
    page = f"{LIST}{invitation.pk}/"
    assert client.get(f"{page}change/").status_code == 200
    assert client.post(f"{page}change/", {"email": "x@exemple.fr"}).status_code == 403
    assert client.post(f"{page}delete/", {"post": "yes"}).status_code == 403
    assert Invitation.objects.get().email == "dominique@exemple.fr"


def test_moderators_invite_nobody(client, groups):
    user = makers.make_moderator("simple")
    user.groups.set([groups["finistere"]])
    client.force_login(user)
    assert client.get(LIST).status_code == client.get(ADD).status_code == 403
    assert send(client, groups["finistere"]).status_code == 403


def test_superusers_invite_into_any_group(client, groups):
    client.force_login(makers.make_administrator())
    assert send(client, groups["nowhere"], groups["paris"]).status_code == 302


def test_the_list_costs_a_bounded_number_of_queries(
    client, coordinator, groups, django_assert_max_num_queries
):
    for number in range(20):
        row = Invitation(name="x", email=f"x{number}@exemple.fr")
        invitations.invite(invitation=row, groups=[groups["finistere"], groups["brest"]], by=coordinator)
    with django_assert_max_num_queries(20):
        client.get(LIST)
