"""What a person types about a sheet that they sent."""

from typing import Any

from django import forms

from contributors.fields import CleanTextField, StrictEmailField
from moderation.models.question import LENGTH


class MySheetsForm(forms.Form):
    """To which address the links are to be sent."""

    email = StrictEmailField(
        label="Votre adresse électronique", help_text="Celle que vous avez écrite en proposant votre fiche."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)


class AnswerForm(forms.Form):
    """What the author of a sheet answers to a moderator."""

    answer = CleanTextField(
        label="Votre réponse",
        max_length=LENGTH,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Écrivez votre réponse."},
        help_text="Elle n’est lue que par les personnes qui relisent.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
