import pytest
from django.db import IntegrityError

from territoires.models import MAX_LENGTH, Page
from tests.french_typography import faults

pytestmark = pytest.mark.django_db


def test_the_text_is_the_one_as_shipped_until_somebody_edits_it():
    shipped = Page.objects.text_of(Page.Slug.CHARTER)
    assert "Ce qui rend une initiative contributive" in shipped
    page = Page.objects.create(slug=Page.Slug.CHARTER, text="Notre charte.")
    assert Page.objects.text_of(Page.Slug.CHARTER) == "Notre charte."
    page.text = ""
    page.save()
    assert Page.objects.text_of(Page.Slug.CHARTER) == shipped


@pytest.mark.parametrize("slug", Page.Slug.values)
def test_every_page_has_a_text_as_shipped_that_the_form_would_take(slug):
    text = Page.objects.text_of(slug)
    assert 0 < len(text) <= MAX_LENGTH
    assert [fault for line in text.splitlines() for fault in faults(line)] == []
    assert Page(slug=slug, text=text).get_absolute_url().startswith("/")


def test_a_page_has_one_text():
    Page.objects.create(slug=Page.Slug.CHARTER, text="Un")
    with pytest.raises(IntegrityError):
        Page.objects.create(slug=Page.Slug.CHARTER, text="Deux")


def test_a_page_is_called_by_its_name():
    assert str(Page(slug=Page.Slug.CHARTER)) == "Charte"
