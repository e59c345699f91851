"""The sheet: what an initiative, an actor and, later, an analysis or a meeting have in common."""

from collections.abc import Collection, Iterable, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils import timezone

from moderation.models.naming import FEMININE
from moderation.models.sheet_set import SheetQuerySet
from moderation.models.status import Status

if TYPE_CHECKING:
    from moderation.editing import EditForm

REMINDERS = 3  # unanswered, after which a sheet is said not to be verified
PATIENCE = timedelta(days=30)  # for the answer to the last one


class Sheet(models.Model):
    """Abstract: a public page that goes through moderation.

    A kind of sheet has a `title_text`, a `slug`, `get_absolute_url()`, `snapshot()`, `restore_snapshot()`,
    `edit_form()` and `refresh()`; what it brings along (an actor named in a submission) it lists in `companions()`.
    What only one of two sheets may have when one joins the other, it moves in `take_over()` and `give_back()`.
    """

    stays_in_merge: ClassVar[frozenset[str]] = frozenset({"slug"})
    """Parts of a snapshot that each of two merged sheets keeps for itself."""
    alternatives: ClassVar[frozenset[str]] = frozenset()
    """Lists of which a merge rather keeps one than both: the same thing may be in both in other words."""
    lasts: ClassVar[bool] = True
    """Whether it stays true until somebody says otherwise; a kind that says itself until when is not asked about."""
    once_down: ClassVar[Mapping[str, Any]] = {}
    """Columns, and what they hold once the page is taken down."""
    words: ClassVar[Mapping[str, str]] = FEMININE
    """How sentences name a sheet of this kind."""

    takes_messages: ClassVar[bool] = True
    """Whether anybody may write to who answers for it; a kind that is about another sheet leaves that to the other."""

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

    def get_edit_url(self) -> str:
        """Return the address where anybody proposes to change it."""
        return f"{self.get_absolute_url()}modifier/"

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
    def place_label(self) -> str:
        """Where it is, in a few words; nothing for a kind that is nowhere."""
        return ""

    @property
    def title_text(self) -> str:
        """The name of this sheet, for lists of mixed kinds, mails and the admin."""
        return str(self)

    @property
    def has_page(self) -> bool:
        """Whether it has a public page, which may be there still once it is in no list."""
        return self.is_published

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

    @classmethod
    def edit_form(cls) -> "type[EditForm]":
        """Return the form in which anybody proposes to change a sheet of this kind."""
        raise TypeError(f"{cls.__name__} must say how it is changed.")

    @classmethod
    def look_up(cls, text: str, limit: int) -> "list[Self]":
        """Return at most `limit` published sheets whose name is like a text. None of a kind that has no such search."""
        return []

    def get_contact_url(self) -> str:
        """Return the address where anybody writes to whoever answers for it; nothing where nobody may."""
        return f"{self.get_absolute_url()}ecrire/" if self.takes_messages else ""

    def family(self) -> "models.QuerySet[Any]":
        """Return this sheet with all that joined it; for one that joined another, that one with all that joined it."""
        own: Any = self
        root = own.merged_into_id or own.pk
        return type(own)._default_manager.filter(Q(pk=root) | Q(merged_into=root)).order_by()

    def take_over(self, loser: Self, data: dict[str, Any]) -> tuple[list[str], dict[str, Any]]:
        """Become what `data`, made of the snapshots of both, says; return what could not come, and what was moved.

        What was moved is JSON data, with which `give_back` undoes it. Raises ValidationError as `restore_snapshot`.
        """
        return self.become(data), {}

    def give_back(
        self, loser: Self, data: dict[str, Any], loser_data: dict[str, Any], moved: dict[str, Any]
    ) -> list[str]:
        """Become what `data` says, and let the loser have again what was moved; return what could not come back."""
        return self.become(data)

    def become(self, data: dict[str, Any]) -> list[str]:
        """Become what a snapshot says, as `restore_snapshot`, and touch nothing when it says what is there already."""
        return [] if data == self.snapshot() else self.restore_snapshot(data)

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

    def announce(self) -> None:
        """Do what waited for this sheet to be published, in the transaction that publishes it. Nothing by default."""

    def told_to_author(self) -> dict[str, Any]:
        """Return what is held about this sheet beside what every kind has, as JSON data with French names."""
        return {}

    def companions(self) -> Iterable["Sheet"]:
        """Return the sheets that wait in the queue together with this one and share its fate."""
        return ()

    def belongings(self) -> Iterable["Sheet"]:
        """Return the sheets of other kinds that are about this one, and go with it when it is erased."""
        return ()

    def was_erased(self) -> None:
        """Bring in line what was derived from this sheet, once its row is gone, where nothing of it went along."""

    def bound(self) -> "Mapping[type[Sheet], Collection[int]]":
        """Return the primary keys, by kind, of the other sheets that name this one; none by default.

        Erasing it takes its name out of their histories, and brings in line what is derived from them.
        """
        return {}

    def left_out_of(self, data: dict[str, Any], slugs: "Collection[str]") -> dict[str, Any]:
        """Return the snapshot of another sheet without what names this one, whose addresses are or were `slugs`."""
        return data

    @classmethod
    def refresh_all(cls, numbers: "Iterable[int]") -> None:
        """Bring in line all that is derived from the sheets of these primary keys."""
        for sheet in cls._default_manager.filter(pk__in=list(numbers)):
            sheet.refresh()

    def why_not_public(self) -> str:
        """Return, in French, why it may not be shown to everybody now; nothing when it may."""
        return ""

    def own_standing(self) -> str:
        """Return where it stands, in a sentence for its author, where its status does not say it all."""
        return ""
