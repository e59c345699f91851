from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from contributors.models import Consent, Contributor, Draft, SignedLink
from contributors.models.signed_link import hash_token
from tests import makers

pytestmark = pytest.mark.django_db

CONFIRM = SignedLink.Purpose.CONFIRM
WEEK = timedelta(days=7)


def test_one_address_is_one_person_whatever_its_case():
    camille = makers.make_contributor("camille@exemple.fr")
    assert Contributor.objects.with_address("Camille@Exemple.FR") == camille
    assert Contributor.objects.with_address("dominique@exemple.fr") is None
    with pytest.raises(IntegrityError):
        makers.make_contributor("CAMILLE@exemple.fr")


def test_a_link_opens_one_purpose_on_one_sheet_until_it_expires(time_machine):
    time_machine.move_to("2026-03-14T12:00:00Z", tick=False)
    sheet, contributor = makers.make_initiative(), makers.make_contributor()
    token = SignedLink.objects.issue(purpose=CONFIRM, contributor=contributor, sheet=sheet, valid=WEEK)
    link = SignedLink.objects.valid(purpose=CONFIRM, token=token)
    assert (link.sheet, link.contributor) == (sheet, contributor)
    assert SignedLink.objects.valid(purpose="erase", token=token) is None
    assert SignedLink.objects.valid(purpose=CONFIRM, token=token + "x") is None
    assert SignedLink.objects.valid(purpose=CONFIRM, token="\x00\ud800") is None
    time_machine.shift(WEEK)
    assert SignedLink.objects.valid(purpose=CONFIRM, token=token) is None


def test_a_new_link_replaces_the_one_before_it():
    sheet, contributor = makers.make_initiative(), makers.make_contributor()
    first, second = (
        SignedLink.objects.issue(purpose=CONFIRM, contributor=contributor, sheet=sheet, valid=WEEK)
        for _ in range(2)
    )
    assert SignedLink.objects.valid(purpose=CONFIRM, token=first) is None
    assert SignedLink.objects.valid(purpose=CONFIRM, token=second) is not None


def test_tokens_are_long_and_only_their_hash_is_kept():
    token = SignedLink.objects.issue(
        purpose=CONFIRM, contributor=makers.make_contributor(), sheet=makers.make_initiative(), valid=WEEK
    )
    assert len(token) >= 43  # 256 bits in base 64
    kept = SignedLink.objects.get()
    assert kept.token_hash == hash_token(token) != token


def test_a_draft_opens_by_its_token_for_a_day(time_machine):
    time_machine.move_to("2026-03-14T12:00:00Z", tick=False)
    draft, token = Draft.objects.start(kind="initiative", data={"title": ["Jardin"]}, photo=None)
    assert Draft.objects.alive(kind="initiative", token=token).get() == draft
    assert not Draft.objects.alive(kind="event", token=token).exists()
    assert not Draft.objects.alive(kind="initiative", token=draft.token_hash).exists()
    assert not Draft.objects.expired().exists()
    time_machine.shift(timedelta(hours=24))
    assert not Draft.objects.alive(kind="initiative", token=token).exists()
    assert Draft.objects.expired().get() == draft


def test_names_shown_in_the_admin():
    contributor = makers.make_contributor("camille@exemple.fr", "Camille Le Goff")
    assert str(contributor) == "Camille Le Goff"
    contributor.name = ""
    assert str(contributor) == "camille@exemple.fr"
    consent = Consent.objects.create(
        contributor=contributor,
        purpose=Consent.Purpose.PUBLICATION,
        text_version="2026-01",
        sheet=makers.make_initiative(),
    )
    assert str(timezone.localtime(consent.given_at).year) in str(consent)


def test_an_address_is_confirmed_once():
    contributor = Contributor.objects.create(email="a@exemple.fr")
    contributor.confirm()
    first = Contributor.objects.get().confirmed_at
    assert first is not None
    contributor.confirm()
    assert Contributor.objects.get().confirmed_at == first
