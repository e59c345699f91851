"""« Je démarre une initiative » : what looks like an idea, and whom to meet. A GET form; nothing is kept."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode

from contributors.fields import CleanCharField
from contributors.forms import VisitorForm
from initiatives.filters import value
from initiatives.likeness.starting import NEAR_KM, TEXT_LENGTH, beginning
from moderation import caching
from places.forms import CommuneField
from places.models import Commune

TITLE_LENGTH = 120  # characters: what is carried to the form as its title, if it is so short


class StartForm(VisitorForm):
    """An idea and a commune."""

    texte = CleanCharField(
        label="Votre idée",
        max_length=TEXT_LENGTH,
        help_text="Un nom ou quelques lignes\u00a0: «\u00a0un compost partagé au pied des immeubles\u00a0».",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Dites votre idée en quelques mots."},
    )
    commune = CommuneField(
        label="Votre commune",
        required=False,
        help_text="Par son nom ou son code postal, pour chercher près de chez vous.",
    )


@caching.listing
def start(request: HttpRequest) -> HttpResponse:
    """Ask for an idea and a commune; answer with what looks like it and whom to meet."""
    asked = "texte" in request.GET
    form = StartForm(_typed(request) if asked else None)
    context: dict[str, Any] = {"form": form, "asked": asked, "near_km": NEAR_KM}
    if form.is_valid():
        text, commune = form.cleaned_data["texte"], form.cleaned_data["commune"]
        context |= {
            "found": beginning(text, commune),
            "commune": commune,
            "propose_url": _propose_url(text, commune),
        }
    return render(request, "initiatives/starting.html", context)


def _typed(request: HttpRequest) -> dict[str, str]:
    """Return what was typed, made safe and cut: an address may hold anything."""
    lengths = {"texte": TEXT_LENGTH, "commune": 100, "commune_code": 100}
    return {name: value(request.GET, name, length) for name, length in lengths.items()}


def _propose_url(text: str, commune: Commune | None) -> str:
    """Return the address of the long form, which is to begin with what was typed here."""
    carried = {"titre" if len(text) <= TITLE_LENGTH else "texte": text}
    if commune:
        carried["commune"] = commune.pk
    return f"{reverse('initiative_submit')}?{urlencode(carried)}"
