"""What a person types about a sheet that they sent."""

from typing import Any

from django import forms

from contributors.fields import StrictEmailField


class ConfirmAgainForm(forms.Form):
    """To which address the link is to be sent again."""

    email = StrictEmailField(
        label="Votre adresse électronique", help_text="Celle que vous avez écrite en proposant votre fiche."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
