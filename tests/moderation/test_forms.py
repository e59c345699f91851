import pytest

from moderation.forms import ConfirmAgainForm


@pytest.mark.parametrize("email", ["", "camille", "a@b.fr,c@d.fr", '"><script>"@b.fr'])
def test_what_is_no_address_is_refused(email):
    assert list(ConfirmAgainForm({"email": email}).errors) == ["email"]


def test_an_address_is_read():
    form = ConfirmAgainForm({"email": " Camille@Exemple.FR "})
    assert form.is_valid()
    assert form.cleaned_data["email"] == "Camille@exemple.fr"
