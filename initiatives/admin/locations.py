"""The places of an initiative in the admin, with a map to point at, or coordinates typed."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms.widgets import Script

from contributors.fields import LatitudeField, LongitudeField, check_position
from initiatives.models import Location
from initiatives.models.location import FAR_KM
from moderation.admin import PartOfSheet
from moderation.scope import territories_of
from places.models import Place
from places.territory import Territory

TERRITORIES = ("intercommunality", "department", "region")  # the most precise first
WITH_TERRITORY = {Location.Kind.TERRITORY, Location.Kind.ITINERANT}
WITH_COMMUNE = {Location.Kind.POINT, Location.Kind.COMMUNE, Location.Kind.ITINERANT}
_DECIMALS = 6  # as the fields of coordinates round: an older, longer number must not look changed


class LocationForm(forms.ModelForm):
    """One place. What its kind has no use for is put aside, so that changing the kind is one gesture."""

    latitude = LatitudeField(label="Latitude", required=False)
    longitude = LongitudeField(label="Longitude", required=False)

    class Meta:
        model = Location
        fields = ["kind", "commune", *TERRITORIES, "address", "latitude", "longitude"]
        labels = {
            "intercommunality": "Intercommunalité",
            "department": "Département",
            "region": "Région",
        }
        help_texts = {
            "commune": "Pour une adresse précise ou toute une commune.",
            "intercommunality": "Pour un territoire plus large\u00a0: choisissez-en un seul parmi les trois.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Show of a territory its most precise name only: the database fills in those that hold it."""
        super().__init__(*args, **kwargs)
        named = [name for name in TERRITORIES if self.initial.get(name)]
        shown = named[:1] if self.instance.kind in WITH_TERRITORY and self.instance.commune_id is None else []
        for name in named:
            if name not in shown:
                self.initial[name] = None
        for name in ("latitude", "longitude"):
            if self.initial.get(name) is not None:
                self.initial[name] = round(self.initial[name], _DECIMALS)

    def clean(self) -> dict[str, Any]:
        """Check what this kind needs, and clear the rest."""
        cleaned = super().clean() or self.cleaned_data
        kind = cleaned.get("kind")
        if kind not in WITH_COMMUNE:
            cleaned["commune"] = None
        if kind != Location.Kind.POINT:
            cleaned["latitude"] = cleaned["longitude"] = None
        given = [name for name in TERRITORIES if cleaned.get(name)]
        if kind not in WITH_TERRITORY or cleaned.get("commune"):
            cleaned.update(dict.fromkeys(TERRITORIES))
        elif len(given) > 1:
            raise ValidationError(
                "Choisissez un seul territoire\u00a0: l’intercommunalité, le département ou la région.",
                code="several",
            )
        check_position(cleaned.get("latitude"), cleaned.get("longitude"))
        return cleaned

    def validate_constraints(self) -> None:
        """Leave the database's own words out when ours already say what is wrong."""
        if not self.errors:
            super().validate_constraints()

    def question(self) -> str:
        """Return a question to ask about a point that is far from its commune; nothing when it is near."""
        commune, latitude, longitude = map(self.cleaned_data.get, ("commune", "latitude", "longitude"))
        if commune is None or latitude is None or longitude is None:
            return ""
        away = commune.km_from(latitude, longitude)
        if away is None or away <= FAR_KM:
            return ""
        return f"Ce point est à {away:.0f}\u00a0km de {commune.name}\u00a0: est-il bien placé\u202f?"

    def holders(self) -> list[Place]:
        """Return the places of the gazetteer that hold what was typed, itself included."""
        cleaned = self.cleaned_data
        place = cleaned.get("commune") or next(
            (cleaned[name] for name in TERRITORIES if cleaned.get(name)), None
        )
        return [place, *(parent.place for parent in Territory(place).parents)] if place else []


class LocationFormSet(forms.BaseInlineFormSet):
    """The places of one initiative: at least one, and one at least where the moderator moderates."""

    moderator: Any = None

    def clean(self) -> None:
        """Refuse an initiative without place, and one that would leave the moderator's territories."""
        super().clean()
        if any(self.errors):
            return
        kept = [
            form
            for form in self.forms
            if form.cleaned_data.get("kind") and not form.cleaned_data.get("DELETE")
        ]
        if not kept:
            raise ValidationError(
                "Ajoutez au moins un lieu\u00a0: «\u00a0En ligne\u00a0» ou «\u00a0Tout le pays\u00a0» en sont."
            )
        territories = territories_of(self.moderator)
        if territories is None:
            return
        holders = {place.token for form in kept if isinstance(form, LocationForm) for place in form.holders()}
        if not holders & set(territories):
            raise ValidationError(
                "Aucun de ces lieux n’est dans les territoires que vous modérez\u00a0: "
                "demandez à une personne qui modère tout le pays."
            )


class LocationInline(PartOfSheet, admin.StackedInline):
    """The places of an initiative."""

    model = Location
    form = LocationForm
    formset = LocationFormSet
    template = "initiatives/admin/locations.html"
    autocomplete_fields = ["commune", *TERRITORIES]
    tile_url = settings.TILE_URL
    tile_attribution = settings.TILE_ATTRIBUTION
    fieldsets = [
        (None, {"fields": ["kind", "commune", *TERRITORIES, "address", ("latitude", "longitude")]}),
    ]

    class Media:
        css = {"all": ["leaflet/leaflet.css", "css/map.css"]}
        js = [
            "leaflet/leaflet.js",
            Script("js/point_picker.js", type="module"),
            Script("js/admin/location.js", type="module"),
        ]

    def get_formset(self, request: Any, obj: Any = None, **kwargs: Any) -> type[LocationFormSet]:
        """Tell the formset who moderates."""
        formset = super().get_formset(request, obj, **kwargs)
        return type(formset.__name__, (formset,), {"moderator": request.user})

    def get_extra(self, request: Any, obj: Any = None, **kwargs: Any) -> int:
        """Offer one empty place on a new sheet."""
        return 0 if obj else 1
