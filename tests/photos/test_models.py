import pytest

from photos.models import Photo
from tests.makers import make_photo

pytestmark = pytest.mark.django_db


def test_the_address_is_that_of_the_narrowest_file_that_is_wide_enough():
    photo = Photo(token="t", width=800, height=600)
    assert [photo.url(width) for width in (100, 320, 321, 700, 2000)] == [
        "/photos/t-320.webp",
        "/photos/t-320.webp",
        "/photos/t-640.webp",
        "/photos/t-800.webp",
        "/photos/t-800.webp",
    ]


def test_all_files_are_offered_to_the_browser():
    assert (
        Photo(token="t", width=800).srcset
        == "/photos/t-320.webp 320w, /photos/t-640.webp 640w, /photos/t-800.webp 800w"
    )


def test_a_photo_is_private_until_its_sheet_is_published():
    assert make_photo() not in Photo.objects.public()
