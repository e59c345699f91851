"""What an initiative looks for: « Nous cherchons… », until a day."""

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from initiatives.labels import place_label
from initiatives.models.call_set import CallQuerySet, words_of_call
from initiatives.models.slugs import free_slug
from initiatives.refresh import refresh_projection
from moderation.models import FormerSlug, Sheet, Status
from moderation.models.naming import CALL
from places.addresses import address

if TYPE_CHECKING:
    from moderation.editing import EditForm

TITLE_LENGTH = 120
TEXT_LENGTH = 2000
OUTCOME_LENGTH = 280
EXCERPT_LENGTH = 220
MOST_OPEN = 5  # calls of one initiative: beyond, none of them is read
LONGEST = timedelta(days=366)  # ahead: what is looked for without end belongs to the sheet itself

_LINKS = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_MARKS = re.compile(r"[*_`]+|^\s*(?:#+|>|[-+])\s+", re.MULTILINE)


class Call(Sheet):
    """A call for participation of one initiative."""

    lasts: ClassVar[bool] = False
    once_down: ClassVar[Mapping[str, Any]] = {"ended_on": None, "is_found": False}
    words: ClassVar[Mapping[str, str]] = CALL
    takes_messages: ClassVar[bool] = False

    class Kind(models.TextChoices):
        PEOPLE = "personnes", "Des personnes"
        SKILLS = "competences", "Des compétences"
        PLACE = "lieu", "Un lieu"
        EQUIPMENT = "materiel", "Du matériel"
        MONEY = "argent", "De l’argent"
        TESTIMONIES = "temoignages", "Des témoignages"

    initiative = models.ForeignKey(
        "initiatives.Initiative", models.CASCADE, related_name="calls", verbose_name="initiative"
    )
    kind = models.CharField("ce qui est cherché", max_length=12, choices=Kind)
    title = models.CharField("titre", max_length=TITLE_LENGTH)
    slug = models.SlugField("adresse", max_length=100, unique=True, blank=True)
    text = models.TextField(
        "texte",
        max_length=TEXT_LENGTH,
        validators=[MaxLengthValidator(TEXT_LENGTH)],
        help_text="Texte en Markdown\u00a0: titres, listes, liens.",
    )
    until = models.DateField("jusqu’au", help_text="Le dernier jour compris.")
    link = models.URLField("lien pour répondre", max_length=500, blank=True)
    ended_on = models.DateField("terminé le", null=True, blank=True, editable=False)
    is_found = models.BooleanField("trouvé", default=False, editable=False)
    outcome = models.CharField("ce qui a été trouvé", max_length=OUTCOME_LENGTH, blank=True)
    end_told_at = models.DateTimeField("fin annoncée le", null=True, blank=True, editable=False)

    objects = CallQuerySet.as_manager()  # type: ignore[misc] # the plugin of mypy makes a class variable of the base's manager only

    class Meta(Sheet.Meta):
        verbose_name = "appel"
        ordering = ["-pk"]
        constraints = [
            *Sheet.Meta.constraints,
            models.CheckConstraint(
                condition=Q(
                    kind__in=["personnes", "competences", "lieu", "materiel", "argent", "temoignages"]
                ),
                name="call_kind_known",
            ),
            models.CheckConstraint(condition=~Q(title=""), name="call_has_title"),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(status=Status.ARCHIVED), name="call_ended_is_archived"
            ),
            models.CheckConstraint(
                condition=Q(is_found=False) | Q(ended_on__isnull=False), name="call_found_has_ended"
            ),
        ]
        indexes = [
            *Sheet.Meta.indexes,
            models.Index(
                fields=["until", "id"], condition=Q(status=Status.PUBLISHED), name="call_ending_soonest"
            ),
            models.Index(
                fields=["-published_at", "-id"], condition=Q(status=Status.PUBLISHED), name="call_newest"
            ),
            GinIndex(words_of_call(), name="call_words"),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Give the call its address on first saving; one that is shown again has no end any more."""
        if not self.slug:
            self.slug = free_slug(Call, self.title, pk=self.pk)
        if self.is_published:
            self.ended_on, self.is_found = None, False
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """Return the address of the call's page."""
        return address("call", self.slug)

    @property
    def has_page(self) -> bool:
        """Whether it has a page: one that ended says so."""
        return self.is_published or self.ended_on is not None

    @property
    def is_open(self) -> bool:
        """Whether one may still answer; whether its initiative is public is another question."""
        return self.is_published and self.until >= timezone.localdate()

    @property
    def place_label(self) -> str:
        """Where its initiative happens, in a few words."""
        return self.initiative.place_label

    @property
    def where(self) -> str:
        """The same, as lists of published initiatives have it, without asking for the places."""
        listing = getattr(self.initiative, "listing", None)
        return place_label(listing.card["places"]) if listing else self.place_label

    @property
    def excerpt(self) -> str:
        """How its text begins, without the marks of Markdown."""
        text = " ".join(_MARKS.sub("", _LINKS.sub(r"\1", self.text[: 2 * EXCERPT_LENGTH])).split())
        if len(text) <= EXCERPT_LENGTH and len(self.text) <= 2 * EXCERPT_LENGTH:
            return text
        return text[:EXCERPT_LENGTH].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"

    @property
    def is_extensible(self) -> bool:
        """Whether its author may give it more time: it is open, or nobody answered before its last day."""
        return self.is_published or (
            self.status == Status.ARCHIVED and self.ended_on is not None and not self.is_found
        )

    def rename(self, slug: str) -> None:
        """Change the address; the former one redirects. The caller saves."""
        if self.slug and slug != self.slug:
            FormerSlug.objects.remember(self, self.slug)
        self.slug = slug

    def why_not_public(self) -> str:
        """Return why it may not be shown now: it came too late, or its initiative is not there or asks enough."""
        if self.until < timezone.localdate():
            return f"«\u00a0{self.title}\u00a0» n’est plus d’actualité\u00a0: choisissez d’abord une autre date de fin."
        if not self.initiative.is_published:
            return f"«\u00a0{self.initiative.title}\u00a0», qui lance cet appel, n’est pas en ligne."
        others = Call.objects.open().filter(initiative=self.initiative_id).exclude(pk=self.pk)
        if others.count() >= MOST_OPEN:
            return (
                f"«\u00a0{self.initiative.title}\u00a0» a déjà {MOST_OPEN} appels en cours\u00a0: "
                "il faut d’abord que l’un d’eux se termine."
            )
        return ""

    def own_standing(self) -> str:
        """Return how it ended, for its author."""
        if self.ended_on is None:
            return ""
        if self.is_found:
            return "Trouvé\u202f! L’appel est terminé. Sa page reste, et le dit."
        return "Sa date est passée\u00a0: il n’est plus dans les listes. Sa page reste, et le dit."

    def snapshot(self) -> dict[str, Any]:
        """Return every public field as JSON data."""
        plain = ["title", "slug", "kind", "text", "link", "outcome"]
        return {name: getattr(self, name) for name in plain} | {"until": self.until.isoformat()}

    def restore_snapshot(self, data: dict[str, Any]) -> list[str]:
        """Become what a snapshot says."""
        from initiatives.restoring import restore_call

        return restore_call(self, data)

    @classmethod
    def edit_form(cls) -> "type[EditForm]":
        """Return the form of a call."""
        from initiatives.editing import CallEditForm

        return CallEditForm

    def refresh(self) -> None:
        """Bring in line the initiative, which lists find by what it looks for."""
        refresh_projection([self.initiative_id])

    def was_erased(self) -> None:
        """Bring in line the initiative, if it is still there."""
        self.refresh()


# What lists filter by, in the words of addresses: any call, or those of one kind.
CALL_LABELS: dict[str, str] = {"1": "Un coup de main, quel qu’il soit"} | {
    kind.value: str(kind.label) for kind in Call.Kind
}
