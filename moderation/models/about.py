"""What is kept beside a sheet of any kind: questions, reports, proposals."""

from typing import TYPE_CHECKING, Self, TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q

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

        theirs = Q(pk__in=[])
        for kind in sheet_models():
            sheets = kind._default_manager.moderated_by(user)
            theirs |= Q(
                content_type=ContentType.objects.get_for_model(kind), object_id__in=sheets.values("pk")
            )
        return self.filter(theirs)
