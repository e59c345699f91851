"""What is kept beside a sheet of any kind: questions, reports, proposals."""

from typing import TYPE_CHECKING, Self, TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, OuterRef, Q

if TYPE_CHECKING:
    from contributors.models import User
    from moderation.models.sheet import Sheet

_Row = TypeVar("_Row", bound=models.Model)


class AboutSheetQuerySet(models.QuerySet[_Row]):
    """Sets of rows that point at sheets by `content_type` and `object_id`."""

    def about(self, sheet: "Sheet") -> Self:
        """Return those about a sheet, the first one first."""
        return self.filter(content_type=sheet.content_type(), object_id=sheet.pk).order_by("pk")

    def moderated_by(self, user: "User") -> Self:
        """Return those about sheets that this moderator may see and act on."""
        from moderation.erasure import sheet_models
        from moderation.scope import EVERYTHING, mandates_of

        if EVERYTHING in mandates_of(user):
            return self
        theirs = Q(pk__in=[])
        for kind in sheet_models():
            sheets = kind._default_manager.moderated_by(user)
            # Asked row by row: those are few, and the sheets of a country are many.
            theirs |= Q(content_type=ContentType.objects.get_for_model(kind)) & Q(
                Exists(sheets.filter(pk=OuterRef("object_id")))
            )
        return self.filter(theirs)
