"""The form of an initiative in the admin."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from contributors.fields import CleanCharField
from initiatives.admin.links import LinksField
from initiatives.models import Initiative, Tag, Theme
from initiatives.models.slugs import RESERVED
from moderation.admin.sheet_form import SheetForm

TAGS_LENGTH = 600  # characters of the whole line


class InitiativeForm(SheetForm):
    """Adds to the columns what is kept in other tables: other themes and tags."""

    reserved_slugs = frozenset(RESERVED)

    links = LinksField(label="Liens", required=False)
    other_themes = forms.ModelMultipleChoiceField(
        label="Autres thèmes",
        queryset=Theme.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    tag_names = CleanCharField(
        label="Étiquettes",
        max_length=TAGS_LENGTH,
        required=False,
        help_text="Séparées par des virgules. Ni accents ni majuscules ne comptent\u00a0: École est aussi ecole.",
        widget=forms.TextInput(attrs={"class": "vLargeTextField"}),
    )

    class Meta:
        model = Initiative
        fields = [
            "title", "slug", "summary", "description", "main_theme", "stage", "scale", "since", "links", "phone",
            "email", "opening_hours", "carried_by", "licence", "source", "source_url", "source_id", "verified_at",
        ]  # fmt: skip
        help_texts = {
            "verified_at": "Le jour où l’on s’est assuré que la fiche est encore exacte. La page publique dit le mois."
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Show the themes and tags that the initiative has."""
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial.setdefault("other_themes", [theme.pk for theme in self.instance.themes.all()])
            self.initial.setdefault("tag_names", ", ".join(tag.name for tag in self.instance.tags.all()))

    def clean_verified_at(self) -> date | None:
        """Refuse a day to come."""
        day: date | None = self.cleaned_data["verified_at"]
        if day is not None and day > timezone.localdate():
            raise ValidationError(
                "Cette date est à venir\u00a0: indiquez le jour où la fiche a été vérifiée.", code="future"
            )
        return day

    def clean(self) -> dict[str, Any]:
        """Leave the main theme out of the others."""
        cleaned = super().clean() or self.cleaned_data
        main = cleaned.get("main_theme")
        if main is not None and "other_themes" in cleaned:
            cleaned["other_themes"] = [theme for theme in cleaned["other_themes"] if theme != main]
        return cleaned

    def save_themes_and_tags(self) -> None:
        """Write the rows of other themes and tags; the initiative itself is saved."""
        if "other_themes" in self.changed_data or "main_theme" in self.changed_data:
            self.instance.themes.set(self.cleaned_data["other_themes"])
        if "tag_names" in self.changed_data:
            self.instance.tags.set(Tag.objects.named(self.cleaned_data["tag_names"].split(",")))
