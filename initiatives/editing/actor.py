"""The form in which anybody proposes to change the page of an actor."""

from collections.abc import Mapping
from typing import Any, ClassVar, cast

from django import forms

from contributors.parts import Part
from initiatives.editing.links import LINKS, contact_as_typed, forget_old_contacts, links_of
from initiatives.models import Actor, Tag, Theme
from initiatives.readers import ActorReader
from initiatives.submission.forms.actor import ActorPart
from initiatives.submission.forms.territory import territories_called
from initiatives.submission.forms.whole_actor import ActorContactPart
from moderation.editing import EditForm
from photos.models import Photo
from places.models import Commune, Department, Region
from places.territory import Territory

PLAIN = ("name", "kind", "summary", "description")


class ActorEditForm(EditForm):
    """An actor: all of it but its networks and its initiatives, where both sides have their say."""

    template = "initiatives/edit_actor.html"
    reader = ActorReader
    fields: ClassVar[Mapping[str, tuple[str, ...]]] = {
        **{name: (name,) for name in PLAIN},
        "commune": ("commune",),
        "territory": ("territory", "territory_choice"),
        "themes": ("themes",),
        "skills": ("skills",),
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
        territory = Territory.from_token(base.get("territory") or "")
        if territory:
            typed["territory"] = [territory.name]
            if len(territories_called(territory.name)) != 1:
                typed["territory_choice"] = [territory.token]
        themes = Theme.objects.filter(slug__in=base.get("themes") or [])
        typed["themes"] = [str(theme.pk) for theme in themes]
        typed["skills"] = [", ".join(base.get("skills") or [])]
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
        if name == "territory":
            return self.actor.token
        if name == "themes":
            return sorted(theme.slug for theme in self.actor.cleaned_data["themes"])
        if name == "skills":
            return sorted(self.actor.cleaned_data["skills"])
        part = self.contact if name in ("phone", "email") else self.actor
        return part.cleaned_data[name]

    def context(self) -> dict[str, Any]:
        """Return the territories that are suggested."""
        return {"territories": [*Region.objects.order_by("key"), *Department.objects.order_by("key")]}

    @classmethod
    def bring(cls, changes: Mapping[str, Any]) -> None:
        """Make the skills that are new."""
        Tag.objects.named(changes.get("skills") or [])
