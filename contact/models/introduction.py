"""Bringing together two people who answer for two sheets, if both want it."""

from datetime import datetime
from typing import TYPE_CHECKING, Self

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from contact.models.complaint import LENGTH as REPORT_LENGTH
from contact.models.thread import NAME_LENGTH
from moderation.models.about import AboutSheetQuerySet

if TYPE_CHECKING:
    from contributors.models import User

LENGTH = 1000  # characters
WAITING = Q(reported_at__isnull=False, settled_at=None)


class IntroductionQuerySet(models.QuerySet["Introduction"]):
    """Sets of introductions."""

    def for_moderators(self) -> Self:
        """Return those that moderators may read: reported by one of the two; no other, ever."""
        return self.filter(reported_at__isnull=False)

    def waiting(self) -> Self:
        """Return those that wait for a moderator."""
        return self.filter(WAITING)

    def moderated_by(self, user: "User") -> Self:
        """Return those about a sheet that this moderator may see and act on."""
        theirs = Side.objects.moderated_by(user).filter(introduction=OuterRef("pk"))
        return self.filter(Exists(theirs))

    def asked_before(self, moment: datetime) -> Self:
        """Return those about which the two were asked before this moment, and one has not agreed."""
        return self.filter(state=Introduction.State.ASKED, confirmed_at__lte=moment)


class Introduction(models.Model):
    """A word of somebody who thinks that two sheets should meet; the two `sides` are asked."""

    class State(models.TextChoices):
        UNCONFIRMED = "unconfirmed", "à confirmer par la personne qui propose"
        ASKED = "asked", "proposée aux deux"
        MADE = "made", "faite"
        ENDED = "ended", "n’aura pas lieu"

    introducer = models.ForeignKey(
        "contributors.Contributor", models.SET_NULL, null=True, related_name="introductions", db_index=False
    )
    introducer_name = models.CharField("de la part de", max_length=NAME_LENGTH, blank=True)
    word = models.TextField("pourquoi", max_length=LENGTH, blank=True)
    state = models.CharField("état", max_length=12, choices=State, default=State.UNCONFIRMED)
    created_at = models.DateTimeField("proposée le", auto_now_add=True, db_index=True)
    confirmed_at = models.DateTimeField("confirmée le", null=True, blank=True)
    ended_at = models.DateTimeField("close le", null=True, blank=True)
    reported_at = models.DateTimeField("signalée le", null=True, blank=True)  # the last time: see `sides`
    settled_at = models.DateTimeField("traitée le", null=True, blank=True)
    settled_by = models.ForeignKey(
        "contributors.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="par"
    )

    objects = IntroductionQuerySet.as_manager()

    class Meta:
        verbose_name = "mise en relation signalée"
        verbose_name_plural = "mises en relation signalées"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="unconfirmed", confirmed_at=None, ended_at=None)
                | Q(state="asked", confirmed_at__isnull=False, ended_at=None)
                | Q(state__in=["made", "ended"], confirmed_at__isnull=False, ended_at__isnull=False),
                name="introduction_state_has_dates",
            ),
        ]
        indexes = [
            models.Index(fields=["introducer", "created_at"], name="introduction_proposed"),
            models.Index(fields=["confirmed_at"], condition=Q(state="asked"), name="introduction_asked"),
            models.Index(fields=["id"], condition=WAITING, name="introduction_waiting"),
        ]

    def __str__(self) -> str:
        return f"mise en relation du {timezone.localtime(self.created_at):%d/%m/%Y}"


class SideQuerySet(AboutSheetQuerySet["Side"]):
    """Sets of sides."""

    def asked_since(self, moment: datetime) -> Self:
        """Return those whose person was asked after this moment."""
        return self.filter(introduction__confirmed_at__gt=moment)


class Side(models.Model):
    """One of the two sheets of an introduction: who was asked, and what they answered, which nobody else is told."""

    class Answer(models.TextChoices):
        WAITING = "waiting", "pas encore de réponse"
        AGREED = "agreed", "d’accord"
        REFUSED = "refused", "pas d’accord"

    introduction = models.ForeignKey(Introduction, models.CASCADE, related_name="sides")
    # Without an index of its own: the one of the sheet begins with it.
    content_type = models.ForeignKey(ContentType, models.PROTECT, db_index=False)
    object_id = models.BigIntegerField()
    sheet = GenericForeignKey()
    person = models.ForeignKey(
        "contributors.Contributor", models.SET_NULL, null=True, related_name="introduction_sides"
    )
    name = models.CharField("nom", max_length=NAME_LENGTH, blank=True)
    answer = models.CharField("réponse", max_length=8, choices=Answer, default=Answer.WAITING)
    answered_at = models.DateTimeField("répondu le", null=True, blank=True)
    reported_at = models.DateTimeField("signalée le", null=True, blank=True)
    report_text = models.TextField("ce qui est signalé", max_length=REPORT_LENGTH, blank=True)

    objects = SideQuerySet.as_manager()

    class Meta:
        verbose_name = "côté d’une mise en relation"
        verbose_name_plural = "côtés d’une mise en relation"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["introduction", "content_type", "object_id"], name="side_of_two_sheets"
            ),
            models.CheckConstraint(
                condition=Q(answer="waiting", answered_at=None)
                | Q(answer__in=["agreed", "refused"], answered_at__isnull=False),
                name="side_answer_has_date",
            ),
        ]
        indexes = [models.Index(fields=["content_type", "object_id", "id"], name="side_about")]

    def __str__(self) -> str:
        return f"côté {self.pk}"
