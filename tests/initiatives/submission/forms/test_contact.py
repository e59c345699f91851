import pytest
from django.http import QueryDict

from initiatives.submission.forms.contact import ContactForm


def form(**data):
    typed = QueryDict(mutable=True)
    typed.update(data)
    return ContactForm(typed)


def test_nothing_is_needed():
    assert not form().errors


def test_links_are_kept_once_in_order():
    made = form(link_1="b.fr", link_2="https://a.fr/x", link_3="https://b.fr")
    assert not made.errors
    assert made.links == [{"url": "https://b.fr", "title": ""}, {"url": "https://a.fr/x", "title": ""}]


@pytest.mark.parametrize("phone", ["02 98 00 00 00", "+33 (0)2 98 00 00 00", "02.98.00.00.00", "3939"])
def test_telephone_numbers(phone):
    assert not form(phone=phone, contact_consent="on").errors


@pytest.mark.parametrize("phone", ["x", "appelez-moi", "javascript:1", "02", "<b>02 98 00 00</b>", "0" * 31])
def test_what_is_no_telephone_number(phone):
    assert list(form(phone=phone, contact_consent="on").errors) == ["phone"]


@pytest.mark.parametrize("contact", [{"phone": "02 98 00 00 00"}, {"email": "jardin@exemple.fr"}])
def test_a_public_contact_has_a_consent_of_its_own(contact):
    assert list(form(**contact).errors) == ["contact_consent"]
    assert not form(**contact, contact_consent="on").errors


def test_the_consent_is_not_ticked_beforehand():
    assert "checked" not in str(ContactForm()["contact_consent"])
