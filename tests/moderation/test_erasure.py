from datetime import timedelta
from threading import Event, Thread

import pytest
import time_machine
from django.db import connection, transaction
from django.utils import timezone

from contributors.models import Consent, Draft, SignedLink
from initiatives.models import Actor, Initiative, Location
from moderation import actions, erasure
from moderation.authors import Author
from moderation.models import FormerSlug, Revision, Status
from photos.models import Photo
from tests import makers

pytestmark = pytest.mark.django_db


def purge_after(delay):
    with time_machine.travel(timezone.now() + delay, tick=False):
        return erasure.purge()


def unconfirmed():
    contributor = makers.make_contributor()
    actor = makers.make_actor(status=Status.UNCONFIRMED, submitted_by=contributor)
    sheet = makers.make_initiative(
        status=Status.UNCONFIRMED, contributor=contributor, actors=[actor], photos=[makers.make_photo()]
    )
    actions.submit(sheet=sheet, contributor=contributor)
    return sheet


def test_every_kind_of_sheet_is_known():
    assert set(erasure.sheet_models()) >= {Initiative, Actor}


def test_what_nobody_confirms_goes_after_seven_days_with_all_that_is_kept_about_it(
    django_capture_on_commit_callbacks,
):
    sheet = unconfirmed()
    Consent.objects.create(
        contributor=sheet.submitted_by, purpose="publication", text_version="x", sheet=sheet
    )
    draft, _ = Draft.objects.start(kind="initiative", data={}, photo=None)
    draft.sheet = sheet
    draft.save()
    FormerSlug.objects.remember(sheet, "ancien")
    photo = Photo.objects.get()
    assert purge_after(timedelta(days=6, hours=23))["unconfirmed sheets"] == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert purge_after(timedelta(days=7, seconds=1))["unconfirmed sheets"] == 2
    left = [
        model.__name__
        for model in (Initiative, Actor, Location, Revision, SignedLink, Consent, Draft, FormerSlug, Photo)
        if model.objects.exists()
    ]
    assert left == []
    assert not any(photo.path(width).exists() for width in photo.widths)


def test_what_was_refused_goes_after_six_months():
    sheet = makers.make_initiative(status=Status.REFUSED)
    assert purge_after(timedelta(days=182))["refused sheets"] == 0
    assert purge_after(timedelta(days=184))["refused sheets"] == 1
    assert not Initiative.objects.filter(pk=sheet.pk).exists()


def test_a_refused_sheet_sent_again_waits_its_turn():
    sheet = makers.make_initiative(status=Status.REFUSED)
    actions.enqueue(sheet=sheet, by=Author.system())
    assert purge_after(timedelta(days=400)) == {"unconfirmed sheets": 0, "refused sheets": 0, "reports": 0}


@pytest.mark.parametrize("status", [Status.PENDING, Status.PUBLISHED, Status.ARCHIVED, Status.WITHDRAWN])
def test_everything_else_stays(status):
    makers.make_initiative(status=status)
    assert sum(purge_after(timedelta(days=4000)).values()) == 0


def test_other_sheets_keep_their_history():
    kept = makers.make_initiative("Wiki des communs")
    sheet = unconfirmed()
    erasure.erase(sheet=sheet)
    assert Revision.objects.filter(object_id=kept.pk, content_type=kept.content_type()).count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_sheet_that_is_being_confirmed_just_now_is_left():
    sheet = unconfirmed()
    held, done = Event(), Event()

    def confirm():
        with transaction.atomic():
            Initiative.objects.select_for_update().get(pk=sheet.pk)
            held.set()
            assert done.wait(10)
            actions.confirm(sheet=sheet, contributor=sheet.submitted_by)
        connection.close()

    thread = Thread(target=confirm)
    thread.start()
    assert held.wait(10)
    purged = purge_after(timedelta(days=8))
    done.set()
    thread.join()
    # Its actor is not locked, and nobody has confirmed it.
    assert purged["unconfirmed sheets"] == 1
    assert Initiative.objects.get().status == Status.PENDING
