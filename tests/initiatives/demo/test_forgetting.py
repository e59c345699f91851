import pytest

from initiatives.demo.forgetting import forget
from initiatives.models import Call, Initiative
from moderation.models import FormerSlug, Revision
from photos.models import Photo
from tests import makers

pytestmark = pytest.mark.django_db


def test_sheets_go_with_their_photos_their_history_and_their_addresses():
    kept, doomed = makers.make_initiative("Jardin"), makers.make_initiative("Verger")
    for sheet in (kept, doomed):
        sheet.photos.add(makers.make_photo(alt=sheet.title))
        FormerSlug.objects.remember(sheet, f"ancien-{sheet.pk}")
    forget(Initiative.objects.filter(pk=doomed.pk))
    assert list(Initiative.objects.all()) == [kept]
    assert [photo.alt for photo in Photo.objects.all()] == ["Jardin"]
    assert set(Revision.objects.values_list("object_id", flat=True)) == {kept.pk}
    assert list(FormerSlug.objects.values_list("object_id", flat=True)) == [kept.pk]


def test_a_kind_without_photos_goes_too():
    makers.make_call()
    forget(Call.objects.all())
    assert not Call.objects.exists()
