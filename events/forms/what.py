"""What the meeting is: title, texts, themes, what one must know before coming."""

from django import forms
from django.core.exceptions import ValidationError

from contributors.fields import CleanCharField, CleanTextField, PublicUrlField, refuse_hidden_email
from contributors.parts import Part
from events.models.event import DESCRIPTION_LENGTH, SHORT_LENGTH, SUMMARY_LENGTH, TITLE_LENGTH
from initiatives.calling.checks import check_title
from initiatives.models import Theme

MOST_THEMES = 3


class WhatPart(Part):
    """Title, summary, description, themes, price, accessibility, link."""

    title = CleanCharField(
        label="Titre",
        max_length=TITLE_LENGTH,
        help_text="Par exemple\u00a0: portes ouvertes du jardin partagé.",
        error_messages={"required": "Donnez un titre à la rencontre."},
    )
    summary = CleanCharField(
        label="Résumé",
        max_length=SUMMARY_LENGTH,
        help_text=f"Une ou deux phrases, {SUMMARY_LENGTH} signes au plus. Qu’y fera-t-on, et pour qui est-ce\u202f?",
        widget=forms.Textarea(attrs={"rows": 3}),
        validators=[refuse_hidden_email],
        error_messages={"required": "Écrivez une ou deux phrases."},
    )
    description = CleanTextField(
        label="Description",
        max_length=DESCRIPTION_LENGTH,
        required=False,
        help_text="Le programme, qui intervient, ce qu’il faut apporter. Une ligne vide sépare deux paragraphes. Vous "
        "pouvez mettre en forme en Markdown\u00a0: ## Titre, - liste, **gras**, [lien](https://…).",
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    themes = forms.ModelMultipleChoiceField(
        label="Thèmes",
        queryset=Theme.objects.all(),
        to_field_name="slug",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Trois au plus.",
        error_messages={"invalid_choice": "L’un de ces thèmes n’existe plus\u00a0: choisissez de nouveau."},
    )
    price = CleanCharField(
        label="Prix",
        max_length=SHORT_LENGTH,
        required=False,
        help_text="En quelques mots\u00a0: gratuit, prix libre, 5\u00a0€ le repas.",
    )
    access = CleanCharField(
        label="Accessibilité",
        max_length=SHORT_LENGTH,
        required=False,
        help_text="Accès en fauteuil, boucle magnétique, langue des signes, garde d’enfants, bus le plus proche…",
    )
    link = PublicUrlField(
        label="Lien pour en savoir plus",
        required=False,
        help_text="La page de la rencontre chez vous, s’il y en a une.",
    )

    def clean_title(self) -> str:
        """Refuse contacts in the title."""
        return check_title(self.cleaned_data["title"])

    def clean_themes(self) -> list[Theme]:
        """Return the themes."""
        themes = list(self.cleaned_data["themes"])
        if len(themes) > MOST_THEMES:
            raise ValidationError("Gardez trois thèmes au plus.")
        return themes
