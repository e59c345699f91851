"""Part 1: what it is."""

from itertools import groupby
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundWidget
from django.utils import timezone

from contributors.fields import CleanCharField, CleanTextField
from contributors.parts import Part
from initiatives.models import Scale, Stage, Tag, Theme
from initiatives.models.initiative import DESCRIPTION_LENGTH, SUMMARY_LENGTH
from initiatives.models.tag import MAX_LENGTH as TAG_LENGTH

OTHER_THEMES = 2
MAX_TAGS = 10
FIRST_YEAR = 1800  # as the model: some cooperatives and mutual societies are that old


def tag_words(text: str) -> list[str]:
    """Return the words of a list with commas. Raises ValidationError for one that is too long for a tag."""
    words = [word.strip(" #") for word in text.replace(";", ",").split(",")]
    words = [word for word in words if word]
    for word in words:
        if len(word) > TAG_LENGTH:
            quoted = f"«\u00a0{word[:30]}…\u00a0»"
            raise ValidationError(f"{quoted} est trop long\u00a0: séparez les mots par des virgules.")
    return words


class InitiativeForm(Part):
    """Name, summary, text, themes, tags, stage, scale, beginning."""

    title = CleanCharField(
        label="Nom de l’initiative",
        max_length=120,
        help_text="Le nom que vous utilisez tous les jours.",
        error_messages={"required": "Écrivez le nom de l’initiative."},
    )
    summary = CleanCharField(
        label="Résumé",
        max_length=SUMMARY_LENGTH,
        help_text=f"Une ou deux phrases, {SUMMARY_LENGTH} signes au plus. Que faites-vous, avec qui\u202f?",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Écrivez une ou deux phrases."},
    )
    description = CleanTextField(
        label="Description",
        max_length=DESCRIPTION_LENGTH,
        required=False,
        help_text="Comment cela marche, ce que vous avez appris, comment participer. Une ligne vide sépare deux "
        "paragraphes. Vous pouvez mettre en forme en Markdown\u00a0: ## Titre, - liste, **gras**, [lien](https://…).",
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    main_theme = forms.ModelChoiceField(
        label="Thème principal",
        queryset=Theme.objects.all(),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choisissez le thème qui dit le mieux votre initiative.",
            "invalid_choice": "Ce thème n’existe plus\u00a0: choisissez-en un autre.",
        },
    )
    themes = forms.ModelMultipleChoiceField(
        label="Autres thèmes",
        queryset=Theme.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Deux au plus.",
        error_messages={"invalid_choice": "L’un de ces thèmes n’existe plus\u00a0: choisissez de nouveau."},
    )
    tags = CleanCharField(
        label="Étiquettes",
        max_length=MAX_TAGS * TAG_LENGTH,
        required=False,
        help_text="Quelques mots qui aident à trouver la fiche, séparés par des virgules\u00a0: "
        "compost, école, quartier.",
    )
    suggested_tags = forms.ModelMultipleChoiceField(
        label="Étiquettes proposées",
        queryset=Tag.objects.filter(theme__isnull=False).select_related("theme").order_by("theme", "key"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": "L’une de ces étiquettes n’existe plus\u00a0: choisissez de nouveau."
        },
    )
    stage = forms.ChoiceField(
        label="Avancement",
        choices=Stage.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Dites où en est l’initiative."},
    )
    scale = forms.ChoiceField(
        label="Échelle",
        choices=Scale.choices,
        widget=forms.RadioSelect,
        help_text="Jusqu’où agit-elle\u202f?",
        error_messages={"required": "Dites jusqu’où agit l’initiative."},
    )
    since = forms.IntegerField(
        label="Depuis",
        required=False,
        help_text="L’année de ses débuts.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "short"}),
        error_messages={"invalid": "Écrivez une année en chiffres, par exemple 2019."},
    )

    def clean_themes(self) -> list[Theme]:
        """Return the other themes, without the main one ticked twice."""
        main = self.cleaned_data.get("main_theme")
        others = [theme for theme in self.cleaned_data["themes"] if theme != main]
        if len(others) > OTHER_THEMES:
            raise ValidationError("Gardez deux autres thèmes au plus.")
        return others

    def clean_since(self) -> int | None:
        """Return a year that can be one, or None."""
        year: int | None = self.cleaned_data["since"]
        this_year = timezone.localdate().year
        if year is not None and not FIRST_YEAR <= year <= this_year:
            raise ValidationError(f"Écrivez une année entre {FIRST_YEAR} et {this_year}.")
        return year

    def clean_tags(self) -> list[str]:
        """Return the words typed, in order."""
        return tag_words(self.cleaned_data["tags"])

    def clean(self) -> dict[str, Any]:
        """Refuse more tags than help to find a sheet."""
        cleaned = super().clean() or self.cleaned_data
        if len(self.tag_names()) > MAX_TAGS and "tags" not in self.errors:
            self.add_error("tags", f"Gardez {MAX_TAGS} étiquettes au plus, proposées comprises.")
        return cleaned

    def tag_names(self) -> list[str]:
        """Return the names of all tags wanted, typed and ticked, each once."""
        ticked = [tag.name for tag in self.cleaned_data.get("suggested_tags") or ()]
        return list(dict.fromkeys([*(self.cleaned_data.get("tags") or ()), *ticked]))

    def suggestions(self) -> list[tuple[Theme, list[BoundWidget]]]:
        """Return the boxes of the proposed tags, theme by theme."""
        boxes = list(self["suggested_tags"])
        return [
            (theme, list(group))
            for theme, group in groupby(boxes, key=lambda box: box.data["value"].instance.theme)
        ]
