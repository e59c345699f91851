"""Inviting to the team, and what the log keeps of it."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError

from contributors import invitations, jobs
from contributors.models import Invitation, SensitiveAct, User
from contributors.models.signed_link import hash_token
from outbox.models import Message
from tests import makers

pytestmark = pytest.mark.django_db

LINK = re.compile(r"/admin/invitation/([\w-]{43})/")


@pytest.fixture
def by():
    return makers.make_administrator("coordination")


def invite(by, email="camille@exemple.fr"):
    group, _ = Group.objects.get_or_create(name="Modération du Finistère")
    invitation = Invitation(name="Camille", email=email)
    return invitations.invite(invitation=invitation, groups=[group], by=by)


def token():
    return LINK.search(Message.objects.latest("pk").body)[1]


def account():
    return User(username="camille", first_name="Camille")


def test_the_link_leaves_with_the_invitation_and_is_kept_hashed(by):
    invitation = invite(by)
    message = Message.objects.get()
    assert message.to == "camille@exemple.fr"
    assert "coordination vous invite" in message.body
    assert invitation.token_hash == hash_token(token())
    assert Invitation.objects.opened_by(token()) == invitation


@pytest.mark.parametrize("odd", ["", "x", "\x00\ud800", "é" * 43])
def test_another_token_opens_nothing(by, odd):
    invite(by)
    assert Invitation.objects.opened_by(odd) is None


def test_it_opens_for_seven_days(by, time_machine):
    time_machine.move_to("2026-03-14T12:00:00Z", tick=False)
    invitation = invite(by)
    time_machine.shift(timedelta(days=7) - timedelta(seconds=1))
    assert Invitation.objects.opened_by(token())
    time_machine.shift(1)
    assert Invitation.objects.opened_by(token()) is None
    assert invitations.accept(invitation=invitation, account=account()) is None
    assert not User.objects.filter(username="camille").exists()


def test_accepting_makes_one_account_with_its_groups(by):
    invitation = invite(by)
    made = invitations.accept(invitation=invitation, account=account())
    assert (made.email, made.is_staff, made.is_superuser) == ("camille@exemple.fr", True, False)
    assert [group.name for group in made.groups.all()] == ["Modération du Finistère"]
    assert Invitation.objects.opened_by(token()) is None
    assert invitations.accept(invitation=invitation, account=User(username="deux")) is None
    assert not invitations.send_again(invitation=invitation, by=by)
    assert not invitations.cancel(invitation=invitation, by=by)


def test_sending_again_replaces_the_link(by, time_machine):
    time_machine.move_to("2026-03-14T12:00:00Z", tick=False)
    first = invite(by)
    former = token()
    time_machine.shift(timedelta(days=8))
    assert invitations.send_again(invitation=first, by=by)
    assert Invitation.objects.opened_by(former) is None
    assert Invitation.objects.opened_by(token()).pk == first.pk
    assert invitations.accept(invitation=first, account=account()) is None, "the page of the former link"


def test_a_cancelled_invitation_opens_nothing(by):
    invitation = invite(by)
    assert invitations.cancel(invitation=invitation, by=by)
    assert Invitation.objects.opened_by(token()) is None
    assert not invitations.cancel(invitation=Invitation(pk=1), by=by)


def test_what_somebody_put_out_of_the_team_sent_opens_nothing(by):
    invitation = invite(by)
    User.objects.filter(pk=by.pk).update(is_active=False)
    assert Invitation.objects.opened_by(token()) is None
    assert invitations.accept(invitation=invitation, account=account()) is None
    by.delete()
    assert Invitation.objects.opened_by(token()), "an account that is deleted left in peace"


def test_one_invitation_waits_for_one_address(by):
    invitation = invite(by)
    with pytest.raises(IntegrityError):
        invite(by, "CAMILLE@exemple.fr")
    assert str(invitation) == "Camille"


def test_each_step_is_told_without_the_address(by):
    invitation = invite(by)
    invitations.send_again(invitation=invitation, by=by)
    invitation.refresh_from_db()
    made = invitations.accept(invitation=invitation, account=account())
    told = list(SensitiveAct.objects.filter(kind="invitation").order_by("pk").values_list("by", "detail"))
    assert told == [
        (by.pk, "envoyée, groupes Modération du Finistère"),
        (by.pk, "envoyée de nouveau"),
        (made.pk, "acceptée"),
    ]
    assert not SensitiveAct.objects.filter(about__contains="@").exists()


def test_what_is_over_is_purged_after_a_month(by, time_machine):
    time_machine.move_to("2026-03-14T12:00:00Z", tick=False)
    invitations.accept(invitation=invite(by), account=account())
    invite(by, "dominique@exemple.fr")
    time_machine.shift(timedelta(days=37))
    assert jobs.purge()["invitations"] == 0
    time_machine.shift(1)
    assert jobs.purge()["invitations"] == 2
    assert User.objects.filter(username="camille").exists()
