"""Whether a relation holds: what one side declared, and what the other was asked and answered."""

from datetime import timedelta
from typing import TYPE_CHECKING, Self

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, When, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

from initiatives.models.relation import DeclaredBy
from moderation.models import Status

if TYPE_CHECKING:
    from contributors.models import User


REMEMBERED = timedelta(days=183)  # how long an answer is kept, and what was asked not asked again


class AgreementQuerySet(models.QuerySet["Agreement"]):
    """Sets of questions."""

    def waiting(self) -> Self:
        """Return those that nobody answered yet."""
        return self.filter(state=Agreement.State.WAITING)

    def handed(self) -> Self:
        """Return those that wait for a moderator: nobody answers for the side that is asked."""
        return self.waiting().filter(handed_at__isnull=False)

    def of_published(self) -> Self:
        """Return those between sheets that visitors see."""
        hidden = Q(pk__in=[])
        for side in ("actor", "network", "initiative", "other"):
            hidden |= Q(**{f"{side}__isnull": False}) & ~Q(**{f"{side}__status": Status.PUBLISHED})
        return self.exclude(hidden)

    def first_of_each(self, number: int) -> Self:
        """Return the oldest of those put to each sheet, so many of each."""
        silent = Case(*(When(kind=kind, declared_by=by, then=F(side)) for (kind, by), side in SILENT.items()))
        turn = Window(RowNumber(), partition_by=[F("kind"), F("declared_by"), silent], order_by="pk")
        return self.alias(turn=turn).filter(turn__lte=number)

    def asked_in_vain(self) -> Self:
        """Return those put to somebody who, today, does not answer for the sheet: see `moderation.speakers`."""
        lost: Q = Q(pk__in=[])
        for (kind, by), side in SILENT.items():
            author, said = (
                f"{side}__submitted_by",
                Q(**{f"{side}__submitted_by__confirmed_at__isnull": False}),
            )
            other = Q(asked=None) | ~Q(**{author: F("asked")})
            unread = Q(asked=None) | ~Q(**{f"{side}__email__iexact": F("asked__email")})
            lost |= Q(kind=kind, declared_by=by) & (said & other | ~said & unread)
        return self.filter(lost, asked_at__isnull=False)

    def moderated_by(self, user: "User") -> Self:
        """Return those whose silent side this moderator looks after."""
        from initiatives.models.actor import Actor
        from initiatives.models.initiative import Initiative

        silent: Q = Q(pk__in=[])
        for (kind, declared_by), name in SILENT.items():
            model = Actor if name in ("actor", "network") else Initiative
            # Asked row by row: those are few, and the sheets of a country are many.
            sheets = model._default_manager.moderated_by(user).filter(pk=OuterRef(name))
            silent |= Q(kind=kind, declared_by=declared_by) & Q(Exists(sheets))
        return self.filter(silent)


class Agreement(models.Model):
    """A relation that one side declares, as a question to the other; an answer is kept six months, then forgotten.

    The relation itself is a row of its own (`Participation`, `Membership`, `Kinship`), which a refusal removes.
    """

    class Kind(models.TextChoices):
        PARTICIPATION = "participation", "participation"
        MEMBERSHIP = "membership", "appartenance à un réseau"
        KINSHIP = "kinship", "lien entre initiatives"

    class State(models.TextChoices):
        WAITING = "waiting", "en attente"
        AGREED = "agreed", "confirmée"
        REFUSED = "refused", "refusée"
        WITHDRAWN = "withdrawn", "retirée"

    kind = models.CharField("sorte", max_length=13, choices=Kind)
    role = models.CharField("rôle", max_length=12, blank=True)  # of a participation, or the kind of a kinship
    actor = models.ForeignKey("initiatives.Actor", models.CASCADE, null=True, related_name="+")
    network = models.ForeignKey("initiatives.Actor", models.CASCADE, null=True, related_name="+")
    initiative = models.ForeignKey("initiatives.Initiative", models.CASCADE, null=True, related_name="+")
    other = models.ForeignKey("initiatives.Initiative", models.CASCADE, null=True, related_name="+")
    declared_by = models.CharField("déclarée par", max_length=7, choices=DeclaredBy)
    state = models.CharField("état", max_length=9, choices=State, default=State.WAITING)
    proposed_by = models.ForeignKey(
        "contributors.Contributor", models.SET_NULL, null=True, related_name="agreements_proposed"
    )
    asked = models.ForeignKey(
        "contributors.Contributor", models.SET_NULL, null=True, related_name="agreements_asked"
    )
    created_at = models.DateTimeField("proposée le", auto_now_add=True)
    asked_at = models.DateTimeField("demandée le", null=True)
    reminded_at = models.DateTimeField("rappelée le", null=True)
    handed_at = models.DateTimeField("confiée à la modération le", null=True)
    answered_at = models.DateTimeField("répondue le", null=True)

    links = GenericRelation("contributors.SignedLink")

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = "relation à confirmer"
        verbose_name_plural = "relations à confirmer"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "role", "actor", "network", "initiative", "other"],
                nulls_distinct=False,
                name="agreement_once",
            ),
            models.CheckConstraint(
                condition=Q(kind="participation", actor__isnull=False, initiative__isnull=False)
                & Q(network__isnull=True, other__isnull=True)
                | Q(kind="membership", actor__isnull=False, network__isnull=False)
                & Q(initiative__isnull=True, other__isnull=True)
                | Q(kind="kinship", initiative__isnull=False, other__isnull=False)
                & Q(actor__isnull=True, network__isnull=True),
                name="agreement_has_two_sides",
            ),
            models.CheckConstraint(
                condition=Q(declared_by__in=["subject", "object"]), name="agreement_declared_by_one"
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", answered_at__isnull=True)
                | Q(state__in=["agreed", "refused", "withdrawn"], answered_at__isnull=False),
                name="agreement_answered_has_date",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "asked_at"], name="agreement_state"),
            models.Index(fields=["answered_at"], name="agreement_answered"),
        ]

    def __str__(self) -> str:
        sides = (self.actor, self.network, self.initiative, self.other)
        return ", ".join(str(side) for side in sides if side)

    @property
    def is_remembered(self) -> bool:
        """Whether it was put to somebody not long ago who did not answer: taken back and said anew, it is not again."""
        if self.state not in (self.State.WITHDRAWN, self.State.WAITING) or self.asked_at is None:
            return False
        return self.asked_at > timezone.now() - REMEMBERED


# Which column names the side that is asked, by kind and by who declares.
SILENT: dict[tuple[str, str], str] = {
    ("participation", "subject"): "initiative",
    ("participation", "object"): "actor",
    ("membership", "subject"): "network",
    ("membership", "object"): "actor",
    ("kinship", "subject"): "other",
    ("kinship", "object"): "initiative",
}
