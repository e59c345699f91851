"""What one of two people says to the other."""

from datetime import datetime

from django.db import models
from django.db.models import Q

LENGTH = 3000  # characters
SHORTEST = 20  # characters


class TurnQuerySet(models.QuerySet["Turn"]):
    """Sets of turns."""

    def blank(self, *, before: datetime) -> int:
        """Blank the text of those written before this moment; return how many had one."""
        return self.filter(sent_at__lte=before).exclude(text="").update(text="", shows_address=False)


class Turn(models.Model):
    """One message of a thread; private, and blank after twelve months."""

    class Author(models.TextChoices):
        SENDER = "sender", "la personne qui a écrit la première"
        RECEIVER = "receiver", "la personne qui répond de la fiche"

    thread = models.ForeignKey("contact.Thread", models.CASCADE, related_name="turns")
    author = models.CharField("de", max_length=8, choices=Author)
    text = models.TextField("message", max_length=LENGTH, blank=True)
    shows_address = models.BooleanField("montre son adresse", default=False)
    sent_at = models.DateTimeField("écrit le", auto_now_add=True)

    objects = TurnQuerySet.as_manager()

    class Meta:
        verbose_name = "message"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(author__in=["sender", "receiver"]), name="turn_author_known"),
        ]
        indexes = [
            # What the purge looks for every night: what has a text still, the oldest first.
            models.Index(fields=["sent_at"], condition=~Q(text=""), name="turn_to_blank"),
        ]

    def __str__(self) -> str:
        return f"message {self.pk}"
