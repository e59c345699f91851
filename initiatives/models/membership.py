"""Who is a member of which network."""

from django.db import models
from django.db.models import F, Q

from initiatives.models.actor import Actor
from initiatives.models.relation import Relation, RelationQuerySet


class Membership(Relation):
    """An actor, the subject, is a member of a network, the object."""

    actor = models.ForeignKey(Actor, models.CASCADE, related_name="memberships", verbose_name="acteur")
    network = models.ForeignKey(
        Actor,
        models.CASCADE,
        related_name="memberships_in",
        verbose_name="réseau",
        db_index=False,  # `membership_of_network` begins with it
    )

    objects = RelationQuerySet["Membership"].as_manager()

    class Meta(Relation.Meta):
        verbose_name = "appartenance à un réseau"
        verbose_name_plural = "appartenances à des réseaux"
        constraints = [
            *Relation.Meta.constraints,
            models.UniqueConstraint(fields=["actor", "network"], name="membership_once"),
            models.CheckConstraint(condition=~Q(actor=F("network")), name="membership_not_of_itself"),
        ]
        indexes = [models.Index(fields=["network", "actor"], name="membership_of_network")]

    def __str__(self) -> str:
        return f"{self.actor} dans {self.network}"
