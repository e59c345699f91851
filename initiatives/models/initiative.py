"""What people do together somewhere."""

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from taggit.managers import TaggableManager

from initiatives.labels import actor_label, place_label
from initiatives.models.initiative_set import InitiativeQuerySet
from initiatives.models.reach import Scale, Stage
from initiatives.models.slugs import free_slug
from initiatives.models.tag import TaggedInitiative
from initiatives.models.theme import Theme
from initiatives.refresh import refresh_actors, refresh_projection
from moderation.models import FormerSlug, Sheet, Status
from photos.actions import show_or_hide
from photos.models import Photo
from places.addresses import address
from places.folding import Fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from moderation.editing import EditForm

SUMMARY_LENGTH = 280
DESCRIPTION_LENGTH = 10_000


class Initiative(Sheet):  # type: ignore[django-manager-missing] # taggit has no types
    """An initiative: shared garden, third place, digital commons, contributive public policy, and so on."""

    stays_in_merge: ClassVar[frozenset[str]] = frozenset({"slug", "source", "source_url", "source_id"})
    alternatives: ClassVar[frozenset[str]] = frozenset({"locations"})

    title = models.CharField("titre", max_length=120)
    slug = models.SlugField("adresse", max_length=100, unique=True, blank=True)
    summary = models.TextField(
        "résumé", max_length=SUMMARY_LENGTH, validators=[MaxLengthValidator(SUMMARY_LENGTH)]
    )
    description = models.TextField(
        "description",
        max_length=DESCRIPTION_LENGTH,
        blank=True,
        validators=[MaxLengthValidator(DESCRIPTION_LENGTH)],
        help_text="Texte en Markdown\u00a0: titres, listes, liens.",
    )
    main_theme = models.ForeignKey(
        "initiatives.Theme", models.PROTECT, related_name="main_initiatives", verbose_name="thème principal"
    )
    themes = models.ManyToManyField(
        "initiatives.Theme",
        through="initiatives.InitiativeTheme",
        related_name="initiatives",
        verbose_name="autres thèmes",
        blank=True,
    )
    tags = TaggableManager("étiquettes", through=TaggedInitiative, blank=True, help_text="")
    stage = models.CharField("avancement", max_length=12, choices=Stage)
    scale = models.CharField("échelle", max_length=20, choices=Scale)
    since = models.PositiveSmallIntegerField(
        "depuis", null=True, blank=True, validators=[MinValueValidator(1800), MaxValueValidator(2100)]
    )
    links = models.JSONField("liens", default=list, blank=True)  # [{"url": …, "title": …}]
    phone = models.CharField("téléphone public", max_length=30, blank=True)
    email = models.EmailField("adresse électronique publique", blank=True)
    opening_hours = models.CharField("horaires", max_length=500, blank=True)
    actors = models.ManyToManyField(
        "initiatives.Actor",
        through="initiatives.Participation",
        related_name="initiatives",
        verbose_name="acteurs",
    )
    carried_by = models.CharField("portée par (texte)", max_length=200, blank=True)
    photos = models.ManyToManyField("photos.Photo", related_name="+", blank=True)
    licence = models.CharField("licence", max_length=60, default="CC BY-SA 4.0")
    source = models.CharField("provenance", max_length=200, blank=True)
    source_url = models.URLField("adresse d’origine", max_length=500, blank=True)
    source_id = models.CharField("identifiant d’origine", max_length=200, blank=True)

    objects = InitiativeQuerySet.as_manager()  # type: ignore[misc] # the plugin of mypy makes a class variable of the base's manager only

    class Meta(Sheet.Meta):
        verbose_name = "initiative"
        ordering = ["-pk"]
        constraints = [
            *Sheet.Meta.constraints,
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="initiative_stage_known"),
            models.CheckConstraint(condition=Q(scale__in=Scale.values), name="initiative_scale_known"),
            models.CheckConstraint(condition=~Q(title=""), name="initiative_has_title"),
            models.UniqueConstraint(
                fields=["source", "source_id"], condition=~Q(source_id=""), name="initiative_source_unique"
            ),
        ]
        indexes = [
            *Sheet.Meta.indexes,
            # Words of a title, searched by moderators among the sheets of every status.
            GinIndex(OpClass(Fold(F("title")), "gin_trgm_ops"), name="initiative_title_trigrams"),
            models.Index(Lower("email"), condition=~Q(email=""), name="initiative_public_email"),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Give the initiative its address on first saving."""
        if not self.slug:
            self.slug = free_slug(Initiative, self.title, pk=self.pk)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """Return the address of the sheet."""
        return address("initiative", self.slug)

    def rename(self, slug: str) -> None:
        """Change the address; the former one redirects. The caller saves."""
        if self.slug and slug != self.slug:
            FormerSlug.objects.remember(self, self.slug)
        self.slug = slug

    @property
    def all_themes(self) -> list:
        """The main theme, then the others."""
        return [self.main_theme, *(theme for theme in self.themes.all() if theme.pk != self.main_theme_id)]

    @property
    def public_participations(self) -> list:
        """Who takes part, leaders first; published actors only, and what settings let one side say alone."""
        shown = [p for p in self.participations.all() if p.actor.is_published and p.is_shown]
        return sorted(shown, key=lambda p: (p.rank, p.pk))

    @property
    def actor_label(self) -> str:
        """Who carries it, in a few words: those that it names itself."""
        named = [p for p in self.public_participations if p.is_said_by_object]
        leaders = [p.actor.name for p in named if p.role == "porte"]
        return actor_label(leaders, self.carried_by)

    @property
    def place_label(self) -> str:
        """Where it happens, in a few words."""
        return place_label([location.label for location in self.locations.all()])

    @property
    def cover(self) -> Photo | None:
        """The first photo, or None."""
        return next(iter(self.photos.all()), None)

    @classmethod
    def theme_names(cls) -> dict[str, str]:
        """Return all themes."""
        return dict(Theme.objects.order_by("rank", "name").values_list("slug", "name"))

    @property
    def may_end(self) -> bool:
        """Whether it goes on, as far as we know."""
        return self.stage != Stage.ENDED

    def end(self) -> None:
        """Say that it came to its end, and save."""
        self.stage = Stage.ENDED
        self.save(update_fields=["stage"])

    def announce(self) -> None:
        """Ask the other sides whether the relations that this sheet declares hold."""
        from initiatives.relating.cases import follow

        follow(self)

    def companions(self) -> list[Sheet]:
        """Return the actors that were named with this initiative and wait with it."""
        waiting = (Status.UNCONFIRMED, Status.PENDING)
        return [p.actor for p in self.participations.select_related("actor") if p.actor.status in waiting]

    def snapshot(self) -> dict[str, Any]:
        """Return every public field as JSON data."""
        plain = [
            "title", "slug", "summary", "description", "stage", "scale", "since", "links", "phone", "email",
            "opening_hours", "carried_by", "licence", "source", "source_url", "source_id",
        ]  # fmt: skip
        return {name: getattr(self, name) for name in plain} | {
            "main_theme": self.main_theme.slug,
            "themes": sorted(theme.slug for theme in self.themes.all()),
            "tags": sorted(tag.name for tag in self.tags.all()),
            "locations": [location.snapshot() for location in self.locations.all()],
            "actors": [
                {"actor": p.actor.slug, "name": p.actor.name, "role": p.role, **p.declaration()}
                for p in self.participations.select_related("actor").order_by("pk")
            ],
            "photos": [
                {"id": photo.pk, "alt": photo.alt, "credit": photo.credit} for photo in self.photos.all()
            ],
            "verified_at": self.verified_at.isoformat() if self.verified_at else None,
        }

    def restore_snapshot(self, data: dict[str, Any]) -> list[str]:
        """Become what a snapshot says, as far as what it names still exists."""
        from initiatives.restoring import restore_initiative

        return restore_initiative(self, data)

    @classmethod
    def edit_form(cls) -> "type[EditForm]":
        """Return the form of an initiative."""
        from initiatives.editing import InitiativeEditForm

        return InitiativeEditForm

    @classmethod
    def look_up(cls, text: str, limit: int) -> list[Self]:
        """Return published initiatives by their title."""
        from initiatives.search.by_name import initiatives_named

        return initiatives_named(cls, text, limit)

    def take_over(self, loser: Self, data: dict[str, Any]) -> tuple[list[str], dict[str, Any]]:
        """Become what `data` says, with the photos of the loser that it names."""
        from initiatives.merging import take_photos_over

        return take_photos_over(self, loser, data)

    def give_back(
        self, loser: Self, data: dict[str, Any], loser_data: dict[str, Any], moved: dict[str, Any]
    ) -> list[str]:
        """Become what `data` says, and let the loser have its photos again."""
        from initiatives.merging import give_photos_back

        return give_photos_back(self, loser, data, loser_data, moved)

    def belongings(self) -> "Iterable[Sheet]":
        """Return its calls for participation."""
        return self.calls.order_by("pk")

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete the row, and remember whom it named for `was_erased`."""
        self._named = list(self.participations.values_list("actor", flat=True))
        return super().delete(*args, **kwargs)

    def was_erased(self) -> None:
        """Bring in line where the actors that it named are active."""
        refresh_actors(self._named)

    def refresh(self) -> None:
        """Bring listings, pins, counts and photos in line with this initiative."""
        show_or_hide(self.photos.all(), public=self.is_published)
        refresh_projection([self.pk])
