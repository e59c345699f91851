"""What somebody types to get the letter."""

from typing import Any

from django import forms

from contributors.fields import StrictEmailField
from contributors.forms import VisitorForm
from initiatives.models import Theme
from newsletter.models import MOST_TERRITORIES, Choice
from newsletter.periods import Rhythm
from newsletter.sections import NAMES, SECTIONS
from newsletter.selection import Selection
from newsletter.territory_field import TerritoryField
from places.territory import Territory

PLACES = tuple(f"place_{number}" for number in range(1, MOST_TERRITORIES + 1))


class ChoiceForm(VisitorForm):
    """What a letter tells of, and how often it comes."""

    place_1 = TerritoryField(
        label="Un territoire",
        help_text="Une commune, une intercommunalité, un département ou une région\u00a0: son nom, ou un code postal. "
        "Vide\u00a0: toute la France.",
    )
    place_2 = TerritoryField(label="Un deuxième territoire")
    place_3 = TerritoryField(label="Un troisième territoire")
    place_4 = TerritoryField(label="Un quatrième territoire")
    place_5 = TerritoryField(label="Un cinquième territoire")
    themes = forms.ModelMultipleChoiceField(
        label="Des thèmes",
        queryset=Theme.objects.all(),
        to_field_name="slug",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Aucun\u00a0: tous les thèmes.",
        error_messages={"invalid_choice": "Choisissez des thèmes de la liste."},
    )
    kinds = forms.MultipleChoiceField(
        label="Ce que la lettre raconte",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Cochez au moins une ligne\u00a0: sinon la lettre serait vide.",
            "invalid_choice": "Choisissez dans la liste.",
        },
    )
    rhythm = forms.ChoiceField(
        label="À quel rythme",
        widget=forms.RadioSelect,
        choices=[(value, str(label).capitalize()) for value, label in Rhythm.choices],
        initial=Rhythm.WEEKLY,
        error_messages={
            "required": "Choisissez chaque semaine ou chaque mois.",
            "invalid_choice": "Choisissez chaque semaine ou chaque mois.",
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the sections that exist, all ticked at first."""
        super().__init__(*args, **kwargs)
        kinds: Any = self.fields["kinds"]
        kinds.choices = [(section.name, section.label) for section in SECTIONS]
        kinds.initial = list(NAMES)

    @property
    def places(self) -> list[forms.BoundField]:
        """The fields of territories, the first one apart in templates."""
        return [self[name] for name in PLACES]

    @property
    def has_many_places(self) -> bool:
        """Whether more than one is filled, or wrong: those after the first are then shown."""
        return any(field.value() or field.errors for field in self.places[1:])

    @property
    def selection(self) -> Selection:
        """What was chosen. All sections are none in particular: those that come later are wanted too."""
        chosen = self.cleaned_data
        places = {place.token for name in PLACES if (place := chosen.get(name))}
        kinds = set(chosen["kinds"])
        return Selection(
            territories=tuple(sorted(places)),
            themes=tuple(sorted(theme.pk for theme in chosen["themes"])),
            kinds=() if kinds == set(NAMES) else tuple(sorted(kinds)),
        )

    @staticmethod
    def initial_of(choice: Choice) -> dict[str, Any]:
        """Return what the form shows of choices made before."""
        selection = choice.selection
        places: dict[str, Any] = dict(zip(PLACES, selection.places, strict=False))
        return places | {
            "themes": [theme.slug for theme in selection.subjects],
            "kinds": list(selection.kinds or NAMES),
            "rhythm": choice.rhythm,
        }


class SubscribeForm(ChoiceForm):
    """The same, and where the letter goes."""

    email = StrictEmailField(
        label="Votre adresse électronique",
        help_text="Nous y envoyons un lien pour confirmer. Rien ne part avant.",
    )

    field_order = ["email"]


def initial_place(token: str) -> dict[str, Any]:
    """Return the territory that an address gives, `?territoire=commune-29019`, for a form; nothing for another text."""
    place = Territory.from_token(token)
    return {"place_1": place} if place else {}
