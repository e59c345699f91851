"""What an initiative owes to another."""

from django.db import models
from django.db.models import F, Q

from initiatives.models.relation import Relation, RelationQuerySet


class Kinship(Relation):
    """An initiative takes inspiration from another, is a part of it, or follows it."""

    class Kind(models.TextChoices):
        INSPIRED = "inspiree", "S’inspire de"
        PART = "partie", "Fait partie de"
        FOLLOWS = "suite", "Fait suite à"

    initiative = models.ForeignKey(
        "initiatives.Initiative", models.CASCADE, related_name="kinships", verbose_name="initiative"
    )
    other = models.ForeignKey(
        "initiatives.Initiative",
        models.CASCADE,
        related_name="kinships_from",
        verbose_name="autre initiative",
        db_index=False,  # `kinship_of_other` begins with it
    )
    kind = models.CharField("lien", max_length=8, choices=Kind)

    objects = RelationQuerySet["Kinship"].as_manager()

    class Meta(Relation.Meta):
        verbose_name = "lien entre initiatives"
        verbose_name_plural = "liens entre initiatives"
        constraints = [
            *Relation.Meta.constraints,
            models.UniqueConstraint(fields=["initiative", "other", "kind"], name="kinship_once"),
            models.CheckConstraint(condition=~Q(initiative=F("other")), name="kinship_not_of_itself"),
            models.CheckConstraint(
                condition=Q(kind__in=["inspiree", "partie", "suite"]), name="kinship_kind_known"
            ),
        ]
        indexes = [models.Index(fields=["other", "initiative", "kind"], name="kinship_of_other")]

    def __str__(self) -> str:
        return f"{self.initiative} {self.get_kind_display().lower()} {self.other}"
