"""Sending a call, once."""

import pytest

from contributors.models import Consent, Draft
from initiatives.calling import writing
from initiatives.calling.form import CallForm
from initiatives.calling.writing import DraftGone, DraftIncomplete
from initiatives.models import Call
from moderation.actions import TransitionRefused
from moderation.authors import Author
from moderation.models import Status
from moderation.trusting import trust
from tests import calls, makers

pytestmark = pytest.mark.django_db


def draft(initiative, *, is_known=False, **changes):
    """Keep a complete form; return its secret."""
    data = CallForm.again(
        {name: [value] for name, value in calls.typed(**changes).items()}, is_known=is_known, checked=True
    ).call.data
    form, token = writing.receive(initiative=initiative, data=data, token="", is_known=is_known)
    assert form.is_valid(), form.error_lines()
    return token


def test_a_draft_becomes_one_call(django_assert_max_num_queries):
    initiative = makers.make_initiative()
    token = draft(initiative)
    first = writing.send(initiative=initiative, token=token, contributor=None)
    assert writing.send(initiative=initiative, token=token, contributor=None).sheet == first.sheet
    call = Call.objects.get()
    assert call.status == Status.UNCONFIRMED and call.submitted_by.email == calls.WRITER
    assert Draft.objects.get().data == {}
    assert Consent.objects.get().text_version == "2026-11, appel"


def test_a_draft_of_another_initiative_is_none():
    token = draft(makers.make_initiative())
    with pytest.raises(DraftGone):
        writing.send(initiative=makers.make_initiative("Autre"), token=token, contributor=None)


def test_a_draft_that_is_too_old_by_now(time_machine):
    time_machine.move_to("2027-03-03T23:00:00+01:00", tick=False)
    initiative = makers.make_initiative()
    token = draft(initiative, until="2027-03-04")
    time_machine.move_to("2027-03-04T01:00:00+01:00", tick=False)
    with pytest.raises(DraftIncomplete):
        writing.send(initiative=initiative, token=token, contributor=None)


def test_not_more_than_five_at_once():
    initiative = makers.make_initiative()
    tokens = [draft(initiative), draft(initiative, is_known=True)]
    person = makers.make_contributor()
    for number in range(4):
        makers.make_call(f"Appel {number}", initiative=initiative)
    waiting = makers.make_call("En attente", initiative=initiative, status=Status.PENDING)
    with pytest.raises(TransitionRefused):
        writing.send(initiative=initiative, token=tokens[0], contributor=None)
    trust(sheet=initiative, contributor=person, by=Author.system())
    writing.send(
        initiative=initiative, token=tokens[1], contributor=person
    )  # what strangers sent stops nobody
    assert waiting.why_not_public().startswith("«\u00a0Jardin partagé du Bouguen\u00a0» a déjà 5 appels")


def test_none_for_an_initiative_that_is_not_public_any_more():
    initiative = makers.make_initiative()
    token = draft(initiative)
    type(initiative).objects.filter(pk=initiative.pk).update(status=Status.WITHDRAWN)
    with pytest.raises(TransitionRefused):
        writing.send(initiative=initiative, token=token, contributor=None)


def test_two_calls_of_one_title_have_two_addresses():
    initiative = makers.make_initiative()
    for _ in range(2):
        writing.send(initiative=initiative, token=draft(initiative), contributor=None)
    assert sorted(Call.objects.values_list("slug", flat=True)) == [
        "deux-personnes-pour-arroser-en-aout",
        "deux-personnes-pour-arroser-en-aout-2",
    ]
