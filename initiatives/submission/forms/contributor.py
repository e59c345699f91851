"""The last part: who writes. Nothing of it is public."""

from typing import Any

from django import forms

from contributors import consent_texts
from contributors.consent_texts import ConsentText
from contributors.fields import CleanCharField, StrictEmailField
from contributors.parts import Part


class ContributorForm(Part):
    """Name and address of the person who proposes, unless we know them, and their consent to the publication."""

    contributor_name = CleanCharField(
        label="Votre nom",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Écrivez votre nom."},
    )
    contributor_email = StrictEmailField(
        label="Votre adresse électronique",
        help_text="Nous y envoyons un lien pour confirmer votre proposition.",
    )
    publication_consent = forms.BooleanField()

    def __init__(
        self,
        *args: Any,
        consent: ConsentText = consent_texts.PUBLICATION,
        is_known: bool = False,
        **kwargs: Any,
    ) -> None:
        """Ask to agree to `consent`; somebody who comes by a link is known."""
        super().__init__(*args, **kwargs)
        box = self.fields["publication_consent"]
        box.label, box.help_text = consent.label, consent.details
        box.error_messages["required"] = consent.missing
        if is_known:
            del self.fields["contributor_name"], self.fields["contributor_email"]
