"""Who gets the letter by e-mail."""

import secrets
from datetime import timedelta
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from newsletter.models.choice import MOST_TERRITORIES, Choice
from newsletter.models.delivery import Delivery
from newsletter.periods import Period

KEY_BYTES = 12  # 16 characters in base64url
RENEWED = timedelta(days=3 * 365)  # accessibility-privacy.md, « Retention »: then they are asked again


def new_key() -> str:
    """Return what tells a subscription in its links, and says nothing of it."""
    return secrets.token_urlsafe(KEY_BYTES)


class SubscriptionQuerySet(models.QuerySet["Subscription"]):
    """Sets of subscriptions."""

    def active(self) -> Self:
        """Return those whose letters leave."""
        return self.filter(state=Subscription.State.ACTIVE)

    def due(self, period: Period) -> Self:
        """Return those to whom nobody has yet answered for a period, by a letter or by nothing to tell.

        A letter tells of the whole period to whoever wanted it before its end; after a change of rhythm, of what the
        former letters did not tell.
        """
        answered = Delivery.objects.filter(
            subscription=OuterRef("pk"), rhythm=period.rhythm, start=period.start
        )
        wanted = self.active().filter(rhythm=period.rhythm, active_since__lt=period.ends_at)
        untold = Q(owed_since=None) | Q(owed_since__lte=period.end)
        return wanted.filter(untold).filter(~Exists(answered))


class Subscription(Choice):
    """One person's wish to get the letter. Who ends it is forgotten: nothing of it stays."""

    class State(models.TextChoices):
        UNCONFIRMED = "unconfirmed", "à confirmer"
        ACTIVE = "active", "en cours"
        PAUSED = "paused", "en pause"
        STOPPED = "stopped", "arrêté, l’adresse ne répond plus"

    contributor = models.OneToOneField(
        "contributors.Contributor", models.CASCADE, related_name="subscription", verbose_name="personne"
    )
    key = models.CharField(max_length=16, unique=True, default=new_key, editable=False)
    state = models.CharField("état", max_length=11, choices=State, default=State.UNCONFIRMED)
    created_at = models.DateTimeField("demandé le", auto_now_add=True)
    active_since = models.DateTimeField("en cours depuis", null=True, blank=True)
    # After a change of rhythm, the first day that no letter told them of; the next one begins with it, and empties it.
    owed_since = models.DateField("à raconter depuis", null=True, blank=True)
    # The last time that the person did something with it, and when they were asked whether they still want it.
    heard_at = models.DateTimeField("dernier signe", null=True, blank=True)
    asked_at = models.DateTimeField("question posée le", null=True, blank=True)

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = "abonnement à la lettre"
        verbose_name_plural = "abonnements à la lettre"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="unconfirmed", active_since=None, heard_at=None)
                | Q(
                    state__in=["active", "paused", "stopped"],
                    active_since__isnull=False,
                    heard_at__isnull=False,
                ),
                name="subscription_state_has_dates",
            ),
            models.CheckConstraint(
                condition=Q(rhythm__in=["weekly", "monthly"]), name="subscription_rhythm_known"
            ),
            models.CheckConstraint(
                condition=Q(territories__len__lte=MOST_TERRITORIES), name="subscription_few_territories"
            ),
        ]
        indexes = [
            models.Index(
                fields=["rhythm", "territories", "themes", "kinds", "id"],
                condition=Q(state="active"),
                name="subscription_same_choice",
            ),
            models.Index(
                fields=["created_at"], condition=Q(state="unconfirmed"), name="subscription_unconfirmed"
            ),
            models.Index(fields=["heard_at"], name="subscription_silent"),
        ]

    def __str__(self) -> str:
        return f"abonnement {self.pk}"

    @property
    def is_active(self) -> bool:
        """Whether its letters leave."""
        return self.state == self.State.ACTIVE
