import pytest
from django.urls import reverse

from moderation import actions
from moderation.authors import Author
from moderation.models import Status
from photos.models import Photo
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def shown():
    """Return a published sheet and the address of its photo."""
    sheet = makers.make_initiative(photos=[makers.make_photo()])
    return sheet, Photo.objects.get().url(640)


def test_the_photo_of_a_published_sheet_is_served_from_caches_for_a_day(client, shown):
    response = client.get(shown[1])
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "image/webp"
    assert response.headers["Cache-Control"] == "public, max-age=86400"
    assert b"".join(response.streaming_content)[8:12] == b"WEBP"
    response.close()


@pytest.mark.parametrize("status", [Status.UNCONFIRMED, Status.PENDING, Status.REFUSED])
def test_37_the_photo_of_a_sheet_that_is_not_published_does_not_exist(client, status):
    makers.make_initiative(status=status, photos=[makers.make_photo()])
    assert client.get(Photo.objects.get().url(640)).status_code == 404


@pytest.mark.parametrize("act", [actions.archive, actions.withdraw])
def test_37_the_address_of_a_photo_taken_down_never_works_again(
    client, shown, act, django_capture_on_commit_callbacks
):
    sheet, address = shown
    with django_capture_on_commit_callbacks(execute=True):
        act(sheet=sheet, by=Author.system())
    assert client.get(address).status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        actions.restore(sheet=sheet, by=Author.system())
    assert client.get(address).status_code == 404
    response = client.get(Photo.objects.get().url(640))
    response.close()
    assert response.status_code == 200


@pytest.mark.parametrize("width", [0, 1, 319, 641, 10**9])
def test_only_the_widths_that_exist_are_served(client, shown, width):
    assert client.get(reverse("photo", args=[Photo.objects.get().token, width])).status_code == 404


@pytest.mark.parametrize("token", ["x", "0" * 32, "a" * 5000])
def test_other_names_lead_nowhere(client, shown, token):
    assert client.get(reverse("photo", args=[token, 640])).status_code == 404


def test_a_file_that_is_missing_is_not_found(client, shown):
    Photo.objects.get().path(640).unlink()
    assert client.get(shown[1]).status_code == 404
