"""Whether a relation holds: what one side declared, and what the other was asked and answered."""

from typing import TYPE_CHECKING, Self

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Exists, OuterRef, Q

from initiatives.models.relation import DeclaredBy
from moderation.models import Status

if TYPE_CHECKING:
    from contributors.models import User


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

    kind = models.CharField("sorte", max_length=13, choices=Kind)
    role = models.CharField("rôle", max_length=12, blank=True)  # of a participation, or the kind of a kinship
    actor = models.ForeignKey("initiatives.Actor", models.CASCADE, null=True, related_name="+")
    network = models.ForeignKey("initiatives.Actor", models.CASCADE, null=True, related_name="+")
    initiative = models.ForeignKey("initiatives.Initiative", models.CASCADE, null=True, related_name="+")
    other = models.ForeignKey("initiatives.Initiative", models.CASCADE, null=True, related_name="+")
    declared_by = models.CharField("déclarée par", max_length=7, choices=DeclaredBy)
    state = models.CharField("état", max_length=8, choices=State, default=State.WAITING)
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
                | Q(state__in=["agreed", "refused"], answered_at__isnull=False),
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


# Which column names the side that is asked, by kind and by who declares.
SILENT: dict[tuple[str, str], str] = {
    ("participation", "subject"): "initiative",
    ("participation", "object"): "actor",
    ("membership", "subject"): "network",
    ("membership", "object"): "actor",
    ("kinship", "subject"): "other",
    ("kinship", "object"): "initiative",
}
