"""Photos of sheets: what is another's is not taken, what nobody shows is erased."""

import pytest

from moderation.sheet_photos import erase_unused_photos, take_photos, unshown
from photos.models import Photo
from tests import makers

pytestmark = pytest.mark.django_db


def test_a_photo_that_any_kind_of_sheet_shows_is_not_erased():
    shown, read, free = makers.make_photo(), makers.make_photo(), makers.make_photo()
    makers.make_initiative(photos=[shown])
    makers.make_article(photos=[read])
    assert unshown([shown, read, free]) == [free]
    erase_unused_photos([shown, read, free])
    assert set(Photo.objects.all()) == {shown, read}


def test_what_another_kind_of_sheet_shows_is_not_taken():
    theirs, own, added = makers.make_photo(), makers.make_photo("La mienne"), makers.make_photo("Ajoutée")
    makers.make_initiative(photos=[theirs])
    article = makers.make_article(photos=[own, added])
    items = [
        {"id": own.pk, "alt": "Dite autrement", "credit": "Camille"},
        {"id": theirs.pk, "alt": "La leur"},
    ]
    assert take_photos(article, items) == ["une photo («\u00a0La leur\u00a0»)"]
    assert [photo.alt for photo in article.photos.all()] == ["Dite autrement"]
    assert not Photo.objects.filter(pk=added.pk).exists()
