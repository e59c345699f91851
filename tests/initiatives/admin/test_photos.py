import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from initiatives.models import Initiative
from moderation.models import Revision, Status
from photos.models import Photo
from tests import makers
from tests.admin_forms import filled

pytestmark = pytest.mark.django_db
PREFIX = "Initiative_photos"


@pytest.fixture(autouse=True)
def moderator(client):
    client.force_login(makers.make_moderator())


def save(client, sheet, **changes):
    url = reverse("admin:initiatives_initiative_change", args=[sheet.pk])
    data = filled(client, url)
    total = int(data[f"{PREFIX}-TOTAL_FORMS"])
    changes = {f"{PREFIX}-{name.replace('__', '-')}": value for name, value in changes.items()}
    rows = {int(name.split("-")[1]) for name in changes if name.split("-")[1].isdigit()}
    data[f"{PREFIX}-TOTAL_FORMS"] = str(max([total - 1, *rows]) + 1)
    for row in rows:
        data.setdefault(f"{PREFIX}-{row}-rank", "0")
        data.setdefault(f"{PREFIX}-{row}-initiative", str(sheet.pk))
    return client.post(url, data | changes)


def upload(content=None, name="photo.jpg"):
    return SimpleUploadedFile(name, makers.picture() if content is None else content, "image/jpeg")


def faults(response):
    formset = next(
        inline.formset
        for inline in response.context["inline_admin_formsets"]
        if inline.formset.prefix == PREFIX
    )
    return " ".join(text for errors in formset.errors for texts in errors.values() for text in texts)


@pytest.mark.parametrize(("status", "public"), [(Status.PENDING, False), (Status.PUBLISHED, True)])
def test_a_photo_is_added_and_shown_with_its_sheet(client, status, public):
    sheet = makers.make_initiative(status=status)
    response = save(
        client, sheet, **{"0__file": upload(), "0__alt": "Des bacs", "0__credit": "Camille", "0__rank": "2"}
    )
    assert response.status_code == 302
    photo = sheet.photos.get()
    assert (photo.alt, photo.credit, photo.rank, photo.is_public) == ("Des bacs", "Camille", 2, public)
    assert all(photo.path(width).exists() for width in photo.widths)
    assert Revision.objects.first().data["photos"] == [
        {"id": photo.pk, "alt": "Des bacs", "credit": "Camille"}
    ]


def test_the_words_of_a_photo_are_changed(client):
    sheet = makers.make_initiative(photos=[makers.make_photo()])
    save(client, sheet, **{"0__alt": "Autre chose"})
    assert sheet.photos.get().alt == "Autre chose"
    assert Revision.objects.first().data["photos"][0]["alt"] == "Autre chose"


def test_a_photo_is_replaced_and_the_former_one_erased(client, django_capture_on_commit_callbacks):
    photo = makers.make_photo()
    sheet = makers.make_initiative(photos=[photo])
    photo.refresh_from_db()
    files = [photo.path(width) for width in photo.widths]
    with django_capture_on_commit_callbacks(execute=True):
        save(client, sheet, **{"0__file": upload(makers.picture((400, 300)))})
    assert sheet.photos.get().width == 400
    assert sheet.photos.get().is_public
    assert Photo.objects.count() == 1
    assert not any(path.exists() for path in files)


def test_a_removed_photo_leaves_no_file(client, django_capture_on_commit_callbacks):
    photo = makers.make_photo()
    sheet = makers.make_initiative(photos=[photo])
    photo.refresh_from_db()
    files = [photo.path(width) for width in photo.widths]
    assert all(path.exists() for path in files)
    with django_capture_on_commit_callbacks(execute=True):
        save(client, sheet, **{"0__DELETE": "on"})
    assert not Photo.objects.exists()
    assert not any(path.exists() for path in files)


def test_a_photo_that_another_sheet_shows_stays(client, django_capture_on_commit_callbacks):
    photo = makers.make_photo()
    sheet = makers.make_initiative(photos=[photo])
    makers.make_initiative("Autre jardin", photos=[photo])
    with django_capture_on_commit_callbacks(execute=True):
        save(client, sheet, **{"0__DELETE": "on"})
    assert Photo.objects.count() == 1
    assert not sheet.photos.exists()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "n’est pas une photo"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "n’est pas une photo"),
        (makers.picture()[:-1000], "abîmée"),
        (b"", "vide"),
    ],
    ids=["svg", "eps", "truncated", "empty"],
)
def test_a_file_that_is_no_photo_is_refused_beside_its_field(client, content, words):
    """Case 33 of security.md. Nothing is left behind, and what was typed elsewhere comes back."""
    sheet = makers.make_initiative()
    response = save(client, sheet, **{"0__file": upload(content), "0__alt": "Des bacs"})
    assert response.status_code == 200
    assert words in faults(response)
    assert "Des bacs" in response.content.decode()
    assert not Photo.objects.exists()


def test_words_without_a_file_are_refused(client):
    response = save(client, makers.make_initiative(), **{"0__alt": "Des bacs"})
    assert "Choisissez le fichier" in faults(response)


def test_a_good_photo_in_a_form_with_a_fault_leaves_nothing_behind(client):
    sheet = makers.make_initiative()
    url = reverse("admin:initiatives_initiative_change", args=[sheet.pk])
    data = filled(client, url) | {
        f"{PREFIX}-TOTAL_FORMS": "1", f"{PREFIX}-0-file": upload(), f"{PREFIX}-0-rank": "0", "title": "",
    }  # fmt: skip
    assert client.post(url, data).status_code == 200
    assert not Photo.objects.exists()


def test_the_first_photo_is_the_one_of_smallest_rank(client):
    first, second = makers.make_photo("Un"), makers.make_photo("Deux")
    sheet = makers.make_initiative(photos=[first, second])
    save(client, sheet, **{"0__rank": "5", "1__rank": "1"})
    assert Initiative.objects.get().cover.alt == "Deux"
