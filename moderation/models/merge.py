"""Sheets that joined others, with what it takes to part them again."""

from typing import TYPE_CHECKING, Self

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q

from moderation.models.status import Status

if TYPE_CHECKING:
    from moderation.models.sheet import Sheet


class MergeQuerySet(models.QuerySet["Merge"]):
    """Sets of merges."""

    def about(self, sheet: "Sheet") -> Self:
        """Return those in which a sheet lost or won, the newest first."""
        theirs = self.filter(content_type=sheet.content_type())
        return theirs.filter(Q(winner_number=sheet.pk) | Q(loser_number=sheet.pk)).order_by("-pk")

    def standing(self) -> Self:
        """Return those that were not undone."""
        return self.filter(undone_at=None)

    def won_by(self, sheet: "Sheet") -> Self:
        """Return those by which others joined a sheet."""
        return self.filter(content_type=sheet.content_type(), winner_number=sheet.pk).order_by("pk")

    def of_loser(self, sheet: "Sheet") -> "Merge | None":
        """Return the merge by which a sheet is part of another today, or None."""
        return self.filter(content_type=sheet.content_type(), loser_number=sheet.pk).standing().first()


class Merge(models.Model):
    """One sheet, the loser, became part of another of its kind, the winner.

    What is kept of both is only there to undo it: nothing remains of it afterwards.
    """

    content_type = models.ForeignKey(ContentType, models.PROTECT)
    winner_number = models.BigIntegerField("fiche gardée")
    loser_number = models.BigIntegerField("fiche fusionnée")
    winner = GenericForeignKey("content_type", "winner_number")
    loser = GenericForeignKey("content_type", "loser_number")
    loser_status = models.CharField("statut de la fiche fusionnée", max_length=12, choices=Status)
    # Snapshots: of both as they were, of the winner as it became.
    winner_before = models.JSONField(default=dict)
    winner_after = models.JSONField(default=dict)
    loser_before = models.JSONField(default=dict)
    moved = models.JSONField(default=dict)  # what the kind of sheet says that it moved
    flattened = models.JSONField(default=list)  # numbers of the sheets that had joined the loser before
    note = models.TextField("note", blank=True)
    by = models.ForeignKey(
        "contributors.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="par"
    )
    at = models.DateTimeField("le", auto_now_add=True)
    undone_at = models.DateTimeField("défaite le", null=True, blank=True)
    undone_by = models.ForeignKey(
        "contributors.User",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="défaite par",
    )

    objects = MergeQuerySet.as_manager()

    class Meta:
        verbose_name = "fusion"
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "loser_number"],
                condition=Q(undone_at=None),
                name="merge_standing_once",
            ),
            models.CheckConstraint(
                condition=~Q(winner_number=F("loser_number")), name="merge_not_with_itself"
            ),
            models.CheckConstraint(
                condition=Q(loser_status__in=[Status.PENDING, Status.PUBLISHED]), name="merge_status_before"
            ),
        ]
        indexes = [
            models.Index(fields=["content_type", "winner_number"], name="merge_winner"),
            models.Index(fields=["content_type", "loser_number"], name="merge_loser"),
        ]

    def __str__(self) -> str:
        return f"{self.loser_number} dans {self.winner_number}"
