"""The history of a sheet: one snapshot of its public fields per action."""

from typing import TYPE_CHECKING, Self

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone

from contributors.typography import day_in_words

if TYPE_CHECKING:
    from moderation.models.sheet import Sheet


class RevisionQuerySet(models.QuerySet["Revision"]):
    """Sets of versions."""

    def about(self, sheet: "Sheet") -> Self:
        """Return those of a sheet, the newest first."""
        return self.filter(content_type=sheet.content_type(), object_id=sheet.pk)


class Revision(models.Model):
    """What a sheet showed after an action, with the role of who did it."""

    class Action(models.TextChoices):
        SUBMIT = "submit", "proposition"
        CONFIRM = "confirm", "confirmation"
        PUBLISH = "publish", "publication"
        REFUSE = "refuse", "refus"
        RESUBMIT = "resubmit", "nouvel envoi"
        AMEND = "amend", "modification"
        PROPOSAL = "proposal", "modification proposée"
        ARCHIVE = "archive", "archivage"
        WITHDRAW = "withdraw", "retrait"
        RESTORE = "restore", "remise en ligne"
        MERGE = "merge", "fusion"
        UNMERGE = "unmerge", "fin de la fusion"
        VERIFY = "verify", "vérification"
        IMPORT = "import", "reprise de données"
        REVERT = "revert", "retour à une version antérieure"

    class Role(models.TextChoices):
        CONTRIBUTOR = "contributor", "contributeur ou contributrice"
        MODERATOR = "moderator", "modération"
        SYSTEM = "system", "le site"

    content_type = models.ForeignKey(ContentType, models.PROTECT)
    object_id = models.BigIntegerField()
    sheet = GenericForeignKey()
    action = models.CharField("action", max_length=12, choices=Action)
    role = models.CharField("rôle", max_length=12, choices=Role)
    user = models.ForeignKey("contributors.User", models.SET_NULL, null=True, blank=True, related_name="+")
    note = models.TextField("note", blank=True)
    data = models.JSONField("contenu")
    created_at = models.DateTimeField("date", auto_now_add=True)
    erased_at = models.DateTimeField("effacée le", null=True, blank=True)
    erased_by = models.ForeignKey(
        "contributors.User", models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )

    objects = RevisionQuerySet.as_manager()

    class Meta:
        verbose_name = "version"
        verbose_name_plural = "versions"
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["content_type", "object_id", "-id"], name="revision_of_sheet"),
            # The statistics: arrivals and decisions by date. Imports, which are most rows by far, are not in it.
            models.Index(
                fields=["created_at"],
                condition=models.Q(action__in=["confirm", "resubmit", "publish", "refuse"]),
                name="revision_of_queue",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_action_display()}, {timezone.localtime(self.created_at):%d/%m/%Y %H:%M}"

    @property
    def is_erased(self) -> bool:
        """Whether what it said was erased: the line stays, as a memory of the step."""
        return not self.data

    @property
    def moment(self) -> str:
        """The moment in words: « 3 mai 2026 à 14 h 05 »."""
        at = timezone.localtime(self.created_at)
        return f"{day_in_words(at)} à {at.hour}\u00a0h\u00a0{at:%M}"
