"""Who is dealing with a sheet that waits, so that two people do not decide about it at once."""

from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING, Self

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.timesince import timesince

from moderation.models.about import AboutSheetQuerySet

if TYPE_CHECKING:
    from contributors.models import User
    from moderation.models.sheet import Sheet

LASTS = timedelta(hours=2)  # a tab left open keeps nobody away for longer


class ClaimQuerySet(AboutSheetQuerySet["Claim"]):
    """Sets of claims."""

    def of_kind(self, kind: "type[Sheet]") -> Self:
        """Return those of the sheets of one kind."""
        return self.filter(content_type=ContentType.objects.get_for_model(kind))

    def standing(self) -> Self:
        """Return those that still hold."""
        return self.filter(at__gt=timezone.now() - LASTS)

    def lapsed(self) -> Self:
        """Return those that hold no more."""
        return self.filter(at__lte=timezone.now() - LASTS)

    def by_sheet(self, sheets: "Iterable[Sheet]") -> "dict[int, Claim]":
        """Return the claims that hold on these sheets, all of one kind, by the number of the sheet; in one query."""
        numbers = [sheet.pk for sheet in sheets]
        return {claim.object_id: claim for claim in self.standing().filter(object_id__in=numbers)}


class Claim(models.Model):
    """A sheet that somebody took. One at a time for each sheet: the database holds it."""

    content_type = models.ForeignKey(ContentType, models.PROTECT)
    object_id = models.BigIntegerField()
    sheet = GenericForeignKey()
    user = models.ForeignKey("contributors.User", models.CASCADE, related_name="claims")
    at = models.DateTimeField("prise le")

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = "fiche prise"
        verbose_name_plural = "fiches prises"
        constraints = [models.UniqueConstraint(fields=["content_type", "object_id"], name="claim_unique")]

    def __str__(self) -> str:
        return f"prise par {self.who}"

    @property
    def who(self) -> str:
        """The name of who took it."""
        return self.user.get_full_name() or self.user.get_username()

    @property
    def since(self) -> str:
        """For how long, in words: « depuis 12 minutes »."""
        if timezone.now() - self.at < timedelta(minutes=1):
            return "à l’instant"
        return f"depuis {timesince(self.at, depth=1)}"

    def is_of(self, user: "User") -> bool:
        """Tell whether this person took it."""
        return bool(self.user_id == user.pk)
