"""Sheets about which nobody wants messages."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, OuterRef, Q

from moderation.models.about import AboutSheetQuerySet

if TYPE_CHECKING:
    from moderation.models import Sheet


class SilenceQuerySet(AboutSheetQuerySet["Silence"]):
    """Sets of sheets about which nobody wants messages."""

    def numbers_of(self, content_type: ContentType, numbers: Iterable[int]) -> set[int]:
        """Return which of these sheets of one kind are among them."""
        numbers = list(numbers)
        kind: Any = content_type.model_class()
        wished = self.filter(content_type=content_type, object_id=OuterRef("pk"))
        # With what joined them: a wish does not end because its sheet became a part of another.
        rows = kind._default_manager.filter(Q(pk__in=numbers) | Q(merged_into__in=numbers))
        found = rows.filter(Exists(wished)).order_by().values_list("pk", "merged_into")
        return {root or number for number, root in found} & set(numbers)

    def keeps(self, sheet: "Sheet") -> bool:
        """Whether nobody wants messages about this sheet."""
        return bool(self.numbers_of(sheet.content_type(), [sheet.pk]))

    def lift(self, sheet: "Sheet") -> None:
        """Forget the wish about a sheet, and about all that joined it."""
        family = sheet.family().values("pk")
        self.filter(content_type=sheet.content_type(), object_id__in=family).delete()

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
