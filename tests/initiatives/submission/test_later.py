"""The link of an unfinished form, sent by mail."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from contributors import jobs
from contributors.models import Contributor, Draft
from initiatives.submission.actions import submit
from initiatives.submission.draft import KIND, find
from initiatives.submission.later import send_link
from moderation import exporting
from outbox.models import Message
from photos.models import Photo
from tests import makers
from tests.initiatives.submission.test_draft import received

pytestmark = pytest.mark.django_db

EMAIL = "camille@exemple.fr"
START = "2026-11-20T10:00:00Z"


def start(**typed):
    return Draft.objects.start(kind=KIND, data={name: [text] for name, text in typed.items()}, photo=None)[1]


def test_the_mail_has_the_link_and_nothing_that_was_typed(settings):
    token = start(title="Achetez ma poudre", contributor_name="Arnaque")
    assert send_link(token=token, email=EMAIL)
    mail = Message.objects.get()
    assert mail.to == EMAIL
    assert f"{settings.SITE_URL}/initiatives/proposer/?brouillon={token}\n" in mail.body
    assert "poudre" not in mail.subject + mail.body
    assert "Arnaque" not in mail.body
    assert token not in str(Draft.objects.values())
    assert not Contributor.objects.exists()


def test_a_draft_by_mail_is_kept_fourteen_days_then_purged_with_its_photo(django_capture_on_commit_callbacks):
    with time_machine.travel(START, tick=False) as clock:
        photo = makers.make_photo()
        _, token = Draft.objects.start(kind=KIND, data={"title": ["Jardin"]}, photo=photo)
        other = start(title="Autre")
        clock.shift(timedelta(hours=20))
        send_link(token=token, email=EMAIL)
        clock.shift(timedelta(days=13, hours=23, minutes=59))
        assert jobs.purge()["drafts"] == 1
        assert (find(token) is not None, find(other)) == (True, None)
        clock.shift(timedelta(minutes=2))
        assert find(token) is None
        assert not send_link(token=token, email=EMAIL)
        with django_capture_on_commit_callbacks(execute=True):
            assert jobs.purge()["drafts"] == 1
    assert not Draft.objects.exists()
    assert not Photo.objects.exists()
    assert not photo.path(photo.width).exists()


def test_once_it_is_sent_the_address_is_forgotten_and_a_day_is_enough():
    token = received().token
    send_link(token=token, email=EMAIL)
    submit(token=token, kind=KIND)
    draft = Draft.objects.get()
    assert draft.email == ""
    assert draft.expires_at <= timezone.now() + timedelta(hours=24)
    assert not send_link(token=token, email=EMAIL)


def test_nothing_is_sent_for_an_unknown_draft():
    assert not send_link(token="inconnu", email=EMAIL)
    assert not Message.objects.exists()


def test_a_person_gets_a_copy_of_what_was_kept_for_them():
    person = makers.make_contributor(EMAIL)
    send_link(token=start(title="Jardin"), email="Camille@exemple.fr")
    start(title="Autre", contributor_email=EMAIL)  # nobody asked for a link
    (told,) = exporting.export_of(person)["brouillons"]
    assert told["contenu"] == {"title": ["Jardin"]}
