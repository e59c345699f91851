"""Where: a place, a link to take part, or both."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from contributors.fields import CleanCharField, LatitudeField, LongitudeField, PublicUrlField, check_position
from contributors.parts import Part
from events.models.event import SHORT_LENGTH
from initiatives.models.location import FAR_KM
from places.forms import CommuneField
from places.models import Commune


class WherePart(Part):
    """A commune with a venue, an address and perhaps a point; a link; at least one of both."""

    field_order = ["commune", "venue", "address", "latitude", "longitude", "online_url"]

    commune = CommuneField(
        label="Commune", required=False, help_text="Laissez vide si elle n’a lieu qu’en ligne."
    )
    venue = CleanCharField(
        label="Lieu",
        max_length=SHORT_LENGTH,
        required=False,
        help_text="Le nom du lieu\u00a0: maison de quartier, salle des fêtes, place du marché.",
    )
    address = CleanCharField(
        label="Adresse",
        max_length=SHORT_LENGTH,
        required=False,
        help_text="Numéro et rue, étage, par où l’on entre.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    latitude = LatitudeField(label="Latitude", required=False, help_text="En degrés, par exemple 48,3904.")
    longitude = LongitudeField(label="Longitude", required=False, help_text="En degrés, par exemple −4,4861.")
    online_url = PublicUrlField(
        label="Lien pour participer en ligne",
        required=False,
        help_text="Tout le monde le verra. S’il doit rester entre vous, laissez vide et envoyez-le vous-même.",
    )

    def clean(self) -> dict[str, Any]:
        """Refuse a meeting that is nowhere, and a point that is half, outside France or far from its commune."""
        cleaned = super().clean() or self.cleaned_data
        if self.errors.keys() & {"commune", "online_url", "latitude", "longitude"}:
            return cleaned
        commune: Commune | None = cleaned.get("commune")
        if commune is None:
            if not cleaned.get("online_url"):
                self.add_error(
                    "commune", "Dites où elle a lieu\u00a0: une commune, un lien en ligne, ou les deux."
                )
            cleaned |= {"venue": "", "address": "", "latitude": None, "longitude": None}
            return cleaned
        self._check_point(commune, cleaned.get("latitude"), cleaned.get("longitude"))
        return cleaned

    def _check_point(self, commune: Commune, latitude: float | None, longitude: float | None) -> None:
        try:
            check_position(latitude, longitude)
        except ValidationError as error:
            self.add_error(None, error)
            return
        if latitude is None or longitude is None:
            return
        away = commune.km_from(latitude, longitude)
        if away is not None and away > FAR_KM:
            self.add_error(
                "latitude",
                f"Ce point est à {round(away)}\u00a0km de {commune.name}\u00a0: corrigez la commune ou le point.",
            )
