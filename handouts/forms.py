"""What is typed to print badges."""

from django import forms

from contributors.fields import CleanCharField, CleanTextField
from contributors.forms import VisitorForm
from handouts.badges import MOST
from handouts.basket import LENGTH

NAMES_LENGTH = 20_000  # characters


class BadgesForm(VisitorForm):
    """Names for badges: they make a page, and are kept nowhere."""

    titre = CleanCharField(
        label="Nom de la rencontre",
        max_length=LENGTH,
        required=False,
        help_text="Il est écrit en haut de chaque badge.",
    )
    noms = CleanTextField(
        label="Les noms",
        max_length=NAMES_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 12, "autocomplete": "off", "spellcheck": "false"}),
        help_text="Un par ligne. Après une virgule, l’initiative ou le lieu\u00a0: «\u00a0Awa Diop, Jardin du "
        "Bouguen\u00a0».",
    )
    vierges = forms.IntegerField(
        label="Badges à remplir à la main",
        min_value=0,
        max_value=MOST,
        required=False,
        initial=10,
        error_messages={
            "invalid": "Écrivez un nombre en chiffres.",
            "max_value": f"Demandez {MOST} badges au plus à la fois.",
            "min_value": "Écrivez un nombre, ou zéro.",
        },
    )

    def clean(self) -> None:
        """Refuse more badges than a page can hold, and none at all."""
        if self.errors:
            return
        lines = [line for line in self.cleaned_data["noms"].splitlines() if line.strip()]
        blank = self.cleaned_data["vierges"] or 0
        if len(lines) + blank > MOST:
            self.add_error("noms", f"Cela fait plus de {MOST} badges. Imprimez-les en plusieurs fois.")
        elif not lines and not blank:
            self.add_error("noms", "Écrivez au moins un nom, ou demandez des badges à remplir à la main.")
