"""What one of two people says is wrong with their conversation."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from contact.models.turn import Turn

if TYPE_CHECKING:
    from contributors.models import Contributor

LENGTH = 1000  # characters


class ComplaintQuerySet(models.QuerySet["Complaint"]):
    """Sets of reports of threads."""

    def by(self, contributor: "Contributor") -> Self:
        """Return those that this person wrote."""
        sent = Q(author=Turn.Author.SENDER, thread__sender=contributor)
        return self.filter(sent | Q(author=Turn.Author.RECEIVER, thread__receiver=contributor))


class Complaint(models.Model):
    """A report of a thread by one of its two people: each may have one open, whatever the other reported."""

    thread = models.ForeignKey("contact.Thread", models.CASCADE, related_name="complaints", db_index=False)
    author = models.CharField("signalée par", max_length=8, choices=Turn.Author)
    text = models.TextField("ce qui est signalé", max_length=LENGTH, blank=True)
    at = models.DateTimeField("signalée le", auto_now_add=True)
    settled_at = models.DateTimeField("traitée le", null=True, blank=True)

    objects = ComplaintQuerySet.as_manager()

    class Meta:
        verbose_name = "signalement d’une conversation"
        verbose_name_plural = "signalements de conversations"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(author__in=["sender", "receiver"]), name="complaint_author_known"
            ),
            models.UniqueConstraint(
                fields=["thread", "author"], condition=Q(settled_at=None), name="complaint_open_once"
            ),
        ]
        indexes = [models.Index(fields=["thread", "id"], name="complaint_of_thread")]

    def __str__(self) -> str:
        return f"signalement {self.pk}"
