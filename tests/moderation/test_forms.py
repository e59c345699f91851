import pytest

from moderation.forms import MySheetsForm


@pytest.mark.parametrize("email", ["", "camille", "a@b.fr,c@d.fr", '"><script>"@b.fr'])
def test_what_is_no_address_is_refused(email):
    assert list(MySheetsForm({"email": email}).errors) == ["email"]


def test_an_address_is_read():
    form = MySheetsForm({"email": " Camille@Exemple.FR "})
    assert form.is_valid()
    assert form.cleaned_data["email"] == "Camille@exemple.fr"
