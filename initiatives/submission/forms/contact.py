"""Part 3, second half: where to read more, and how to reach them."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from contributors import consent_texts
from contributors.fields import CleanCharField, PublicUrlField, StrictEmailField
from contributors.parts import Part

MAX_LINKS = 3
# As people write them: 02 98 00 00 00, +33 (0)2.98.00.00.00, 3939, « poste 12 » apart.
_PHONE = re.compile(r"\+?[0-9][0-9 .()/-]{2,28}")


class ContactForm(Part):
    """Links, opening hours, and public contacts, which are shown by a consent of their own."""

    link_1 = PublicUrlField(label="Site", required=False, help_text="Par exemple https://exemple.fr.")
    link_2 = PublicUrlField(label="Autre lien", required=False)
    link_3 = PublicUrlField(label="Troisième lien", required=False)
    opening_hours = CleanCharField(
        label="Horaires",
        max_length=500,
        required=False,
        help_text="Par exemple\u00a0: le samedi de 10\u00a0h à 12\u00a0h.",
    )
    phone = CleanCharField(
        label="Téléphone public",
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    email = StrictEmailField(
        label="Adresse électronique publique",
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    contact_consent = forms.BooleanField(
        label=consent_texts.PUBLIC_CONTACT.label,
        help_text=consent_texts.PUBLIC_CONTACT.details,
        required=False,
    )

    def clean_phone(self) -> str:
        """Return a telephone number as it was typed."""
        phone: str = self.cleaned_data["phone"]
        if phone and not _PHONE.fullmatch(phone):
            raise ValidationError("Écrivez un numéro de téléphone, par exemple 02 98 00 00 00.")
        return phone

    def clean(self) -> dict[str, Any]:
        """Refuse to show a contact without its consent."""
        cleaned = super().clean() or self.cleaned_data
        if (cleaned.get("phone") or cleaned.get("email")) and not cleaned.get("contact_consent"):
            self.add_error("contact_consent", consent_texts.PUBLIC_CONTACT.missing)
        return cleaned

    @property
    def links(self) -> list[dict[str, str]]:
        """The links as a sheet keeps them, each once."""
        addresses = [self.cleaned_data.get(f"link_{number}") for number in range(1, MAX_LINKS + 1)]
        return [{"url": address, "title": ""} for address in dict.fromkeys(filter(None, addresses))]
