"""People and organisations behind initiatives."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Self

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from initiatives.models.relation import Relation, RelationQuerySet
from initiatives.models.slugs import free_slug
from initiatives.refresh import refresh_projection
from moderation.models import FormerSlug, Sheet, SheetQuerySet, Status
from places.addresses import address
from places.folding import Fold, fold
from places.territory import Territory

if TYPE_CHECKING:
    from moderation.editing import EditForm

COMMUNE_PATHS = {
    "region": "commune__department__region",
    "departement": "commune__department",
    "intercommunalite": "commune__intercommunality",
    "commune": "commune",
}


class ActorQuerySet(SheetQuerySet):
    """Sets of actors."""

    def within(self, territories: Iterable[str]) -> Self:
        """Return the actors based inside one of these territories, or active in an initiative there.

        A submission that waits gives no hold on a published actor that it names, only on one that waits with it. One
        that joined another lies where that one does, which has its initiatives.
        """
        from initiatives.models.initiative import Initiative

        based = Q(pk__in=[])
        for territory in filter(None, map(Territory.from_token, territories)):
            based |= Q(**{COMMUNE_PATHS[territory.kind]: territory.code})
        there = Initiative.objects.within(territories)
        active = Q(pk__in=there.published().values("participations__actor"))
        waiting = ~Q(status=Status.PUBLISHED) & Q(pk__in=there.values("participations__actor"))
        merged = Q(status=Status.MERGED, merged_into__in=Actor.objects.filter(based | active | waiting))
        return self.filter(based | active | waiting | merged)

    def on_their_own(self) -> Self:
        """Return the actors that no initiative names that waits: they share its fate."""
        from initiatives.models.initiative import Initiative

        together = Initiative.objects.filter(status=Status.PENDING, participations__actor=OuterRef("pk"))
        return self.exclude(Exists(together))

    def named_like(self, text: str) -> Self:
        """Return the actors whose name holds every word of `text`, in any order, accents and case apart."""
        actors = self.alias(name_key=Fold(F("name")))
        for word in fold(text).split()[:10]:
            actors = actors.filter(name_key__contains=word)
        return actors

    def with_places(self) -> Self:
        """Fetch the communes."""
        return self.select_related("commune")

    def by_place(self) -> Self:
        """Sort by commune, then by name; those without a commune come last."""
        return self.order_by(F("commune__key").asc(nulls_last=True), Fold(F("name")), "pk")

    def by_name(self) -> Self:
        """Sort by name, accents and case apart."""
        return self.order_by(Fold(F("name")), "pk")


class Actor(Sheet):
    """A body, a group or, by their own consent only, a person that takes part in initiatives."""

    class Kind(models.TextChoices):
        PERSON = "personne", "Personne"
        GROUP = "collectif", "Collectif informel"
        ASSOCIATION = "association", "Association"
        AUTHORITY = "collectivite", "Collectivité"
        BUSINESS = "entreprise", "Entreprise ou coopérative"
        NETWORK = "reseau", "Réseau"
        SCHOOL = "ecole", "École, université"
        VENUE = "lieu", "Lieu"

    name = models.CharField("nom", max_length=120)
    slug = models.SlugField("adresse", max_length=100, unique=True, blank=True)
    kind = models.CharField("sorte", max_length=12, choices=Kind)
    summary = models.TextField("résumé", max_length=280, blank=True)
    description = models.TextField("description", max_length=10_000, blank=True)
    commune = models.ForeignKey(
        "places.Commune", models.PROTECT, null=True, blank=True, related_name="actors", verbose_name="commune"
    )
    links = models.JSONField("liens", default=list, blank=True)
    phone = models.CharField("téléphone public", max_length=30, blank=True)
    email = models.EmailField("adresse électronique publique", blank=True)

    networks = models.ManyToManyField(
        "self",
        through="initiatives.Membership",
        symmetrical=False,
        related_name="members",
        verbose_name="réseaux",
    )

    objects = ActorQuerySet.as_manager()  # type: ignore[misc] # the plugin of mypy makes a class variable of the base's manager only

    class Meta(Sheet.Meta):
        verbose_name = "acteur"
        ordering = ["-pk"]
        constraints = [
            *Sheet.Meta.constraints,
            models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        "personne",
                        "collectif",
                        "association",
                        "collectivite",
                        "entreprise",
                        "reseau",
                        "ecole",
                        "lieu",
                    ]
                ),
                name="actor_kind_known",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="actor_has_name"),
        ]
        indexes = [
            *Sheet.Meta.indexes,
            models.Index(Fold(F("name")), "id", name="actor_name_key"),
            GinIndex(OpClass(Fold(F("name")), "gin_trgm_ops"), name="actor_name_trigrams"),
            # For LIKE 'text%', whatever the collation of the database.
            models.Index(OpClass(Fold(F("name")), "text_pattern_ops"), name="actor_name_beginning"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Give the actor its address on first saving."""
        if not self.slug:
            self.slug = free_slug(Actor, self.name, pk=self.pk)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """Return the address of the actor's page."""
        return address("actor", self.slug)

    @property
    def place_label(self) -> str:
        """Where it is based, in a few words."""
        return self.commune.label if self.commune else ""

    def rename(self, slug: str) -> None:
        """Change the address; the former one redirects. The caller saves."""
        if self.slug and slug != self.slug:
            FormerSlug.objects.remember(self, self.slug)
        self.slug = slug

    def snapshot(self) -> dict[str, Any]:
        """Return every public field as JSON data."""
        plain = ["name", "slug", "kind", "summary", "description", "links", "phone", "email"]
        return {name: getattr(self, name) for name in plain} | {
            "commune": self.commune_id,
            "networks": sorted(network.slug for network in self.networks.all()),
        }

    def restore_snapshot(self, data: dict[str, Any]) -> list[str]:
        """Become what a snapshot says, as far as what it names still exists."""
        from initiatives.restoring import restore_actor

        return restore_actor(self, data)

    @classmethod
    def edit_form(cls) -> "type[EditForm]":
        """Return the form of an actor."""
        from initiatives.editing import ActorEditForm

        return ActorEditForm

    @classmethod
    def look_up(cls, text: str, limit: int) -> list[Self]:
        """Return published actors by their name."""
        from initiatives.search.by_name import actors_named

        return actors_named(cls, text, limit)

    def take_over(self, loser: Self, data: dict[str, Any]) -> tuple[list[str], dict[str, Any]]:
        """Become what `data` says, with what the loser does and who its members are."""
        from initiatives.merging import take_roles_over

        return take_roles_over(self, loser, data)

    def give_back(
        self, loser: Self, data: dict[str, Any], loser_data: dict[str, Any], moved: dict[str, Any]
    ) -> list[str]:
        """Become what `data` says, and let the loser do again what it did."""
        from initiatives.merging import give_roles_back

        return give_roles_back(self, loser, data, moved)

    def refresh(self) -> None:
        """Bring in line the initiatives that show this actor."""
        refresh_projection(self.participations.values_list("initiative", flat=True))


class Membership(Relation):
    """An actor, the subject, is a member of a network, the object."""

    actor = models.ForeignKey(Actor, models.CASCADE, related_name="memberships", verbose_name="acteur")
    network = models.ForeignKey(Actor, models.CASCADE, related_name="memberships_in", verbose_name="réseau")

    objects = RelationQuerySet["Membership"].as_manager()

    class Meta(Relation.Meta):
        verbose_name = "appartenance à un réseau"
        verbose_name_plural = "appartenances à des réseaux"
        constraints = [
            *Relation.Meta.constraints,
            models.UniqueConstraint(fields=["actor", "network"], name="membership_once"),
            models.CheckConstraint(condition=~Q(actor=F("network")), name="membership_not_of_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.actor} dans {self.network}"
