"""A meeting: something to which people come, at a place, online or both, once or again."""

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from events.models.event_set import EventQuerySet, words_of_event
from events.models.occurrence import today_begins
from events.models.recurring import Recurring
from events.recurrence import MOST, Rhythm
from events.zones import ZONES
from initiatives.models.slugs import free_slug
from moderation.models import FormerSlug, Sheet, Status
from moderation.models.naming import EVENT
from places.addresses import address

if TYPE_CHECKING:
    from moderation.editing import EditForm

TITLE_LENGTH, SUMMARY_LENGTH, DESCRIPTION_LENGTH, SHORT_LENGTH = 120, 280, 10_000, 200
PLAIN = (
    "title", "slug", "summary", "description", "time_zone", "rhythm", "times", "venue", "address", "latitude",
    "longitude", "online_url", "organised_by", "link", "price", "access", "is_cancelled",
)  # fmt: skip
DATES = ("day", "end_day", "starts", "ends", "until")  # of which JSON keeps the text


class Event(Recurring, Sheet):
    """A meeting, and the rule by which it comes again; its times are in `occurrences`."""

    lasts: ClassVar[bool] = False
    words: ClassVar[Mapping[str, str]] = EVENT

    title = models.CharField("titre", max_length=TITLE_LENGTH)
    slug = models.SlugField("adresse de la page", max_length=100, unique=True, blank=True)
    summary = models.TextField("résumé", max_length=SUMMARY_LENGTH)
    description = models.TextField(
        "description",
        max_length=DESCRIPTION_LENGTH,
        blank=True,
        validators=[MaxLengthValidator(DESCRIPTION_LENGTH)],
    )
    commune = models.ForeignKey(
        "places.Commune", models.PROTECT, null=True, blank=True, related_name="events", verbose_name="commune"
    )
    venue = models.CharField("lieu", max_length=SHORT_LENGTH, blank=True)
    address = models.CharField("adresse", max_length=SHORT_LENGTH, blank=True)
    latitude = models.FloatField(  # degrees, WGS 84
        "latitude", null=True, blank=True, validators=[MinValueValidator(-85), MaxValueValidator(85)]
    )
    longitude = models.FloatField(
        "longitude", null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )
    online_url = models.URLField("lien pour participer en ligne", max_length=500, blank=True)
    organisers = models.ManyToManyField(
        "initiatives.Actor", related_name="events", blank=True, verbose_name="acteurs qui organisent"
    )
    organised_by = models.CharField("organisée par", max_length=SHORT_LENGTH, blank=True)
    initiatives = models.ManyToManyField(
        "initiatives.Initiative", related_name="events", blank=True, verbose_name="initiatives présentées"
    )
    themes = models.ManyToManyField(
        "initiatives.Theme", related_name="events", blank=True, verbose_name="thèmes"
    )
    link = models.URLField("lien pour en savoir plus", max_length=500, blank=True)
    price = models.CharField("prix", max_length=SHORT_LENGTH, blank=True)
    access = models.CharField("accessibilité", max_length=SHORT_LENGTH, blank=True)
    is_cancelled = models.BooleanField("annulée", default=False, editable=False)

    # Derived by `events.scheduling`: when its last time is over, what lists find it by, how often calendars were told
    # something new, and what they were told last.
    over_at = models.DateTimeField("finie le", null=True, editable=False)
    keys = ArrayField(models.CharField(max_length=40), default=list, editable=False)
    near_latitude = models.FloatField(null=True, editable=False)  # its own point, or that of its commune
    near_longitude = models.FloatField(null=True, editable=False)
    # Kept, not only indexed: lists go through many meetings in the order of their times, and ask each for its words.
    words_found = models.GeneratedField(
        expression=words_of_event(), output_field=SearchVectorField(), db_persist=True
    )
    sequence = models.PositiveIntegerField(default=0, editable=False)
    said = models.CharField(max_length=64, blank=True, editable=False)

    objects = EventQuerySet.as_manager()  # type: ignore[misc] # the plugin of mypy makes a class variable of the base's manager only

    class Meta(Sheet.Meta):
        verbose_name = "rencontre"
        ordering = ["-pk"]
        constraints = [
            *Sheet.Meta.constraints,
            models.CheckConstraint(condition=~Q(title=""), name="event_has_title"),
            models.CheckConstraint(condition=Q(rhythm__in=Rhythm.values), name="event_rhythm_known"),
            models.CheckConstraint(condition=Q(time_zone__in=list(ZONES)), name="event_zone_known"),
            models.CheckConstraint(
                condition=Q(end_day__gt=F("day")) | Q(end_day=F("day"), ends__gt=F("starts")),
                name="event_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(commune__isnull=False) | ~Q(online_url=""), name="event_is_somewhere"
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False, commune__isnull=False),
                name="event_point_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(times__isnull=True) | Q(times__range=(1, MOST)), name="event_times_bounded"
            ),
        ]
        indexes = [
            *Sheet.Meta.indexes,
            GinIndex(fields=["keys"], name="event_keys"),
            GinIndex(fields=["words_found"], name="event_words"),
            models.Index(
                fields=["-published_at", "-id"], condition=Q(status=Status.PUBLISHED), name="event_newest"
            ),
            models.Index(
                fields=["near_latitude", "near_longitude"],
                condition=Q(status=Status.PUBLISHED),
                name="event_near",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Give the meeting its address on first saving."""
        if not self.slug:
            self.slug = free_slug(Event, self.title, pk=self.pk)
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """Return the address of the meeting's page."""
        return address("event", self.slug)

    @property
    def is_over(self) -> bool:
        """Whether its last time was over before today; its page stays, and says so."""
        return self.over_at is not None and self.over_at < today_begins()

    @property
    def is_online(self) -> bool:
        """Whether one may take part online."""
        return bool(self.online_url)

    @property
    def place_label(self) -> str:
        """Where it is, in a few words."""
        where = self.commune.label if self.commune else ""
        return ", ".join(filter(None, [where, "en ligne" if self.online_url else ""])) or ""

    @classmethod
    def theme_names(cls) -> dict[str, str]:
        """Return all themes."""
        from initiatives.models import Theme

        return {theme.slug: theme.name for theme in Theme.objects.order_by("rank", "name")}

    def rename(self, slug: str) -> None:
        """Change the address; the former one redirects. The caller saves."""
        if self.slug and slug != self.slug:
            FormerSlug.objects.remember(self, self.slug)
        self.slug = slug

    def own_standing(self) -> str:
        """Return, for its author, that it is cancelled or over, where its status does not say it."""
        if not self.is_published:
            return ""
        if self.is_cancelled:
            return "La rencontre est annulée. Sa page reste, et le dit."
        return "La rencontre est passée. Sa page reste en ligne, et le dit." if self.is_over else ""

    def snapshot(self) -> dict[str, Any]:
        """Return every public field as JSON data."""
        texts = {name: _text(getattr(self, name)) for name in DATES}
        return (
            {name: getattr(self, name) for name in PLAIN}
            | texts
            | {
                "cancelled_days": sorted(day.isoformat() for day in self.cancelled_days),
                "commune": self.commune_id,
                "organisers": sorted(actor.slug for actor in self.organisers.all()),
                "initiatives": sorted(initiative.slug for initiative in self.initiatives.all()),
                "themes": sorted(theme.slug for theme in self.themes.all()),
            }
        )

    def restore_snapshot(self, data: dict[str, Any]) -> list[str]:
        """Become what a snapshot says, as far as what it names still exists."""
        from events.restoring import restore_event

        return restore_event(self, data)

    @classmethod
    def edit_form(cls) -> "type[EditForm]":
        """Return the form of a meeting."""
        from events.editing import EventEditForm

        return EventEditForm

    def bound(self) -> "Mapping[type[Sheet], Collection[int]]":
        """Return nothing: no other sheet names a meeting in what it keeps."""
        return {}

    def refresh(self) -> None:
        """Write each of its times, what lists find it by, and that calendars have something new to be told."""
        from events.registering.changes import follow
        from events.scheduling import schedule

        schedule(self)
        follow(self)


def _text(value: Any) -> str | None:
    return value.isoformat() if value is not None else None
