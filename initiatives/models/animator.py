"""Who animates a territory: an actor's role, agreed with the moderation, shown in public."""

from typing import TYPE_CHECKING, Self

from django.contrib.contenttypes.fields import GenericRelation
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from contributors.models import SignedLink
from moderation.models import Status
from places.territory import Territory

if TYPE_CHECKING:
    from contributors.models import User
    from initiatives.models.actor import Actor

TOKEN_LENGTH = 40  # characters
MOST_SHOWN = 12  # territories of one actor


class AnimatorQuerySet(models.QuerySet["Animator"]):
    """Sets of animators."""

    def shown(self) -> Self:
        """Return those that the public sees: both sides agree, and the actor is public."""
        return self.filter(state=Animator.State.CONFIRMED, actor__status=Status.PUBLISHED)

    def waiting(self) -> Self:
        """Return those that an actor asked to be and nobody decided about; of an actor that is public."""
        return self.filter(
            state=Animator.State.PROPOSED, asked_by=Animator.Side.ACTOR, actor__status=Status.PUBLISHED
        )

    def moderated_by(self, user: "User") -> Self:
        """Return those of the territories that this person moderates, whatever the themes."""
        from moderation.scope import territories_of

        territories = territories_of(user)
        return self if territories is None else self.filter(holders__overlap=territories)


class Animator(models.Model):
    """An actor that brings people together in a territory, once both it and the moderation say so. Not a permission.

    A refusal of the actor is kept, so that nobody asks again; what the moderation does not want is deleted.
    """

    class State(models.TextChoices):
        """How far it has come."""

        PROPOSED = "proposed", "proposé"
        CONFIRMED = "confirmed", "confirmé"
        DECLINED = "declined", "décliné par l’acteur"

    class Side(models.TextChoices):
        """Who spoke first."""

        DESK = "desk", "la modération"
        ACTOR = "actor", "l’acteur"

    actor = models.ForeignKey(
        "initiatives.Actor", models.CASCADE, related_name="animations", verbose_name="acteur"
    )
    territory = models.CharField("territoire", max_length=TOKEN_LENGTH)
    # The territory and those that hold it: whoever moderates one of them decides.
    holders = ArrayField(models.CharField(max_length=TOKEN_LENGTH), editable=False)
    state = models.CharField("état", max_length=10, choices=State, default=State.PROPOSED)
    asked_by = models.CharField("à l’initiative de", max_length=5, choices=Side)
    asked_at = models.DateTimeField("demandé le", auto_now_add=True)
    since = models.DateField("depuis le", null=True, blank=True)
    decided_by = models.ForeignKey(
        "contributors.User", models.SET_NULL, null=True, related_name="+", verbose_name="décidé par"
    )
    links = GenericRelation(SignedLink)  # they go with it

    objects = AnimatorQuerySet.as_manager()

    class Meta:
        verbose_name = "animation d’un territoire"
        verbose_name_plural = "animations de territoires"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["actor", "territory"], name="animator_once"),
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "confirmed", "declined"]), name="animator_state_known"
            ),
            models.CheckConstraint(condition=Q(asked_by__in=["desk", "actor"]), name="animator_side_known"),
            models.CheckConstraint(
                condition=Q(state="confirmed", since__isnull=False)
                | (~Q(state="confirmed") & Q(since__isnull=True)),
                name="animator_confirmed_has_date",
            ),
        ]
        indexes = [models.Index(fields=["territory", "state"], name="animator_of_territory")]

    def __str__(self) -> str:
        return f"{self.actor}, {self.territory_name}"

    @property
    def place(self) -> Territory | None:
        """The territory, or None when the gazetteer knows it no more."""
        return Territory.from_token(self.territory)

    @property
    def territory_name(self) -> str:
        """The name of the territory that no other has; its token when the gazetteer knows it no more."""
        place = self.place
        return place.label if place else self.territory


def holders_of(territory: Territory) -> list[str]:
    """Return the tokens of a territory and of those that hold it, itself first."""
    return [territory.token, *(parent.token for parent in reversed(territory.parents))]


def animators_of(territory: Territory) -> list[Animator]:
    """Return who animates a territory; where nobody does, who animates the nearest that holds it."""
    tokens = holders_of(territory)
    shown = Animator.objects.shown().filter(territory__in=tokens).select_related("actor__commune")
    found = sorted(shown, key=lambda one: (tokens.index(one.territory), one.since, one.pk))
    return [one for one in found if one.territory == found[0].territory]


def animated_by(actor: "Actor") -> list[Territory]:
    """Return the territories that an actor animates, for its page."""
    tokens = Animator.objects.shown().filter(actor=actor).order_by("since", "pk")
    found = [Territory.from_token(token) for token in tokens.values_list("territory", flat=True)[:MOST_SHOWN]]
    return [place for place in found if place]
