"""What anybody proposes to change in a sheet."""

from typing import Any, Self

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models import Q

from moderation.models.about import AboutSheetQuerySet
from photos.actions import erase as erase_photos

LENGTH = 2000  # characters, of the words that come with a proposal and of those that answer it


class ProposalQuerySet(AboutSheetQuerySet["Proposal"]):
    """Sets of proposals."""

    def waiting(self) -> Self:
        """Return those that moderators have to decide about."""
        return self.filter(state=Proposal.State.PENDING)

    def erase(self) -> int:
        """Delete them, and the photos that came with them and that no sheet took; return how many went."""
        with transaction.atomic():
            # Read again under a lock: its author may be confirming it at this very moment.
            rows = self.select_for_update(skip_locked=True, of=("self",))
            found = list(rows.select_related("photo"))
            Proposal.objects.filter(pk__in=[proposal.pk for proposal in found]).delete()
            erase_photos([proposal.photo for proposal in found if proposal.photo])
        return len(found)


class Proposal(models.Model):
    """A change of a published sheet, proposed by somebody without an account: only what changes is kept.

    `changes` holds, for each field of the sheet's snapshot that changes, its value when the form was opened
    (`before`) and the one proposed (`after`).
    """

    class State(models.TextChoices):
        UNCONFIRMED = "unconfirmed", "à confirmer"  # its author has not followed the mailed link
        PENDING = "pending", "à examiner"
        ACCEPTED = "accepted", "acceptée"  # all of it, or the fields in `accepted`
        REFUSED = "refused", "refusée"

    content_type = models.ForeignKey(ContentType, models.PROTECT)
    object_id = models.BigIntegerField()
    sheet = GenericForeignKey()
    contributor = models.ForeignKey(
        "contributors.Contributor",
        models.SET_NULL,
        null=True,
        related_name="proposals",
        verbose_name="de la part de",
    )
    state = models.CharField("état", max_length=12, choices=State, default=State.UNCONFIRMED)
    changes = models.JSONField("changements")
    comment = models.TextField("message", max_length=LENGTH, blank=True)
    photo = models.ForeignKey("photos.Photo", models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField("reçue le", auto_now_add=True)
    queued_at = models.DateTimeField("en attente depuis", null=True, blank=True)
    accepted = models.JSONField("champs acceptés", default=list, blank=True)
    answer = models.TextField("réponse", max_length=LENGTH, blank=True)
    decided_at = models.DateTimeField("examinée le", null=True, blank=True)
    decided_by = models.ForeignKey(
        "contributors.User", models.SET_NULL, null=True, related_name="+", verbose_name="examinée par"
    )

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = "proposition de modification"
        verbose_name_plural = "propositions de modification"
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["content_type", "object_id", "id"], name="proposal_about"),
            models.Index(fields=["state", "queued_at", "id"], name="proposal_queue"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["unconfirmed", "pending", "accepted", "refused"]),
                name="proposal_state_known",
            ),
            models.CheckConstraint(
                condition=~Q(state="pending") | Q(queued_at__isnull=False), name="proposal_pending_has_date"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["accepted", "refused"], decided_at__isnull=False)
                | Q(state__in=["unconfirmed", "pending"], decided_at__isnull=True),
                name="proposal_decided_has_date",
            ),
        ]

    def __str__(self) -> str:
        return f"proposition {self.pk}"

    @property
    def before(self) -> dict[str, Any]:
        """What the fields held when the form was opened."""
        return {name: change["before"] for name, change in self.changes.items()}

    @property
    def after(self) -> dict[str, Any]:
        """What they should hold."""
        return {name: change["after"] for name, change in self.changes.items()}
