"""The living style guide: every piece of the interface, drawn by the components themselves from example objects."""

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from django import forms
from django.contrib.staticfiles import finders
from django.core.paginator import Paginator
from django.db.models import Model
from django.forms.models import ModelChoiceIteratorValue
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse

from initiatives.facets import Choice
from initiatives.models import Theme
from moderation.history import Change, word_by_word
from territoires.templatetags.components import GLYPHS, SPRITE

COLOURS = ("paper", "card", "tint", "rule", "field", "soft", "ink", "blue", "gorse", "ok", "warn", "err")
STAGES = (
    ("idee", "Idée"),
    ("emergence", "En émergence"),
    ("activite", "En activité"),
    ("essaime", "Essaime"),
    ("terminee", "Terminée"),
)
CLUSTERS = (("d1", 4), ("d2", 31), ("d3", 120), ("d4", 640), ("d5", 2300))


@dataclass(frozen=True)
class ExampleTheme:
    """What components read of a theme."""

    name: str
    colour: str
    shape: str
    icon: str

    def get_absolute_url(self) -> str:
        """Return the address of the list of themes: the example has no page."""
        return reverse("theme_list")


@dataclass(frozen=True)
class ExamplePicture:
    """What components read of a photo: here one of our drawings, the same at every width."""

    name: str
    alt: str
    width: int = 960
    height: int = 600

    def url(self, width: int) -> str:
        """Return the address of the drawing."""
        return static("img/illustrations/" + self.name + ".svg")

    @property
    def srcset(self) -> str:
        """The drawing alone."""
        return f"{self.url(960)} 960w"


@dataclass(frozen=True)
class ExampleInitiative:
    """What components read of an initiative."""

    title: str
    summary: str
    main_theme: ExampleTheme
    place_label: str
    actor_label: str
    stage: str
    cover: ExamplePicture | None = None
    is_example: bool = field(default=True)

    def get_absolute_url(self) -> str:
        """Return the address of the list: the example has no sheet."""
        return reverse("initiative_list")

    def get_stage_display(self) -> str:
        """Return the stage in words."""
        return dict(STAGES)[self.stage]


THEMES = (
    ExampleTheme("Habitat et urbanisme", "brick", "house", "house"),
    ExampleTheme("Santé et solidarités", "red", "cross", "heart"),
    ExampleTheme("Alimentation et agriculture", "green", "leaf", "leaf"),
    ExampleTheme("Numérique et communs", "petrol", "square", "laptop"),
    ExampleTheme("Gouvernance et démocratie", "violet", "hexagon", "hand"),
    ExampleTheme("Écologie et énergie", "mustard", "sunburst", "sun"),
    ExampleTheme("Culture et savoirs", "plum", "circle", "book"),
    ExampleTheme("Travail et tiers-lieux", "slate", "diamond", "mug"),
)
SPARE_THEMES = (
    ExampleTheme("Mer et rivières", "navy", "drop", "water"),
    ExampleTheme("Forêt", "forest", "triangle", "tree"),
    ExampleTheme("Artisanat", "brown", "octagon", "tool"),
    ExampleTheme("Musique", "raspberry", "shield", "music"),
)
INITIATIVES = (
    ExampleInitiative(
        "Le potager du Vallon",
        "Un jardin partagé de quartier\u00a0: vingt parcelles communes, un compost collectif et une grainothèque "
        "ouverte le samedi.",
        THEMES[2],
        "Landerneau (29)",
        "Les Mains vertes",
        "activite",
        ExamplePicture("potager", "Des rangs de légumes sous le soleil."),
    ),
    ExampleInitiative(
        "Bibliothèque d’objets",
        "Perceuse, appareil à raclette, tente\u00a0: on emprunte ici ce qui ne sert qu’une fois l’an.",
        THEMES[6],
        "Crest (26)",
        "Collectif des emprunteurs",
        "essaime",
        ExamplePicture("rayons", "Des rayons de livres."),
    ),
    ExampleInitiative(
        "Toits solaires citoyens",
        "Une société citoyenne équipe les toits des écoles et réinvestit la vente d’électricité.",
        THEMES[5],
        "Quimper (29)",
        "Soleil en partage",
        "emergence",
    ),
)
CHANGES = (
    Change("titre", removed=["Le potager"], added=["Le potager du Vallon"]),
    Change("étiquettes", added=["grainothèque", "compost"]),
    Change(
        "description",
        pieces=word_by_word(
            "Une grainothèque ouverte le samedi matin.", "Une grainothèque ouverte à tout le monde le samedi."
        ),
    ),
    Change("téléphone public", gist="Retrait"),
)


class ExampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="Nom de l’initiative", help_text="Le nom que vous utilisez tous les jours.")
    email = forms.EmailField(
        label="Votre adresse électronique",
        error_messages={"invalid": "Il manque l’arobase (@). Exemple\u00a0: nom@exemple.fr"},
    )
    text = forms.CharField(label="Description", required=False, widget=forms.Textarea(attrs={"rows": 4}))
    order = forms.ChoiceField(label="Ordre", choices=[("recent", "Plus récentes"), ("titre", "Alphabétique")])
    photo = forms.FileField(label="Photo", required=False, help_text="JPEG, PNG ou WebP, 10\u00a0Mo au plus.")
    stage = forms.ChoiceField(label="Avancement", choices=STAGES, widget=forms.RadioSelect)
    themes = forms.MultipleChoiceField(
        label="Thèmes",
        # As a choice among rows of a model gives them: an option then shows its theme's silhouette.
        choices=[
            (ModelChoiceIteratorValue(theme.colour, cast(Model, theme)), theme.name) for theme in THEMES
        ],
        widget=forms.CheckboxSelectMultiple,
    )
    licence = forms.BooleanField(label="J’accepte que la fiche soit publiée sous licence CC BY-SA 4.0.")


@cache
def icon_names() -> tuple[str, ...]:
    """Return the names of the icons of the sprite, in its order."""
    path = finders.find(SPRITE)
    sprite = Path(path).read_text(encoding="utf-8") if path else ""
    return tuple(re.findall(r'<symbol id="i-([a-z]+)"', sprite))


def styleguide(request: HttpRequest) -> HttpResponse:
    """Show the style guide."""
    return render(request, "territoires/styleguide.html", _context())


def _context() -> dict[str, Any]:
    """Return the example objects."""
    form = ExampleForm(
        {
            "name": "Jardin des Quatre-Moulins",
            "email": "maelle.exemple.fr",
            "order": "recent",
            "themes": ["green"],
        }
    )
    return {
        "schemes": (("light", "Clair"), ("dark", "Sombre")),
        "colours": COLOURS,
        "themes": THEMES,
        "spare_themes": SPARE_THEMES,
        "shapes": tuple(GLYPHS),
        "stages": STAGES,
        "clusters": CLUSTERS,
        "icons": icon_names(),
        "initiatives": INITIATIVES,
        "changes": CHANGES,
        "form": form,
        "page_obj": Paginator(range(180), 20).page(4),
        "crumbs": [("Initiatives", reverse("initiative_list")), ("Territoires", reverse("territory_list"))],
        "facet": [
            Choice(theme.colour, theme.name, count, count == 15, cast(Theme, theme))
            for theme, count in zip(THEMES[:4], (7, 6, 15, 1240), strict=True)
        ],
        "filters": [{"label": "Alimentation et agriculture", "url": "?"}, {"label": "Finistère", "url": "?"}],
        "tags": [
            SimpleNamespace(name=name, get_absolute_url=reverse("tag_list"))
            for name in ("compost", "circuit court")
        ],
        "people": [
            {"name": "Les Mains vertes", "url": reverse("actor_list"), "role": "porte"},
            {"name": "Ville de Landerneau", "url": "", "role": "soutient"},
        ],
        "figures": [(254, "initiatives"), (12345, "habitants"), (1, "acteur")],
    }
