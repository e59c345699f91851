"""Who does not want to hear from whom."""

from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from contributors.models import Contributor
    from moderation.models import Sheet


class BlockQuerySet(models.QuerySet["Block"]):
    """Sets of blocks."""

    def everywhere(self) -> "BlockQuerySet":
        """Return those that moderators set: nothing of that person is passed on to anybody."""
        return self.filter(receiver=None)

    def between(self, *, sender: "Contributor", receiver: "Contributor", sheet: "Sheet") -> "BlockQuerySet":
        """Return those that keep what this person writes about a sheet from that one."""
        # A sheet, what joined it, and what it joined: who is blocked about one of them comes back by none.
        family = sheet.family().values("pk")
        here = Q(content_type=None) | Q(content_type=sheet.content_type(), object_id__in=family)
        return self.filter(Q(receiver=None) | Q(receiver=receiver) & here, sender=sender)

    def set(
        self,
        *,
        sender: "Contributor",
        receiver: "Contributor | None",
        sheet: "Sheet | None" = None,
        by: Any = None,
    ) -> None:
        """Keep that a person (None: nobody) wants nothing from another, about a sheet, or about any."""
        about = {"content_type": sheet.content_type(), "object_id": sheet.pk} if sheet else {}
        self.get_or_create(sender=sender, receiver=receiver, **_about(about), defaults={"by": by})


def _about(given: dict[str, Any]) -> dict[str, Any]:
    return {"content_type": None, "object_id": None} | given


class Block(models.Model):
    """What `sender` writes is not passed on: to `receiver` about a sheet or any; set by a moderator, to anybody."""

    sender = models.ForeignKey("contributors.Contributor", models.CASCADE, related_name="blocks")
    receiver = models.ForeignKey(
        "contributors.Contributor", models.CASCADE, null=True, related_name="blocks_set"
    )
    content_type = models.ForeignKey(ContentType, models.PROTECT, null=True, db_index=False)
    object_id = models.BigIntegerField(null=True)
    sheet = GenericForeignKey()
    by = models.ForeignKey("contributors.User", models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    objects = BlockQuerySet.as_manager()

    class Meta:
        verbose_name = "blocage"
        constraints = [
            models.UniqueConstraint(
                fields=["sender", "receiver", "content_type", "object_id"],
                nulls_distinct=False,
                name="block_once",
            ),
            models.CheckConstraint(
                condition=Q(content_type=None, object_id=None)
                | Q(content_type__isnull=False, object_id__isnull=False, receiver__isnull=False),
                name="block_of_whole_sheet",
            ),
        ]
        indexes = [models.Index(fields=["content_type", "object_id"], name="block_about")]

    def __str__(self) -> str:
        return f"blocage {self.pk}"
