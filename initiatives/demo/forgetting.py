"""Taking sheets of the demonstration set away."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import QuerySet

from moderation import holdings
from moderation.models import FormerSlug, Revision
from photos import actions as photos
from photos.models import Photo


@transaction.atomic
def forget(sheets: QuerySet) -> None:
    """Delete sheets of one kind, with their photos, what is held about them, their history and former addresses."""
    kind: Any = sheets.model
    doomed = list(sheets.order_by().values_list("pk", flat=True))
    content_type = ContentType.objects.get_for_model(kind)
    holdings.forget(content_type, doomed)
    if hasattr(kind, "photos"):
        shown = kind.photos.through.objects.filter(**{f"{kind._meta.model_name}__in": doomed})
        photos.erase(list(Photo.objects.filter(pk__in=shown.values("photo"))))
    for history in (Revision, FormerSlug):
        history._default_manager.filter(content_type=content_type, object_id__in=doomed).delete()
    kind._default_manager.filter(pk__in=doomed).delete()
