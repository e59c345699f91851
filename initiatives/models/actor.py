"""People and organisations behind initiatives."""

from typing import TYPE_CHECKING, Any, Self

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from taggit.managers import TaggableManager

from initiatives.models import person
from initiatives.models.actor_set import ActorQuerySet
from initiatives.models.slugs import free_slug
from initiatives.models.tag import TaggedActor
from initiatives.refresh import refresh_actors, refresh_projection
from moderation.models import FormerSlug, Sheet
from places.addresses import address
from places.folding import Fold
from places.territory import Territory

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from moderation.editing import EditForm


def check_territory(token: str) -> None:
    """Raise ValidationError unless a token such as `departement-29` names a territory."""
    if Territory.from_token(token) is None:
        raise ValidationError("Ce territoire n’existe pas, ou plus.", code="unknown")


class Actor(Sheet):  # type: ignore[django-manager-missing] # taggit has no types
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
    territory = models.CharField(
        "agit dans",
        max_length=40,
        blank=True,
        validators=[check_territory],
        help_text="Vide quand il agit là où il est.",
    )
    themes = models.ManyToManyField(
        "initiatives.Theme",
        through="initiatives.ActorTheme",
        related_name="actors",
        verbose_name="thèmes",
        blank=True,
    )
    skills = TaggableManager("savoir-faire", through=TaggedActor, blank=True, help_text="")
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
            models.Index(fields=["territory"], condition=~Q(territory=""), name="actor_territory"),
            models.Index(Lower("email"), condition=~Q(email=""), name="actor_public_email"),
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

    @property
    def acts_in(self) -> Territory | None:
        """The territory where it says it acts; None when that is where it is based."""
        return Territory.from_token(self.territory) if self.territory else None

    @classmethod
    def theme_names(cls) -> dict[str, str]:
        """Return all themes."""
        themes = cls._meta.get_field("themes").related_model._default_manager.order_by("rank", "name")  # type: ignore[union-attr]  # a model, once all are loaded
        return dict(themes.values_list("slug", "name"))

    def rename(self, slug: str) -> None:
        """Change the address; the former one redirects. The caller saves."""
        if self.slug and slug != self.slug:
            FormerSlug.objects.remember(self, self.slug)
        self.slug = slug

    def why_not_public(self) -> str:
        """Return why it may not be shown: it is a person, who never asked for it."""
        return person.why_not_public(self)

    def announce(self) -> None:
        """Ask the other sides whether the relations that this sheet declares hold."""
        from initiatives.relating.cases import follow

        follow(self)

    def snapshot(self) -> dict[str, Any]:
        """Return every public field as JSON data."""
        plain = ["name", "slug", "kind", "summary", "description", "territory", "links", "phone", "email"]
        return {name: getattr(self, name) for name in plain} | {
            "commune": self.commune_id,
            "themes": sorted(theme.slug for theme in self.themes.all()),
            "skills": sorted(tag.name for tag in self.skills.all()),
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

    def told_to_author(self) -> dict[str, Any]:
        """Return the territories that it animates, or was to."""
        return {
            "territoires animés": [
                {
                    "territoire": one.territory_name,
                    "état": one.get_state_display(),
                    "à l’initiative de": one.get_asked_by_display(),
                    "demandé le": one.asked_at,
                    "depuis le": one.since,
                }
                for one in self.animations.order_by("pk")
            ]
        }

    def bound(self) -> "Mapping[type[Sheet], Collection[int]]":
        """Return the initiatives, the networks and the members whose pages or histories name this actor."""
        from initiatives.relating.bound import bound_to

        return bound_to(self)

    def left_out_of(self, data: dict[str, Any], slugs: "Collection[str]") -> dict[str, Any]:
        """Leave this actor out of the actors of an initiative, and out of the networks of another."""
        parts = {
            "actors": [one for one in data.get("actors") or [] if one["actor"] not in slugs],
            "networks": [slug for slug in data.get("networks") or [] if slug not in slugs],
        }
        return data | {name: parts[name] for name in parts if data.get(name)}

    @classmethod
    def refresh_all(cls, numbers: "Iterable[int]") -> None:
        """Bring in line what the list of actors says of these."""
        refresh_actors(numbers)

    def refresh(self) -> None:
        """Bring in line what lists say of this actor, and the initiatives that show it."""
        refresh_projection(self.participations.values_list("initiative", flat=True))
        refresh_actors([self.pk])
