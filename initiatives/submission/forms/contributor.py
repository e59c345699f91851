"""Part 5: who writes. Nothing of it is public."""

from django import forms

from contributors import consent_texts
from contributors.fields import CleanCharField, StrictEmailField
from contributors.parts import Part


class ContributorForm(Part):
    """Name and address of the person who proposes, and their consent to the publication."""

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
    publication_consent = forms.BooleanField(
        label=consent_texts.PUBLICATION.label,
        help_text=consent_texts.PUBLICATION.details,
        error_messages={"required": consent_texts.PUBLICATION.missing},
    )
