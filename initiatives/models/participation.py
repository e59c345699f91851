"""Who takes part in what, and how."""

from django.db import models
from django.db.models import Q

from initiatives.models.relation import Relation, RelationQuerySet


class Participation(Relation):
    """The role of an actor in an initiative: the actor is the subject, the initiative the object."""

    class Role(models.TextChoices):
        LEADS = "porte", "Porte"
        PARTNER = "partenaire", "Partenaire"
        FUNDS = "finance", "Finance"
        HOSTS = "accueille", "Accueille"
        SUPPORTS = "soutient", "Soutient"

    initiative = models.ForeignKey("initiatives.Initiative", models.CASCADE, related_name="participations")
    actor = models.ForeignKey(
        "initiatives.Actor",
        models.CASCADE,
        related_name="participations",
        verbose_name="acteur",
        db_index=False,  # `participation_of_actor` begins with it
    )
    role = models.CharField("rôle", max_length=12, choices=Role, default=Role.LEADS)

    objects = RelationQuerySet["Participation"].as_manager()

    class Meta(Relation.Meta):
        verbose_name = "participation"
        constraints = [
            *Relation.Meta.constraints,
            models.UniqueConstraint(fields=["initiative", "actor", "role"], name="participation_once"),
            models.CheckConstraint(
                condition=Q(role__in=["porte", "partenaire", "finance", "accueille", "soutient"]),
                name="participation_role_known",
            ),
        ]
        indexes = [models.Index(fields=["actor", "initiative", "role"], name="participation_of_actor")]

    def __str__(self) -> str:
        return f"{self.actor} ({self.get_role_display().lower()})"

    @property
    def rank(self) -> int:
        """Order of roles in lists: leaders first."""
        return list(self.Role.values).index(self.role)

    @property
    def said_by(self) -> str:
        """Who alone says so, in words; nothing when both sides do."""
        return {"subject": "selon cet acteur", "object": "selon l’initiative"}.get(self.declared_by, "")
