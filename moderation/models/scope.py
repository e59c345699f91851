"""The territories of a group of moderators."""

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
