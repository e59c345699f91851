"""The great subjects of the directory."""

from collections.abc import Collection

from django.db import models

from moderation import caching
from places.addresses import address


class ThemeQuerySet(models.QuerySet["Theme"]):
    """Sets of themes."""

    def remembered(self) -> "list[Theme]":
        """Return all themes in their order, from memory while nothing public changes: every page names them."""
        return caching.remembered("themes", lambda: list(self.all()))

    def with_slugs(self, slugs: Collection[str]) -> "tuple[Theme, ...]":
        """Return the themes of these words of addresses, in their order, from memory too."""
        return tuple(theme for theme in self.remembered() if theme.slug in slugs) if slugs else ()


class Theme(models.Model):  # type: ignore[django-manager-missing] # taggit has no types
    """One colour, one silhouette, one icon and one word: the first way in. Administrators add and change."""

    class Colour(models.TextChoices):
        BRICK = "brick", "brique"
        RED = "red", "rouge"
        GREEN = "green", "vert"
        PETROL = "petrol", "pétrole"
        VIOLET = "violet", "violet"
        MUSTARD = "mustard", "moutarde"
        PLUM = "plum", "prune"
        SLATE = "slate", "ardoise"
        NAVY = "navy", "marine"
        FOREST = "forest", "sapin"
        BROWN = "brown", "brun"
        RASPBERRY = "raspberry", "framboise"

    class Shape(models.TextChoices):
        HOUSE = "house", "maison"
        CROSS = "cross", "croix"
        LEAF = "leaf", "feuille"
        SQUARE = "square", "carré"
        HEXAGON = "hexagon", "hexagone"
        SUNBURST = "sunburst", "soleil"
        CIRCLE = "circle", "rond"
        DIAMOND = "diamond", "losange"
        TRIANGLE = "triangle", "triangle"
        SHIELD = "shield", "écu"
        DROP = "drop", "goutte"
        OCTAGON = "octagon", "octogone"

    name = models.CharField("nom", max_length=60, unique=True)
    slug = models.SlugField("adresse", max_length=60, unique=True)
    description = models.TextField("description", max_length=2000, blank=True)
    colour = models.CharField("couleur", max_length=12, choices=Colour, unique=True)
    shape = models.CharField("forme", max_length=12, choices=Shape, unique=True)
    icon = models.SlugField(
        "icône", max_length=20, help_text="Un nom du guide de style, par exemple «\u00a0leaf\u00a0»."
    )
    rank = models.PositiveSmallIntegerField("rang", default=0)

    objects = ThemeQuerySet.as_manager()

    class Meta:
        verbose_name = "thème"
        ordering = ["rank", "name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of the theme's page."""
        return address("theme", self.slug)

    @property
    def short_name(self) -> str:
        """The first words, where room is scarce: « Habitat » for « Habitat et urbanisme »."""
        return self.name.partition(" et ")[0]


class InitiativeTheme(models.Model):
    """A theme of an initiative besides the main one."""

    initiative = models.ForeignKey("initiatives.Initiative", models.CASCADE, related_name="+")
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="+", verbose_name="thème")

    class Meta:
        verbose_name = "autre thème"
        constraints = [models.UniqueConstraint(fields=["initiative", "theme"], name="initiative_theme_once")]

    def __str__(self) -> str:
        return str(self.theme)


class ActorTheme(models.Model):
    """A theme on which an actor works."""

    actor = models.ForeignKey("initiatives.Actor", models.CASCADE, related_name="+")
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="+", verbose_name="thème")

    class Meta:
        verbose_name = "thème de l’acteur"
        verbose_name_plural = "thèmes de l’acteur"
        constraints = [models.UniqueConstraint(fields=["actor", "theme"], name="actor_theme_once")]

    def __str__(self) -> str:
        return str(self.theme)
