"""What binds two sheets: an actor and an initiative, an actor and a network, two initiatives."""

from typing import Self, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import Q

_Row = TypeVar("_Row", bound=models.Model)


class DeclaredBy(models.TextChoices):
    """Which side says so. The subject is the side that does: who leads, who is a member, what takes inspiration."""

    BOTH = "both", "les deux côtés"
    SUBJECT = "subject", "le premier côté seul"
    OBJECT = "object", "le second côté seul"


def shown(path: str = "") -> Q:
    """Return the condition of what the public sees: agreed, and what one side declares if the settings say so.

    `path` leads to the relation from another model: `participations__`.
    """
    return Q() if settings.SHOW_DECLARED_RELATIONS else Q(**{f"{path}declared_by": DeclaredBy.BOTH})


class RelationQuerySet(models.QuerySet[_Row]):
    """Sets of relations of one kind."""

    def agreed(self) -> Self:
        """Return those that both sides confirmed."""
        return self.filter(declared_by=DeclaredBy.BOTH)

    def shown(self) -> Self:
        """Return those that the public sees: agreed, and those that one side declares if the settings say so."""
        return self.filter(shown())


class Relation(models.Model):
    """Abstract: a relation, and which of its two sides declares it."""

    declared_by = models.CharField(
        "déclarée par", max_length=7, choices=DeclaredBy, default=DeclaredBy.BOTH, db_default=DeclaredBy.BOTH
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=Q(declared_by__in=DeclaredBy.values), name="%(class)s_declared_by_known"
            )
        ]

    @property
    def is_agreed(self) -> bool:
        """Whether both sides confirmed it."""
        return self.declared_by == DeclaredBy.BOTH

    @property
    def is_shown(self) -> bool:
        """Whether the public sees it."""
        return self.is_agreed or settings.SHOW_DECLARED_RELATIONS

    @property
    def is_said_by_object(self) -> bool:
        """Whether the second side says so too: what an actor alone says is not taken for the words of an initiative."""
        return self.declared_by != DeclaredBy.SUBJECT

    def declaration(self) -> dict[str, str]:
        """Return what a snapshot adds about who declares it: nothing when both sides do."""
        return {} if self.is_agreed else {"declared_by": self.declared_by}
