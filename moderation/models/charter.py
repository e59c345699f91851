"""What is checked when a sheet is read again, and what was checked of each."""

from typing import TYPE_CHECKING, Self

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models

from moderation.models.about import AboutSheetQuerySet

if TYPE_CHECKING:
    from moderation.models.sheet import Sheet


class CharterPointQuerySet(models.QuerySet["CharterPoint"]):
    """Sets of points."""

    def asked(self) -> Self:
        """Return those that are checked today, in their order."""
        return self.filter(is_active=True)

    def unmet(self, sheet: "Sheet") -> Self:
        """Return those that nobody has ticked for a sheet."""
        ticked = CharterTick.objects.about(sheet).values("point")
        return self.asked().exclude(pk__in=ticked)


class CharterPoint(models.Model):
    """One point of the list."""

    text = models.CharField("point à vérifier", max_length=300)
    missing = models.CharField(
        "ce qu’on écrit quand il manque",
        max_length=600,
        blank=True,
        help_text="La phrase proposée dans un refus ou une question. Vide, c’est le point lui-même.",
    )
    rank = models.PositiveSmallIntegerField("rang", default=0)
    is_active = models.BooleanField("en usage", default=True)

    objects = CharterPointQuerySet.as_manager()

    class Meta:
        verbose_name = "point de la charte"
        verbose_name_plural = "points de la charte"
        ordering = ["rank", "pk"]

    def __str__(self) -> str:
        return self.text

    @property
    def sentence(self) -> str:
        """What is written to the author when it is not met."""
        return self.missing or self.text


class CharterTickQuerySet(AboutSheetQuerySet["CharterTick"]):
    """Sets of ticks."""


class CharterTick(models.Model):
    """A point that somebody found met in a sheet."""

    content_type = models.ForeignKey(ContentType, models.PROTECT)
    object_id = models.BigIntegerField()
    sheet = GenericForeignKey()
    point = models.ForeignKey(CharterPoint, models.CASCADE, related_name="ticks")
    user = models.ForeignKey("contributors.User", models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField("cochée le", auto_now_add=True)

    objects = CharterTickQuerySet.as_manager()

    class Meta:
        verbose_name = "point coché"
        verbose_name_plural = "points cochés"
        constraints = [
            models.UniqueConstraint(fields=["content_type", "object_id", "point"], name="charter_tick_unique")
        ]

    def __str__(self) -> str:
        return str(self.point)
