"""The territories and the themes of a group of moderators."""

from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import models

from places.territory import Territory


class Scope(models.Model):
    """One territory that a group of moderators looks after; a group without any looks after the whole country."""

    group = models.ForeignKey(Group, models.CASCADE, related_name="scopes", verbose_name="groupe")
    territory = models.CharField(
        "territoire",
        max_length=40,
        help_text="Par exemple region-53, departement-29, intercommunalite-242900314 ou commune-29019.",
    )

    class Meta:
        verbose_name = "territoire de modération"
        verbose_name_plural = "territoires de modération"
        constraints = [models.UniqueConstraint(fields=["group", "territory"], name="scope_unique")]

    def __str__(self) -> str:
        territory = Territory.from_token(self.territory)
        return territory.name if territory else self.territory

    def clean(self) -> None:
        """Refuse a territory that does not exist."""
        if Territory.from_token(self.territory) is None:
            raise ValidationError({"territory": "Ce territoire n’existe pas. Exemple\u00a0: departement-29."})


class ThemeScope(models.Model):
    """One theme that a group of moderators looks after; a group without any looks after all of them.

    Kinds of sheets that have no theme are not limited by it. The theme is known by its word in addresses: what a
    theme is, only the kinds of sheets know (`Sheet.theme_names`).
    """

    group = models.ForeignKey(Group, models.CASCADE, related_name="theme_scopes", verbose_name="groupe")
    theme = models.SlugField("thème", max_length=60)

    class Meta:
        verbose_name = "thème de modération"
        verbose_name_plural = "thèmes de modération"
        constraints = [models.UniqueConstraint(fields=["group", "theme"], name="theme_scope_unique")]

    def __str__(self) -> str:
        return self.theme

    def clean(self) -> None:
        """Refuse a theme that no kind of sheet knows."""
        from moderation.scope import theme_names

        if self.theme not in theme_names():
            raise ValidationError({"theme": "Ce thème n’existe pas."})
