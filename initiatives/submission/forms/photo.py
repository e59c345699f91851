"""Part 4: a photo."""

from typing import Any

from django import forms
from django.conf import settings

from contributors.fields import CleanCharField
from contributors.parts import Part
from contributors.typography import typo
from photos.actions import PhotoRefused, take_in
from photos.models import Photo


class PhotoForm(Part):
    """A photo with who made it and what it shows; `kept` is the one sent before, when the form comes back."""

    photo = forms.FileField(
        label="Photo",
        required=False,
        help_text=f"JPEG, PNG ou WebP, {settings.PHOTO_MAX_BYTES // 1024**2} Mo au plus. "
        "Demandez l’accord des personnes reconnaissables.",
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        error_messages={
            "empty": "Ce fichier est vide\u00a0: choisissez-en un autre.",
            "invalid": "Ce fichier n’est pas arrivé\u00a0: choisissez-le de nouveau.",
        },
    )
    remove_photo = forms.BooleanField(label="Retirer cette photo", required=False)
    alt = CleanCharField(
        label="Décrire la photo",
        max_length=300,
        required=False,
        help_text="Pour celles et ceux qui ne la voient pas\u00a0: «\u00a0Huit personnes plantent des salades.\u00a0»",
    )
    credit = CleanCharField(
        label="Auteur ou autrice de la photo", max_length=200, required=False, help_text="Le nom à citer."
    )

    def __init__(self, *args: Any, kept: Photo | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kept = kept
        self.refusal = ""

    def typed(self) -> dict[str, list[str]]:
        """Return what was typed, without the wish to remove a photo: it is fulfilled at once."""
        typed = super().typed()
        typed.pop(self.add_prefix("remove_photo"), None)
        return typed

    @property
    def wants_removal(self) -> bool:
        """Whether the photo sent before is to go."""
        return bool(self.data.get(self.add_prefix("remove_photo")))

    def take_in(self) -> Photo | None:
        """Make the file that came safe at once, so that it need not be chosen again; return the photo, or None.

        A file that is no photo is said to be so beside its field.
        """
        upload = self.files.get(self.add_prefix("photo"))
        if upload is None:
            return None
        try:
            return take_in(content=upload.read(settings.PHOTO_MAX_BYTES + 1))
        except PhotoRefused as refusal:
            self.refusal = typo(str(refusal))
            return None

    def full_clean(self) -> None:
        """Say why the file was refused, even where nothing else is checked yet: it must be chosen again."""
        super().full_clean()
        if self.refusal:
            self.forget_errors("photo")
            self.add_error("photo", self.refusal)

    def clean(self) -> dict[str, Any]:
        """Ask of a photo what a reader will need."""
        cleaned = super().clean() or self.cleaned_data
        if self.kept:
            if not cleaned.get("alt") and "alt" not in self.errors:
                self.add_error("alt", "Décrivez en une phrase ce que montre la photo.")
            if not cleaned.get("credit") and "credit" not in self.errors:
                self.add_error(
                    "credit", "Dites qui a pris la photo\u00a0: sa licence demande de citer son nom."
                )
        return cleaned
