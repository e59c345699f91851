"""Forms by which members of the team look after their own account."""

from typing import Any

from django import forms
from django.contrib.auth.forms import UserCreationForm

from contributors.fields import CleanCharField, StrictEmailField
from contributors.models import User

_LONGEST = 64  # characters: recovery codes have 19, with their hyphens
_TYPED = {"autocapitalize": "none", "spellcheck": "false", "autocorrect": "off"}


class CodeForm(forms.Form):
    """Asks for a code of the application, or for a recovery code."""

    code = forms.CharField(
        label="Code",
        max_length=_LONGEST,
        error_messages={"required": "Écrivez le code que montre votre application."},
        widget=forms.TextInput(attrs=_TYPED | {"autocomplete": "one-time-code"}),
        help_text="Six chiffres, ou un code de secours si vous n’avez plus votre application.",
    )


class EnrolForm(forms.Form):
    """Asks for the first code of an application."""

    code = forms.CharField(
        label="Code que montre l’application",
        max_length=_LONGEST,
        error_messages={"required": "Écrivez les six chiffres que montre l’application."},
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
        help_text="Six chiffres, qui changent toutes les trente secondes.",
    )


class ReplaceForm(EnrolForm):
    """Asks for a code of the application in use too: an open session is not enough to change the lock."""

    current = forms.CharField(
        label="Code de l’application actuelle",
        max_length=_LONGEST,
        error_messages={"required": "Écrivez un code de votre application actuelle, ou un code de secours."},
        widget=forms.TextInput(attrs=_TYPED | {"autocomplete": "off"}),
        help_text="Ou un code de secours. Un code ne sert qu’une fois\u00a0: attendez le suivant s’il vient de servir.",
    )
    field_order = ["current", "code"]


class JoinForm(UserCreationForm):
    """The account that an invitation gives: a name to log in with, a name to be called by, a password."""

    first_name = CleanCharField(label="Prénom (facultatif)", max_length=150, required=False)
    last_name = CleanCharField(label="Nom (facultatif)", max_length=150, required=False)

    class Meta(UserCreationForm.Meta):
        model = User
        fields = ("username", "first_name", "last_name")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].widget.attrs["autocomplete"] = "username"
        self.fields["first_name"].widget.attrs["autocomplete"] = "given-name"
        self.fields["last_name"].widget.attrs["autocomplete"] = "family-name"


class ForgottenForm(forms.Form):
    """Asks for the address of an account."""

    email = StrictEmailField(label="Votre adresse électronique")
