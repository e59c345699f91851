"""The form in which anybody proposes to change the page of an actor."""

from collections.abc import Mapping
from typing import Any, ClassVar, cast

from django import forms

from contributors.fields import CleanCharField, CleanTextField
from contributors.parts import Part
from initiatives.editing.links import (
    LINKS,
    ActorContactPart,
    contact_as_typed,
    forget_old_contacts,
    links_of,
)
from initiatives.models import Actor
from initiatives.models.initiative import DESCRIPTION_LENGTH, SUMMARY_LENGTH
from initiatives.readers import ActorReader
from moderation.editing import EditForm
from photos.models import Photo
from places.forms import CommuneField
from places.models import Commune

PLAIN = ("name", "kind", "summary", "description")


class ActorPart(Part):
    """Name, kind, text, commune."""

    name = CleanCharField(
        label="Nom", max_length=120, error_messages={"required": "Écrivez le nom de cet acteur."}
    )
    kind = forms.ChoiceField(label="Sorte d’acteur", choices=Actor.Kind.choices)
    summary = CleanCharField(
        label="Résumé",
        max_length=SUMMARY_LENGTH,
        required=False,
        help_text=f"Une ou deux phrases, {SUMMARY_LENGTH} signes au plus.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    description = CleanTextField(
        label="Description",
        max_length=DESCRIPTION_LENGTH,
        required=False,
        help_text="Une ligne vide sépare deux paragraphes. Vous pouvez mettre en forme en Markdown\u00a0: ## Titre, "
        "- liste, **gras**, [lien](https://…).",
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    commune = CommuneField(label="Commune", required=False)


class ActorEditForm(EditForm):
    """An actor: all of it but its networks and its initiatives, where both sides have their say."""

    template = "initiatives/edit_actor.html"
    reader = ActorReader
    fields: ClassVar[Mapping[str, tuple[str, ...]]] = {
        **{name: (name,) for name in PLAIN},
        "commune": ("commune",),
        "links": LINKS,
        "phone": ("phone",),
        "email": ("email",),
    }

    always: ClassVar[frozenset[str]] = frozenset({"contact_consent"})

    def make_parts(self, given: dict[str, Any], kept: Photo | None) -> list[Part]:
        """Make the parts. A page at somebody's name is made by that person alone: nothing becomes one here."""
        self.actor = ActorPart(**given)
        person = Actor.Kind.PERSON.value
        field = cast("forms.ChoiceField", self.actor.fields["kind"])
        is_person = self.base.get("kind") == person
        field.choices = [
            (value, label) for value, label in Actor.Kind.choices if (value == person) == is_person
        ]
        self.contact = ActorContactPart(**given)
        return [self.actor, self.contact]

    def as_typed(self, base: dict[str, Any]) -> dict[str, list[str]]:
        """Return the actor as it would have been typed."""
        typed = {name: [base.get(name) or ""] for name in PLAIN}
        commune = Commune.objects.filter(pk=base.get("commune") or "").first()
        if commune:
            typed |= {"commune": [commune.label], "commune_code": [commune.pk]}
        return typed | contact_as_typed(base)

    def forget_untouched(self) -> None:
        """Leave in peace also the consent to contacts that were shown before."""
        super().forget_untouched()
        forget_old_contacts(self, self.contact)

    def value(self, name: str) -> Any:
        """Return what a field becomes."""
        if name == "links":
            return links_of(self.contact, self.base)
        if name == "commune":
            commune = self.actor.cleaned_data["commune"]
            return commune.pk if commune else None
        part = self.contact if name in ("phone", "email") else self.actor
        return part.cleaned_data[name]
