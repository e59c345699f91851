"""What an actor is: the part of the form to add one, and of the form to change one."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from contributors import consent_texts
from contributors.fields import CleanCharField, CleanTextField, refuse_hidden_email
from initiatives.models import Actor, Theme
from initiatives.models.initiative import DESCRIPTION_LENGTH, SUMMARY_LENGTH
from initiatives.models.tag import MAX_LENGTH as TAG_LENGTH
from initiatives.submission.forms.initiative import tag_words
from initiatives.submission.forms.territory import TerritoryPart
from places.forms import CommuneField

MOST_THEMES = 3
MOST_SKILLS = 10


class ActorPart(TerritoryPart):
    """Name, kind, text, themes, skills, where it is and where it acts."""

    field_order = [
        "name", "kind", "person_consent", "summary", "description", "themes", "skills", "commune", "territory",
        "territory_choice",
    ]  # fmt: skip

    name = CleanCharField(
        label="Nom",
        max_length=120,
        validators=[refuse_hidden_email],
        error_messages={"required": "Écrivez le nom de cet acteur."},
    )
    kind = forms.ChoiceField(
        label="Sorte d’acteur",
        choices=Actor.Kind.choices,
        error_messages={"required": "Dites de quelle sorte d’acteur il s’agit."},
    )
    summary = CleanCharField(
        label="Résumé",
        max_length=SUMMARY_LENGTH,
        required=False,
        help_text=f"Une ou deux phrases, {SUMMARY_LENGTH} signes au plus.",
        widget=forms.Textarea(attrs={"rows": 3}),
        validators=[refuse_hidden_email],
        error_messages={"required": "Écrivez une ou deux phrases."},
    )
    description = CleanTextField(
        label="Description",
        max_length=DESCRIPTION_LENGTH,
        required=False,
        help_text="Une ligne vide sépare deux paragraphes. Vous pouvez mettre en forme en Markdown\u00a0: ## Titre, "
        "- liste, **gras**, [lien](https://…).",
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    themes = forms.ModelMultipleChoiceField(
        label="Thèmes",
        queryset=Theme.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Trois au plus.",
        error_messages={"invalid_choice": "L’un de ces thèmes n’existe plus\u00a0: choisissez de nouveau."},
    )
    skills = CleanCharField(
        label="Savoir-faire",
        max_length=MOST_SKILLS * TAG_LENGTH,
        required=False,
        help_text="Ce que vous savez faire et pouvez partager, en quelques mots séparés par des virgules\u00a0: "
        "animation, compostage, réparation de vélos.",
    )
    commune = CommuneField(label="Commune", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        territory = self.fields["territory"]
        territory.label = "Agit dans"
        territory.help_text = (
            "Une intercommunalité, un département ou une région\u00a0: Brest Métropole, Finistère, Bretagne. "
            "Laissez vide si c’est là où se trouve l’acteur."
        )

    def clean_themes(self) -> list[Theme]:
        """Return the themes."""
        themes = list(self.cleaned_data["themes"])
        if len(themes) > MOST_THEMES:
            raise ValidationError("Gardez trois thèmes au plus.")
        return themes

    def clean_skills(self) -> list[str]:
        """Return the words typed, in order, each once."""
        words = list(dict.fromkeys(tag_words(self.cleaned_data["skills"])))
        if len(words) > MOST_SKILLS:
            raise ValidationError(f"Gardez {MOST_SKILLS} savoir-faire au plus.")
        for word in words:
            refuse_hidden_email(word)
        return words

    def clean(self) -> dict[str, Any]:
        """Find the territory; set `place` to it, or to None."""
        cleaned = super().clean() or self.cleaned_data
        cleaned["place"] = None
        self.find_territory(cleaned, required=False)
        return cleaned

    @property
    def token(self) -> str:
        """The territory where the actor acts, as its column keeps it; call it once the form is valid."""
        place = self.cleaned_data["place"]
        return place.token if place else ""


class NewActorPart(ActorPart):
    """An actor that is added: its summary is needed, and a person must be the one who writes."""

    person_consent = forms.BooleanField(label=consent_texts.PERSON_ACTOR.label, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["summary"].required = True
        self.fields["summary"].help_text += " Que faites-vous, avec qui\u202f?"
        kind: Any = self.fields["kind"]
        kind.choices = [("", "Choisissez"), *Actor.Kind.choices]

    def clean(self) -> dict[str, Any]:
        """Ask of a person that they be the one who writes: nobody makes a page at somebody else's name."""
        cleaned = super().clean()
        if cleaned.get("kind") == Actor.Kind.PERSON and not cleaned.get("person_consent"):
            self.add_error("person_consent", consent_texts.PERSON_PAGE_MISSING)
        return cleaned
