"""What it is about: initiatives and meetings of the site, themes, a territory."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from contributors.fields import CleanCharField
from contributors.parts import Part
from events.models import Event
from events.sheet_lines import SheetLinesField
from initiatives.models import Initiative, Theme
from places.models import Department, Region
from places.territory import Territory, called

MOST_THEMES = 3
MOST_OFFERED = 6


def suggested_territories() -> list[Territory]:
    """Return the regions and the departments: what is suggested where a territory is typed."""
    places = [
        *Region.objects.defer("outline").order_by("key"),
        *Department.objects.defer("outline").order_by("key"),
    ]
    return [Territory(place) for place in places]


class TerritoryField(CleanCharField):
    """Cleans to the token of the territory that is typed by name, or nothing; each has a name of its own to type."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=100, **kwargs)

    def clean(self, value: Any) -> str:
        """Return the token. Raises ValidationError for a name that no territory has, or several."""
        typed = super().clean(value)
        if not typed:
            return ""
        name = typed.partition(" (")[0]
        known = called(typed) or called(name)
        named = [one for one in known if one.label.lower() == typed.lower()] or known
        if len(named) == 1:
            return named[0].token
        if not known:
            raise ValidationError(
                f"«\u00a0{typed}\u00a0» est inconnu\u00a0: écrivez le nom d’une commune, d’une intercommunalité, d’un "
                "département ou d’une région.",
                code="unknown",
            )
        offered = ", ".join(one.label for one in known[-MOST_OFFERED:])
        raise ValidationError(
            f"Plusieurs territoires s’appellent «\u00a0{typed}\u00a0»\u00a0: écrivez l’un de ceux-ci\u00a0: {offered}.",
            code="several",
        )

    def prepare_value(self, value: Any) -> Any:
        """Show a token as a name."""
        known = Territory.from_token(value) if isinstance(value, str) else None
        return known.label if known else value


class AboutPart(Part):
    """Initiatives, meetings, themes, territory."""

    initiatives = SheetLinesField(
        model=Initiative,
        word="initiatives",
        named="Aucune initiative",
        column="title",
        label="Initiatives dont il est question",
        help_text="Une par ligne\u00a0: son nom, ou l’adresse de sa page.",
    )
    events = SheetLinesField(
        model=Event,
        word="rencontres",
        named="Aucune rencontre",
        column="title",
        label="Rencontre dont vous rendez compte",
        help_text="Une par ligne\u00a0: l’adresse de sa page.",
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
    territory = TerritoryField(
        label="Territoire",
        required=False,
        help_text="S’il est question d’un lieu en particulier\u00a0: commune, intercommunalité, département ou région. "
        "Sinon, nous prenons celui des initiatives que vous citez.",
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "territoires"}),
    )

    def clean_themes(self) -> list[Theme]:
        """Return the themes."""
        themes = list(self.cleaned_data["themes"])
        if len(themes) > MOST_THEMES:
            raise ValidationError("Gardez trois thèmes au plus.")
        return themes
