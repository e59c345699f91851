"""The sheet: what an initiative, an actor and, later, an analysis or a meeting have in common."""

from datetime import timedelta
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any, Self

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils import timezone

from contributors.refusals import Gone
from moderation.models.erasure import Erasure
from moderation.models.former_slug import FormerSlug

if TYPE_CHECKING:
    from collections.abc import Iterable

    from contributors.models import User
    from moderation.scope import Mandate

REMINDERS = 3  # unanswered, after which a sheet is said not to be verified
PATIENCE = timedelta(days=30)  # for the answer to the last one


class Status(models.TextChoices):
    """Where a sheet stands; `moderation.actions` alone changes it."""

    UNCONFIRMED = "unconfirmed", "à confirmer"  # sent by a form, its author has not followed the mailed link
    PENDING = "pending", "en attente"  # in the moderators' queue
    PUBLISHED = "published", "publiée"  # the only status that visitors see
    REFUSED = "refused", "refusée"  # by a moderator, with a reason that was mailed
    ARCHIVED = "archived", "archivée"  # taken down by a moderator
    WITHDRAWN = "withdrawn", "retirée"  # taken down by its contributor
    MERGED = "merged", "fusionnée"  # into another sheet; its address redirects


class SheetQuerySet(models.QuerySet):
    """Sets of sheets of one kind."""

    def published(self) -> Self:
        """Return the sheets that visitors see."""
        return self.filter(status=Status.PUBLISHED)

    def at(self, slug: str) -> "Sheet | None":
        """Return the published sheet at this address, or None."""
        found: Any = self.published().filter(slug=slug).first()
        return found if isinstance(found, Sheet) else None

    def pending(self) -> Self:
        """Return the moderators' queue, the sheet that waits longest first."""
        return self.filter(status=Status.PENDING).order_by("queued_at", "pk")

    def going_on(self) -> Self:
        """Return the sheets of what has not come to its end. Each kind that can end says how."""
        return self

    def moved(self, slug: str) -> "Sheet | None":
        """Return the published sheet to which this address leads today: renamed since, or merged into another.

        Raises contributors.refusals.Gone when the sheet that had it was erased.
        """
        there: Any = self.filter(slug=slug).select_related("merged_into").first()
        target = there.merged_into if there else FormerSlug.objects.owner_of(self.model, slug)
        if there is None and target is None and Erasure.objects.covers(self.model, slug):
            raise Gone
        return target if isinstance(target, Sheet) and target.is_published else None

    def moderated_by(self, user: "User") -> Self:
        """Return the sheets that this moderator may see and act on."""
        from moderation.scope import mandates_of

        found = [self.covered_by(mandate) for mandate in mandates_of(user)]
        return reduce(or_, found) if found else self.none()

    def covered_by(self, mandate: "Mandate") -> Self:
        """Return the sheets that a mandate covers."""
        found = self if mandate.territories is None else self.within(mandate.territories)
        return found if mandate.themes is None else found.within_themes(mandate.themes)

    def within_themes(self, themes: "Iterable[str]") -> Self:
        """Return the sheets about one of these themes. A kind that has themes says how; others are not limited."""
        return self

    def on_their_own(self) -> Self:
        """Return those that wait for their own sake, not along with another that waits. Each kind says how."""
        return self

    def within(self, territories: "Iterable[str]") -> Self:
        """Return the sheets inside these territories (tokens such as `departement-29`). Each kind says how."""
        raise TypeError(f"{type(self).__name__} must say how its sheets lie in a territory.")


class Sheet(models.Model):
    """Abstract: a public page that goes through moderation.

    A kind of sheet has a `title_text`, a `slug`, `get_absolute_url()`, `snapshot()`, `restore_snapshot()` and
    `refresh()`; what it brings along (an actor named in a submission) it lists in `companions()`.
    """

    status = models.CharField("statut", max_length=12, choices=Status, default=Status.UNCONFIRMED)
    submitted_by = models.ForeignKey(
        "contributors.Contributor",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="%(class)s_sheets",
        verbose_name="proposée par",
    )
    created_at = models.DateTimeField("créée le", default=timezone.now, editable=False)
    updated_at = models.DateTimeField("modifiée le", default=timezone.now, editable=False)
    queued_at = models.DateTimeField("en attente depuis", null=True, blank=True, editable=False)
    published_at = models.DateTimeField("publiée le", null=True, blank=True, editable=False)
    question_asked_at = models.DateTimeField("question posée le", null=True, blank=True, editable=False)
    refusal_reason = models.TextField("motif du refus", blank=True, max_length=2000)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", verbose_name="fusionnée dans"
    )
    verified_at = models.DateField("vérifiée le", null=True, blank=True)
    # Mails that asked its author whether it is still true, since it was last said to be.
    reminders = models.PositiveSmallIntegerField("rappels", default=0, editable=False)
    reminded_at = models.DateTimeField("dernier rappel", null=True, blank=True, editable=False)
    is_example = models.BooleanField("exemple de démonstration", default=False)

    objects = SheetQuerySet.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(condition=Q(status__in=Status.values), name="%(class)s_status_known"),
            models.CheckConstraint(
                condition=~Q(status=Status.PUBLISHED) | Q(published_at__isnull=False),
                name="%(class)s_published_has_date",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.PENDING) | Q(queued_at__isnull=False),
                name="%(class)s_pending_has_date",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.REFUSED) | ~Q(refusal_reason=""),
                name="%(class)s_refused_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(status=Status.MERGED, merged_into__isnull=False)
                | (~Q(status=Status.MERGED) & Q(merged_into__isnull=True)),
                name="%(class)s_merged_has_target",
            ),
        ]
        indexes = [models.Index(fields=["status", "queued_at", "id"], name="%(class)s_queue")]

    def get_absolute_url(self) -> str:
        """Return the address of the public page."""
        raise TypeError(f"{type(self).__name__} must say where it is read.")

    def get_history_url(self) -> str:
        """Return the address of the public page of its history: the same word for every kind."""
        return f"{self.get_absolute_url()}historique/"

    @property
    def is_published(self) -> bool:
        """Whether visitors see this sheet."""
        return self.status == Status.PUBLISHED

    @property
    def is_unverified(self) -> bool:
        """Whether its author was asked three times in vain if it is still true."""
        if self.reminders < REMINDERS or self.reminded_at is None:
            return False
        return timezone.now() >= self.reminded_at + PATIENCE

    @property
    def title_text(self) -> str:
        """The name of this sheet, for lists of mixed kinds, mails and the admin."""
        return str(self)

    def content_type(self) -> ContentType:
        """Return the type of this sheet, as `Revision`, `Consent` and `SignedLink` refer to it."""
        return ContentType.objects.get_for_model(self)

    def snapshot(self) -> dict[str, Any]:
        """Return every public field as JSON data: what a revision keeps."""
        raise TypeError(f"{type(self).__name__} must say what it shows in public.")

    def restore_snapshot(self, data: dict[str, Any]) -> list[str]:
        """Become what a snapshot says, and save; return, in French, each thing that is gone and could not come back.

        Raises django.core.exceptions.ValidationError when the fields are not valid any more.
        """
        raise TypeError(f"{type(self).__name__} must say how a snapshot comes back.")

    def refresh(self) -> None:
        """Bring in line all that is derived from this sheet: search, map, counts, photos."""
        raise TypeError(f"{type(self).__name__} must say what is derived from it.")

    @classmethod
    def theme_names(cls) -> dict[str, str]:
        """Return the themes that this kind may have: the word in addresses, and the name. None by default."""
        return {}

    @property
    def may_end(self) -> bool:
        """Whether what this sheet tells can come to its end, and has not yet."""
        return False

    def end(self) -> None:
        """Say that it came to its end, and save."""
        raise TypeError(f"{type(self).__name__} has no end.")

    def companions(self) -> "Iterable[Sheet]":
        """Return the sheets that wait in the queue together with this one and share its fate."""
        return ()
