"""The form in which anybody proposes to change an initiative."""

from collections.abc import Mapping
from typing import Any, ClassVar, cast

from django import forms
from django.conf import settings
from django.http import QueryDict

from contributors.fields import CleanCharField, refuse_hidden_email
from contributors.parts import Part
from initiatives.editing.links import LINKS, contact_as_typed, forget_old_contacts, links_of
from initiatives.editing.locations import (
    all_controls,
    forget_old_locations,
    locations_as_typed,
    locations_of,
)
from initiatives.models import Tag, Theme
from initiatives.readers import InitiativeReader
from initiatives.submission.forms.contact import ContactForm
from initiatives.submission.forms.initiative import InitiativeForm
from initiatives.submission.forms.location import LocationForm
from initiatives.submission.forms.photo import PhotoForm
from initiatives.submission.forms.whole import MAX_LOCATIONS, location_count, reshaped
from initiatives.submission.preview import data_uri
from moderation.editing import EditForm
from photos.models import Photo
from places.models import Department, Region

THUMBNAIL = 320  # pixels
PLAIN = ("title", "summary", "description", "stage", "scale", "since")


class CarriedByPart(Part):
    """Who carries it, where it is no actor of the directory."""

    carried_by = CleanCharField(
        label="Portée par",
        max_length=200,
        required=False,
        help_text="Seulement une personne ou un groupe qui n’a pas sa page dans l’annuaire, avec son accord.",
        validators=[refuse_hidden_email],
    )


class OldPhotosPart(Part):
    """The photos that are there."""

    removed_photos = forms.MultipleChoiceField(
        label="Photos à retirer", required=False, widget=forms.CheckboxSelectMultiple
    )


class InitiativeEditForm(EditForm):
    """An initiative: all of it but its actors, who speak for themselves, and its provenance."""

    template = "initiatives/edit_initiative.html"
    reader = InitiativeReader
    fields: ClassVar[Mapping[str, tuple[str, ...]]] = {
        **{name: (name,) for name in PLAIN},
        "main_theme": ("main_theme",),
        "themes": ("themes",),
        "tags": ("tags", "suggested_tags"),
        "locations": all_controls(),
        "carried_by": ("carried_by",),
        "links": LINKS,
        "opening_hours": ("opening_hours",),
        "phone": ("phone",),
        "email": ("email",),
        "photos": ("removed_photos",),
    }

    judged_whole: ClassVar[tuple[type[Part], ...]] = (LocationForm,)
    always: ClassVar[frozenset[str]] = frozenset({"photo", "alt", "credit", "contact_consent"})

    def make_parts(self, given: dict[str, Any], kept: Photo | None) -> list[Part]:
        """Make the parts of the long form, but those about who carries it and who writes."""
        self.initiative = InitiativeForm(**given)
        count = location_count(given["data"])
        self.locations = [LocationForm(**given, prefix=f"lieu-{rank}") for rank in range(count)]
        self.carrier = CarriedByPart(**given)
        self.contact = ContactForm(**given)
        self.old_photos = OldPhotosPart(**given)
        field = cast("forms.MultipleChoiceField", self.old_photos.fields["removed_photos"])
        field.choices = [
            (str(photo["id"]), photo.get("alt") or "Photo sans description") for photo in self._photos()
        ]
        self.new_photo = PhotoForm(**given, kept=kept)
        return [
            self.initiative,
            *self.locations,
            self.carrier,
            self.contact,
            self.old_photos,
            self.new_photo,
        ]

    def as_typed(self, base: dict[str, Any]) -> dict[str, list[str]]:
        """Return the initiative as its author would have typed it."""
        typed = {name: [_text(base.get(name))] for name in (*PLAIN, "carried_by")}
        slugs = [base.get("main_theme") or "", *(base.get("themes") or [])]
        numbers = {theme.slug: str(theme.pk) for theme in Theme.objects.filter(slug__in=slugs)}
        typed["main_theme"] = [numbers[slugs[0]]] if slugs[0] in numbers else []
        typed["themes"] = [numbers[slug] for slug in slugs[1:] if slug in numbers]
        typed["tags"] = [", ".join(base.get("tags") or [])]
        return typed | contact_as_typed(base) | locations_as_typed(base.get("locations") or [])

    def forget_untouched(self) -> None:
        """Leave in peace also the places that stay, and the consent to contacts that were shown before."""
        super().forget_untouched()
        forget_old_locations(self.locations, self.base.get("locations") or [])
        forget_old_contacts(self, self.contact)

    def value(self, name: str) -> Any:
        """Return what a field becomes."""
        told = self.initiative.cleaned_data
        match name:
            case "main_theme":
                return told["main_theme"].slug
            case "themes":
                return sorted(theme.slug for theme in told["themes"])
            case "tags":
                return sorted(self.initiative.tag_names())
            case "locations":
                return locations_of(self.locations, self.base.get("locations") or [])
            case "links":
                return links_of(self.contact, self.base)
            case "carried_by":
                return self.carrier.cleaned_data["carried_by"]
            case "opening_hours" | "phone" | "email":
                return self.contact.cleaned_data[name]
            case "photos":
                gone = self.old_photos.cleaned_data["removed_photos"]
                return [photo for photo in self._photos() if str(photo["id"]) not in gone] + self._added()
            case _:
                return told[name]

    def changes(self) -> dict[str, dict[str, Any]]:
        """Return what changes; a photo that is added is no control that was shown."""
        found = super().changes()
        if self.new_photo.kept:
            found["photos"] = {"before": self._photos(), "after": self.value("photos")}
        return found

    @property
    def photo(self) -> Photo | None:
        """The photo that is added, if any."""
        return self.new_photo.kept

    def take_photo(self, before: Photo | None) -> None:
        """Take in the file that came, in place of the one sent before."""
        part = self.new_photo
        part.kept = part.take_in() or (None if part.wants_removal else before)

    def context(self) -> dict[str, Any]:
        """Return what the map of a place and the photo need."""
        return {
            "photo": self.photo,
            "photo_address": self.address_of(self.photo),
            "territories": [*Region.objects.order_by("key"), *Department.objects.order_by("key")],
            "tile_url": settings.TILE_URL,
            "tile_attribution": settings.TILE_ATTRIBUTION,
        }

    @staticmethod
    def address_of(photo: Photo | None) -> str:
        """Return a photo that is not public as an address that holds it whole."""
        return data_uri(photo, THUMBNAIL) if photo else ""

    @classmethod
    def reshaped(cls, data: QueryDict, action: str) -> QueryDict | None:
        """Return the form with one more place, or one less."""
        return reshaped(data, action)

    @classmethod
    def bring(cls, changes: Mapping[str, Any]) -> None:
        """Make the tags that are new."""
        Tag.objects.named(changes.get("tags") or [])

    @property
    def can_add_location(self) -> bool:
        """Whether there is room for one more place."""
        return len(self.locations) < MAX_LOCATIONS

    def place_of(self, part: Part) -> str:
        """Return the rank of a place among several."""
        if len(self.locations) == 1 or not isinstance(part, LocationForm):
            return ""
        return f"Lieu {self.locations.index(part) + 1}"

    def kept(self) -> dict[str, Any]:
        """Keep the number of places too: no part has it."""
        kept = super().kept()
        kept["typed"]["location_count"] = [str(len(self.locations))]
        return kept

    def _photos(self) -> list[dict[str, Any]]:
        return self.base.get("photos") or []

    def _added(self) -> list[dict[str, Any]]:
        photo, told = self.new_photo.kept, self.new_photo.cleaned_data
        return [{"id": photo.pk, "alt": told["alt"], "credit": told["credit"]}] if photo else []


def _text(value: Any) -> str:
    return "" if value is None else str(value)
