from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from contributors.models import Draft
from initiatives.submission.actions import submit
from initiatives.submission.draft import KIND, find, form_of, receive
from photos.models import Photo
from tests import makers
from tests.proposals import proposal

pytestmark = pytest.mark.django_db


def received(token="", photo=None, checked=True, **changes):
    data = QueryDict(mutable=True)
    for name, value in proposal(**changes).items():
        data[name] = str(value)
    files = MultiValueDict({"photo": [SimpleUploadedFile("x.jpg", photo)]} if photo else {})
    return receive(data=data, files=files, token=token, checked=checked)


def test_a_complete_form_is_kept_under_a_secret():
    answer = received()
    assert answer.is_complete
    draft = find(answer.token)
    assert form_of(draft, checked=True).is_valid()
    assert answer.token not in str(Draft.objects.values())


def test_a_form_with_a_fault_and_no_photo_is_not_kept():
    answer = received(title="")
    assert (answer.is_complete, answer.token) == (False, "")
    assert not Draft.objects.exists()


def test_a_form_with_a_fault_keeps_its_photo():
    answer = received(title="", photo=makers.picture())
    assert not answer.is_complete
    draft = find(answer.token)
    assert draft.photo == answer.form.photo.kept
    mended = received(token=answer.token, alt="Un jardin", credit="Camille")
    assert mended.is_complete and mended.token == answer.token
    assert Draft.objects.count() == Photo.objects.count() == 1


def test_the_same_draft_is_changed_not_another_made():
    first = received()
    second = received(token=first.token, title="Autre titre")
    assert second.token == first.token
    assert Draft.objects.get().data["title"] == ["Autre titre"]


def test_a_new_photo_takes_the_place_of_the_one_before(django_capture_on_commit_callbacks):
    first = received(photo=makers.picture(), alt="a", credit="b")
    former = Photo.objects.get().path(320)
    with django_capture_on_commit_callbacks(execute=True):
        received(token=first.token, photo=makers.picture((500, 500)), alt="a", credit="b")
    assert Photo.objects.get().width == 500
    assert not former.exists()


def test_a_photo_is_removed_on_request(django_capture_on_commit_callbacks):
    first = received(photo=makers.picture(), alt="a", credit="b")
    with django_capture_on_commit_callbacks(execute=True):
        answer = received(token=first.token, remove_photo="on")
    assert answer.is_complete and answer.form.photo.kept is None
    assert not Photo.objects.exists()
    assert find(first.token).photo is None


def test_a_form_that_is_not_checked_yet_keeps_its_photo_too():
    answer = received(title="", photo=makers.picture(), checked=False)
    assert not answer.is_complete and not answer.form.initiative.errors
    assert find(answer.token).photo is not None


def test_a_draft_that_was_sent_is_left_as_it_is():
    first = received()
    submit(token=first.token, kind=KIND)
    assert received(token=first.token).is_sent
    other = received(token=first.token, title="Changé après coup")
    assert other.is_complete and not other.is_sent and other.token != first.token
    assert find(first.token).data == {} and find(other.token).data["title"] == ["Changé après coup"]


@pytest.mark.parametrize("token", ["x", "é", "\x01", "a" * 10_000])
def test_an_unknown_secret_opens_nothing(token):
    received()
    assert find(token) is None
    assert received(token=token).token != token


def test_a_draft_of_another_kind_is_not_found():
    _, token = Draft.objects.start(kind="meeting", data={}, photo=None)
    assert find(token) is None


def test_a_draft_is_gone_after_a_day():
    answer = received()
    with time_machine.travel(timezone.now() + timedelta(hours=24, seconds=1), tick=False):
        assert find(answer.token) is None
