"""Letting a person change a sheet without being read again, and taking that back."""

from django.db import transaction

from contributors.models import Contributor
from moderation.authors import Author
from moderation.models import Sheet, Trust


@transaction.atomic
def trust(*, sheet: Sheet, contributor: Contributor, by: Author) -> None:
    """Let this person change this sheet without being read again."""
    Trust.objects.get_or_create(
        content_type=sheet.content_type(),
        object_id=sheet.pk,
        contributor=contributor,
        defaults={"given_by": by.user},
    )


@transaction.atomic
def distrust(*, sheet: Sheet) -> None:
    """Have all changes of a sheet read again."""
    Trust.objects.about(sheet).delete()
