"""Sheets about which nobody wants messages."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models

from moderation.models.about import AboutSheetQuerySet

if TYPE_CHECKING:
    from moderation.models import Sheet


class SilenceQuerySet(AboutSheetQuerySet["Silence"]):
    """Sets of sheets about which nobody wants messages."""

    def numbers_of(self, content_type: ContentType, numbers: Iterable[int]) -> set[int]:
        """Return which of these sheets of one kind are among them."""
        theirs = self.filter(content_type=content_type, object_id__in=list(numbers))
        return set(theirs.values_list("object_id", flat=True))

    def keep(self, sheet: "Sheet") -> None:
        """Keep that whoever answers for a sheet wants no message; said twice, it is kept once."""
        self.get_or_create(content_type=sheet.content_type(), object_id=sheet.pk)


class Silence(models.Model):
    """The wish of whoever answers for a sheet: no message about it, no introduction. Pages of sheets read it."""

    content_type = models.ForeignKey(ContentType, models.PROTECT, db_index=False)
    object_id = models.BigIntegerField()
    sheet = GenericForeignKey()
    at = models.DateTimeField(auto_now_add=True)

    objects = SilenceQuerySet.as_manager()

    class Meta:
        verbose_name = "fiche sans messages"
        constraints = [models.UniqueConstraint(fields=["content_type", "object_id"], name="silence_once")]

    def __str__(self) -> str:
        return f"fiche sans messages {self.pk}"
