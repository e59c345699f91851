import pytest
from django.test import RequestFactory

from contributors.limits import Hit
from initiatives.submission.forms import SubmissionForm
from initiatives.submission.page import form_page
from tests import makers

pytestmark = pytest.mark.django_db
request = RequestFactory().get("/initiatives/proposer/")


def test_the_empty_form_is_no_error():
    response = form_page(request, SubmissionForm())
    assert response.status_code == 200
    assert "Erreur" not in response.content.decode()


def test_too_many_forms_say_how_long_to_wait():
    response = form_page(request, SubmissionForm(), limited=Hit(allowed=False, remaining=0, retry_after=121))
    assert (response.status_code, response.headers["Retry-After"]) == (429, "121")
    assert "dans 3 minutes" in response.content.decode()


def test_a_photo_that_is_kept_is_shown():
    form = SubmissionForm()
    form.photo.kept = makers.make_photo()
    page = form_page(request, form, token="secret").content.decode()
    assert 'src="data:image/webp;base64,' in page
    assert 'name="brouillon" value="secret"' in page
