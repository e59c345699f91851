import pytest

from contributors.team_forms import CodeForm, JoinForm, ReplaceForm


def test_the_code_in_use_is_asked_for_first():
    assert list(ReplaceForm().fields) == ["current", "code"]


def test_password_managers_and_telephones_are_told_what_is_asked():
    assert CodeForm().fields["code"].widget.attrs["autocomplete"] == "one-time-code"
    kinds = {name: field.widget.attrs.get("autocomplete") for name, field in JoinForm().fields.items()}
    assert kinds["username"] == "username"
    assert kinds["password1"] == kinds["password2"] == "new-password"


@pytest.mark.parametrize("code", ["", " ", "x" * 65])
def test_an_empty_or_endless_code_is_refused(code):
    assert not CodeForm({"code": code}).is_valid()
