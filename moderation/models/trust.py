"""Who may change a sheet without being read again."""

from typing import TYPE_CHECKING

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models

from moderation.models.about import AboutSheetQuerySet

if TYPE_CHECKING:
    from contributors.models import Contributor
    from moderation.models.sheet import Sheet


class TrustQuerySet(AboutSheetQuerySet["Trust"]):
    """Sets of marks of trust."""

    def covers(self, sheet: "Sheet", contributor: "Contributor | None") -> bool:
        """Tell whether this person's changes of this sheet are published as they come."""
        return contributor is not None and self.about(sheet).filter(contributor=contributor).exists()


class Trust(models.Model):
    """A moderator's word that a person keeps a sheet well."""

    content_type = models.ForeignKey(ContentType, models.PROTECT)
    object_id = models.BigIntegerField()
    sheet = GenericForeignKey()
    contributor = models.ForeignKey("contributors.Contributor", models.CASCADE, related_name="trusts")
    given_at = models.DateTimeField("donnée le", auto_now_add=True)
    given_by = models.ForeignKey("contributors.User", models.SET_NULL, null=True, related_name="+")

    objects = TrustQuerySet.as_manager()

    class Meta:
        verbose_name = "confiance"
        constraints = [
            models.UniqueConstraint(fields=["content_type", "object_id", "contributor"], name="trust_once"),
        ]

    def __str__(self) -> str:
        return f"confiance {self.pk}"
