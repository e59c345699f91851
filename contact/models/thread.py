"""Conversations that the site passes on between two people who do not know each other's address."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils import timezone

from contact.models.turn import Turn
from moderation.models.about import AboutSheetQuerySet

if TYPE_CHECKING:
    from contributors.models import Contributor

NAME_LENGTH = 80  # characters
WAITING = Q(state="held") | Q(reported_at__isnull=False, settled_at=None)


class ThreadQuerySet(AboutSheetQuerySet["Thread"]):
    """Sets of threads."""

    def for_moderators(self) -> Self:
        """Return those that moderators may read: held back, or reported by one of the two; no other, ever."""
        return self.filter(Q(reported_at__isnull=False) | ~Q(hold_reason=""))

    def waiting(self) -> Self:
        """Return those that wait for a moderator."""
        return self.filter(WAITING)

    def confirmed_since(self, moment: datetime) -> Self:
        """Return those whose sender confirmed them after this moment."""
        return self.filter(confirmed_at__gt=moment)


class Thread(models.Model):
    """What somebody wrote to whoever answers for a sheet, and what followed; `turns` hold the words."""

    class State(models.TextChoices):
        UNCONFIRMED = "unconfirmed", "à confirmer par la personne qui écrit"
        HELD = "held", "retenue, attend une personne qui modère"
        OPEN = "open", "transmise"
        UNDELIVERED = (
            "undelivered",
            "non remise\u00a0: la personne n’en veut pas, ou ne répond plus de la fiche",
        )
        REFUSED = "refused", "refusée par une personne qui modère"
        STOPPED = "stopped", "arrêtée"

    class Stopper(models.TextChoices):
        SENDER = "sender", "la personne qui a écrit la première"
        RECEIVER = "receiver", "la personne qui répond de la fiche"
        MODERATOR = "moderator", "une personne qui modère"

    # Without an index of its own: the one of the sheet begins with it.
    content_type = models.ForeignKey(ContentType, models.PROTECT, db_index=False)
    object_id = models.BigIntegerField()
    sheet = GenericForeignKey()
    # Without an index of its own: those below begin with it.
    sender = models.ForeignKey(
        "contributors.Contributor", models.SET_NULL, null=True, related_name="threads_sent", db_index=False
    )
    sender_name = models.CharField("de la part de", max_length=NAME_LENGTH, blank=True)
    receiver = models.ForeignKey(
        "contributors.Contributor",
        models.SET_NULL,
        null=True,
        related_name="threads_received",
        db_index=False,
    )
    state = models.CharField("état", max_length=12, choices=State, default=State.UNCONFIRMED)
    # Whoever stopped it, and nobody else, may let it go on.
    stopped_by = models.CharField("arrêtée par", max_length=9, choices=Stopper, blank=True)
    digest = models.CharField(max_length=64, blank=True)  # of the first message, to know it again
    created_at = models.DateTimeField("écrite le", auto_now_add=True)
    confirmed_at = models.DateTimeField("confirmée le", null=True, blank=True)
    hold_reason = models.CharField("retenue parce que", max_length=200, blank=True)
    reported_at = models.DateTimeField(
        "signalée le", null=True, blank=True
    )  # the last time: see `complaints`
    settled_at = models.DateTimeField("traitée le", null=True, blank=True)
    settled_by = models.ForeignKey(
        "contributors.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="par"
    )

    objects = ThreadQuerySet.as_manager()

    class Meta:
        verbose_name = "message retenu ou signalé"
        verbose_name_plural = "messages retenus ou signalés"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["unconfirmed", "held", "open", "undelivered", "refused", "stopped"]),
                name="thread_state_known",
            ),
            models.CheckConstraint(
                condition=Q(state="unconfirmed", confirmed_at=None)
                | (~Q(state="unconfirmed") & Q(confirmed_at__isnull=False)),
                name="thread_confirmed_has_date",
            ),
            models.CheckConstraint(
                condition=~Q(state="held") | ~Q(hold_reason=""), name="thread_held_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(state="stopped", stopped_by__in=["sender", "receiver", "moderator"])
                | (~Q(state="stopped") & Q(stopped_by="")),
                name="thread_stopped_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["content_type", "object_id", "id"], name="thread_about"),
            models.Index(fields=["sender", "created_at"], name="thread_sent"),
            models.Index(fields=["receiver", "confirmed_at"], name="thread_received"),
            models.Index(fields=["digest", "confirmed_at"], name="thread_same_text"),
            models.Index(fields=["id"], condition=WAITING, name="thread_waiting"),
            models.Index(fields=["created_at"], condition=Q(state="unconfirmed"), name="thread_unconfirmed"),
        ]

    def __str__(self) -> str:
        return f"message du {timezone.localtime(self.created_at):%d/%m/%Y}"

    @property
    def is_waiting(self) -> bool:
        """Whether a moderator must look at it."""
        return self.state == self.State.HELD or (self.reported_at is not None and self.settled_at is None)

    def person(self, role: str) -> "Contributor | None":
        """Return which person has a role, as `Turn.Author`; None when they are not known any more."""
        return self.receiver if role == Turn.Author.RECEIVER else self.sender

    def role_of(self, contributor: "Contributor") -> str:
        """Return which of the two this person is, as `Turn.Author`; nothing for anybody else."""
        if contributor.pk == self.receiver_id:
            return Turn.Author.RECEIVER
        return Turn.Author.SENDER if contributor.pk == self.sender_id else ""
