import pytest
from django.db import transaction

from contributors.models import Contributor
from moderation.speakers import has_speaker, speaker_of
from tests import makers

pytestmark = pytest.mark.django_db


def test_who_sent_a_sheet_answers_for_it():
    sender = makers.make_contributor()
    sheet = makers.make_initiative(contributor=sender, email="contact@exemple.fr")
    assert has_speaker(sheet)
    assert speaker_of(sheet) == sender


def test_an_address_that_was_never_confirmed_does_not():
    stranger = Contributor.objects.create(email="inconnue@exemple.fr")
    assert not has_speaker(makers.make_actor(submitted_by=stranger))
    assert speaker_of(makers.make_actor("Autre", submitted_by=stranger)) is None


def test_who_reads_the_public_address_answers_else():
    actor = makers.make_actor(email="Contact@exemple.fr")
    assert has_speaker(actor)
    assert not Contributor.objects.exists()
    with transaction.atomic():
        speaker = speaker_of(actor)
        assert speaker == speaker_of(actor)
    assert (speaker.email, speaker.confirmed_at) == ("Contact@exemple.fr", None)


def test_nobody_answers_for_a_sheet_without_a_contact():
    assert not has_speaker(makers.make_actor())
    assert speaker_of(makers.make_actor("Autre")) is None
