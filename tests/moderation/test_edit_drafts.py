import pytest
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from contributors.models import Draft
from initiatives.models import Theme
from moderation import edit_drafts
from photos.models import Photo
from tests import edits, makers

pytestmark = pytest.mark.django_db


def received(sheet, token="", files=None, action="", **changes):
    data = QueryDict(mutable=True)
    for name, value in edits.shown(sheet, **changes).items():
        data.setlist(name, value if isinstance(value, list) else [value])
    return edit_drafts.receive(
        sheet=sheet, data=data, files=files or MultiValueDict(), token=token, action=action, is_known=False
    )


def upload():
    from django.core.files.uploadedfile import SimpleUploadedFile

    return MultiValueDict({"photo": [SimpleUploadedFile("x.jpg", makers.picture(), "image/jpeg")]})


def test_what_is_complete_is_kept():
    sheet = makers.make_initiative()
    found = received(sheet, title="Le jardin")
    assert found.is_complete and edit_drafts.find(sheet, found.token).data["base"]["title"] == sheet.title


def test_a_draft_keeps_what_it_was_opened_on():
    sheet = makers.make_initiative()
    token = received(sheet, title="Le jardin").token
    sheet.title = "Jardin des Capucins"
    sheet.save()
    again = received(sheet, token=token, title="Le verger")
    assert again.form.changes()["title"] == {"before": "Jardin partagé du Bouguen", "after": "Le verger"}
    assert Draft.objects.count() == 1


def test_a_photo_that_is_replaced_goes():
    sheet = makers.make_initiative()
    token = received(sheet, files=upload()).token
    received(sheet, token=token, files=upload())
    assert Photo.objects.get() == edit_drafts.find(sheet, token).photo
    received(sheet, token=token, remove_photo="on")
    assert not Photo.objects.exists()


def test_a_theme_that_went_makes_it_incomplete():
    sheet = makers.make_initiative()
    other = makers.make_theme("numerique", "Numérique")
    token = received(sheet, main_theme=str(other.pk)).token
    Theme.objects.filter(pk=other.pk).delete()
    with pytest.raises(edit_drafts.DraftIncomplete):
        edit_drafts.submit(sheet=sheet, token=token, contributor=None, seen=0)


def test_an_unknown_draft_is_gone():
    with pytest.raises(edit_drafts.DraftGone):
        edit_drafts.submit(sheet=makers.make_initiative(), token="x", contributor=None, seen=0)
