"""Part 2: where. One form for each place, three at most."""

from typing import Any

from django import forms

from contributors.fields import CleanCharField, LatitudeField, LongitudeField, check_position
from initiatives.models import Location
from initiatives.models.location import FAR_KM
from initiatives.submission.forms.territory import TerritoryPart
from places.forms import CommuneField
from places.models import Commune, Department, Intercommunality, Place, Region

NO_POSITION = (
    "Il manque la position\u00a0: placez le repère sur la carte, ou écrivez la latitude et la longitude. "
    "Si vous ne les connaissez pas, choisissez «\u00a0Toute une commune\u00a0»."
)

Kind = Location.Kind
# What each kind of location is made of; the rest of what was typed is left aside, and kept on the page.
FIELDS: dict[str, set[str]] = {
    Kind.POINT: {"commune", "address", "latitude", "longitude", "far_confirmed"},
    Kind.COMMUNE: {"commune", "address"},
    Kind.TERRITORY: {"territory", "territory_choice"},
    Kind.ITINERANT: {"territory", "territory_choice"},
    Kind.ONLINE: set(),
    Kind.NATIONAL: set(),
}
_COLUMNS: dict[type[Place], str] = {
    Region: "region",
    Department: "department",
    Intercommunality: "intercommunality",
}


class LocationForm(TerritoryPart):
    """One place of the initiative; each kind of place has its own fields."""

    field_order = ["kind", "commune", "address", "latitude", "longitude", "far_confirmed"]

    kind = forms.ChoiceField(
        label="Quelle sorte de lieu\u202f?",
        choices=Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Dites quelle sorte de lieu c’est."},
    )
    commune = CommuneField(label="Commune")
    address = CleanCharField(
        label="Adresse",
        max_length=200,
        required=False,
        help_text="Numéro et rue, ou nom du lieu\u00a0: 12 rue des Jardins, maison de quartier…",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    latitude = LatitudeField(label="Latitude", help_text="En degrés, par exemple 48,3904.")
    longitude = LongitudeField(label="Longitude", help_text="En degrés, par exemple −4,4861.")
    far_confirmed = forms.BooleanField(label="Je confirme l’emplacement", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.distance: int | None = None

    def clean(self) -> dict[str, Any]:
        """Check what this kind of place needs; set `place` to the wide territory, or None."""
        cleaned = super().clean() or self.cleaned_data
        kind = cleaned.get("kind")
        cleaned["place"] = None
        if kind is None:
            self.forget_errors(*(set(self.fields) - {"kind"}))
            return cleaned
        self.forget_errors(*(set(self.fields) - FIELDS[kind] - {"kind"}))
        if kind == Kind.POINT:
            self._check_point(cleaned)
        if "territory" in FIELDS[kind]:
            self.find_territory(cleaned, required=kind == Kind.TERRITORY)
        return cleaned

    def _check_point(self, cleaned: dict[str, Any]) -> None:
        """Refuse half a point or one that is nowhere; question one that is far from its commune."""
        typed = [self.data.get(self.add_prefix(name), "").strip() for name in ("latitude", "longitude")]
        if not any(typed):
            self.forget_errors("latitude", "longitude")
            self.add_error("latitude", NO_POSITION)
        if "latitude" in self.errors or "longitude" in self.errors:
            return
        latitude, longitude = cleaned["latitude"], cleaned["longitude"]
        try:
            check_position(latitude, longitude)
        except forms.ValidationError as error:
            self.add_error(None, error)
            return
        self._question_distance(cleaned)

    def _question_distance(self, cleaned: dict[str, Any]) -> None:
        commune: Commune | None = cleaned.get("commune")
        if commune is None:
            return
        away = commune.km_from(cleaned["latitude"], cleaned["longitude"])
        if away is None or away <= FAR_KM:
            return
        self.distance = round(away)
        if not cleaned.get("far_confirmed"):
            self.add_error(
                "far_confirmed",
                f"Ce point est à {self.distance}\u00a0km de {commune.name}. S’il est bien placé, cochez la case\u202f; "
                "sinon, corrigez la commune ou le point.",
            )

    def location(self) -> Location:
        """Return the place as a row that is not saved; call it once the form is valid."""
        kind = self.cleaned_data["kind"]
        taken = {"commune", "address", "latitude", "longitude"} & FIELDS[kind]
        location = Location(kind=kind, **{name: self.cleaned_data.get(name) for name in taken})
        place = self.cleaned_data["place"]
        if place is not None:
            setattr(location, _COLUMNS[type(place)], place)
        return location
