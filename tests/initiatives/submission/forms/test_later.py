import pytest

from initiatives.submission.forms import LaterForm


@pytest.mark.parametrize("email", ["", "camille", "a@b.fr,c@d.fr", '"><script>"@b.fr', "a@b.fr\nBcc: c@d.fr"])
def test_17_what_is_no_address_is_refused(email):
    assert "email" in LaterForm({"email": email}).errors


def test_an_address_is_taken():
    assert LaterForm({"email": " camille@exemple.fr "}).is_valid()
