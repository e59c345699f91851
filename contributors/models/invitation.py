"""Invitations to join the team, by mail."""

from typing import Self

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone

from contributors.models.signed_link import hash_token


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Sets of invitations."""

    def waiting(self) -> Self:
        """Return those that nobody accepted yet, whatever their age."""
        return self.filter(accepted_at=None)

    def open(self) -> Self:
        """Return those that can be accepted: not too old, and whoever sent them has not been put out of the team."""
        waiting = self.waiting().filter(expires_at__gt=timezone.now())
        return waiting.exclude(invited_by__is_active=False)

    def for_address(self, email: str) -> Self:
        """Return those sent to this address, whatever its case."""
        return self.annotate(lowered=Lower("email")).filter(lowered=email.lower())

    def opened_by(self, token: str) -> "Invitation | None":
        """Return the invitation that this token opens, or None: unknown, expired, replaced, cancelled or used."""
        return self.open().filter(token_hash=hash_token(token)).first()


class Invitation(models.Model):
    """The right, for whoever holds the token that was mailed, to make one account with these groups."""

    name = models.CharField("nom", max_length=120)
    email = models.EmailField("adresse électronique", max_length=254)
    groups = models.ManyToManyField(Group, verbose_name="groupes", related_name="+")
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name="de la part de",
    )
    token_hash = models.CharField(max_length=64, unique=True)
    sent_at = models.DateTimeField("envoyée le")
    expires_at = models.DateTimeField("expire le", db_index=True)
    accepted_at = models.DateTimeField("acceptée le", null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "invitation"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"), condition=Q(accepted_at=None), name="invitation_waiting_unique"
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("sent_at")), name="invitation_expires_after_sending"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def state(self) -> str:
        """What became of it, in French."""
        if self.accepted_at:
            return "acceptée"
        return "en attente" if self.expires_at > timezone.now() else "expirée"
