"""The form of an actor in the admin."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from contributors.fields import CleanCharField, refuse_hidden_email
from initiatives.admin.initiative_form import TAGS_LENGTH
from initiatives.admin.links import LinksField
from initiatives.admin.territory import TerritoryField
from initiatives.models import Actor, Initiative, Tag, Theme
from initiatives.models.person import KIND_STAYS, is_another
from initiatives.models.slugs import RESERVED
from moderation.admin.sheet_form import SheetForm
from moderation.scope import territories_of
from places.territory import Territory


class ActorForm(SheetForm):
    """The columns of an actor, and what is kept in other tables: themes and skills."""

    reserved_slugs = frozenset(RESERVED)
    moderator: Any = None

    links = LinksField(label="Liens", required=False)
    territory = TerritoryField(label="Agit dans")
    theme_choices = forms.ModelMultipleChoiceField(
        label="Thèmes",
        queryset=Theme.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    skill_names = CleanCharField(
        label="Savoir-faire",
        max_length=TAGS_LENGTH,
        required=False,
        help_text="Séparés par des virgules\u00a0: animation, compostage. Ce sont les mêmes mots que les étiquettes.",
        widget=forms.TextInput(attrs={"class": "vLargeTextField"}),
    )

    class Meta:
        model = Actor
        fields = [
            "name", "slug", "kind", "summary", "description", "commune", "territory", "links", "phone", "email",
            "verified_at",
        ]  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Show the themes and skills that the actor has."""
        super().__init__(*args, **kwargs)
        for name in ("name", "summary"):
            if name in self.fields:
                self.fields[name].validators.append(refuse_hidden_email)
        if self.instance.pk:
            self.initial.setdefault("theme_choices", [theme.pk for theme in self.instance.themes.all()])
            self.initial.setdefault("skill_names", ", ".join(tag.name for tag in self.instance.skills.all()))

    def clean_kind(self) -> str:
        """Refuse to make a page at somebody's name: the person alone does, by the public form."""
        kind = str(self.cleaned_data["kind"])
        known = Actor.objects.filter(pk=self.instance.pk).first()
        if is_another(known, kind) if known else kind == Actor.Kind.PERSON:
            raise ValidationError(KIND_STAYS, code="person")
        return kind

    def clean(self) -> dict[str, Any]:
        """Refuse an actor that would leave the moderator's territories."""
        cleaned = super().clean() or self.cleaned_data
        territories = territories_of(self.moderator)
        if territories is None or {"commune", "territory"} & self.errors.keys():
            return cleaned
        holders = {
            holder.token
            for place in (
                _place(cleaned.get("commune")),
                Territory.from_token(cleaned.get("territory") or ""),
            )
            if place is not None
            for holder in (place, *place.parents)
        }
        own = Territory.from_tokens(territories)
        there = Initiative.objects.within(own).filter(participations__actor=self.instance.pk or 0)
        if not holders & set(territories) and not there.exists():
            raise ValidationError(
                "Cet acteur n’est pas dans les territoires que vous modérez\u00a0: choisissez-y sa commune, "
                "ou demandez à une personne qui modère tout le pays.",
                code="elsewhere",
            )
        return cleaned

    def save_themes_and_skills(self) -> None:
        """Write the rows of themes and skills; the actor itself is saved."""
        if "theme_choices" in self.changed_data:
            self.instance.themes.set(self.cleaned_data["theme_choices"])
        if "skill_names" in self.changed_data:
            self.instance.skills.set(Tag.objects.named(self.cleaned_data["skill_names"].split(",")))


def _place(commune: Any) -> Territory | None:
    return Territory(commune) if commune else None
