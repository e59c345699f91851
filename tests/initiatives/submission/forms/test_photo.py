import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from initiatives.submission.forms.photo import PhotoForm
from photos.models import Photo
from tests import makers

pytestmark = pytest.mark.django_db


def form(content=None, name="x.jpg", kept=None, checked=True, **data):
    typed = QueryDict(mutable=True)
    typed.update(data)
    files = MultiValueDict({"photo": [SimpleUploadedFile(name, content)]} if content is not None else {})
    return PhotoForm(typed, files, kept=kept, checked=checked)


def test_no_photo_is_needed():
    made = form()
    assert made.take_in() is None
    assert not made.errors


def test_a_photo_is_taken_in_at_once():
    made = form(makers.picture(), alt="Un jardin", credit="Camille")
    made.kept = made.take_in()
    assert made.kept == Photo.objects.get()
    assert not made.errors


def test_a_photo_is_described_and_credited():
    assert list(form(kept=makers.make_photo()).errors) == ["alt", "credit"]
    assert not form(alt="", credit="").errors


@pytest.mark.parametrize("content", [b"", b"<svg/>", b"\x89PNG\r\n\x1a\n"])
@pytest.mark.parametrize("checked", [True, False])
def test_what_is_no_photo_is_said_beside_its_field_once(content, checked):
    made = form(content, checked=checked)
    assert made.take_in() is None
    assert list(made.errors) == ["photo"]
    assert len(made.errors["photo"]) == 1


def test_a_photo_that_is_too_heavy_is_not_read_whole(settings):
    settings.PHOTO_MAX_BYTES = 1000
    made = form(b"x" * 100_000)
    assert made.take_in() is None
    assert made.files["photo"].tell() == 1001
    assert "Réduisez-la" in made.errors["photo"][0]


def test_the_wish_to_remove_is_fulfilled_and_forgotten():
    made = form(remove_photo="on", alt="x")
    assert made.wants_removal
    assert "remove_photo" not in made.typed()
    assert not form().wants_removal
