import pytest
from django.core import signing
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from contributors.models import Draft
from initiatives.models import Theme
from moderation import edit_drafts
from moderation.wishes import newest_version
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


def test_what_it_was_opened_on_is_ours_and_this_sheet_s_or_nothing():
    sheet, other = makers.make_initiative(), makers.make_initiative("Autre")
    signed = edit_drafts.signed_base(sheet, sheet.edit_form()(sheet.snapshot()))
    assert edit_drafts.read_base(sheet, signed)["title"] == sheet.title
    assert edit_drafts.read_base(other, signed) is None
    for made_up in ("", "x", f"{signed}x", signing.dumps({"title": "x"}), signing.dumps([1])):
        assert edit_drafts.read_base(sheet, made_up) is None


def test_the_photos_of_another_sheet_are_not_taken():
    photo = makers.make_photo()
    theirs = makers.make_initiative("Le leur", photos=[photo])
    author = makers.make_contributor()
    own = makers.make_initiative("Le mien", status="pending", contributor=author)
    data = QueryDict(mutable=True)
    for name, value in edits.shown(theirs).items():
        data.setlist(name, value if isinstance(value, list) else [value])
    data["title"] = "Volé"
    found = edit_drafts.receive(sheet=own, data=data, files=upload(), token="", action="", is_known=True)
    data["alt"] = data["credit"] = "x"
    found = edit_drafts.receive(
        sheet=own, data=data, files=MultiValueDict(), token=found.token, action="", is_known=True
    )
    edit_drafts.submit(sheet=own, token=found.token, contributor=author, seen=newest_version(own))
    photo.refresh_from_db()
    assert list(theirs.photos.all()) == [photo] and photo.is_public
    assert photo not in own.photos.all() and own.photos.count() == 1
