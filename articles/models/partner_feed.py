"""The feed of a partner site, read again and again (decision 0021)."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from initiatives.models.animator import TOKEN_LENGTH, holders_of
from places.territory import Territory

if TYPE_CHECKING:
    from contributors.models import User

NAME_LENGTH, NOTE_LENGTH, ERROR_LENGTH = 100, 1000, 500
# What tells of past visits, and is of no use once the address is another.
BEGINNING = ["etag", "last_modified", "failing_since", "failures", "last_error", "gone_at", "next_visit_at"]
BROKEN = timedelta(days=7)  # for so long, before the team is told


class PartnerFeedQuerySet(models.QuerySet["PartnerFeed"]):
    """Sets of feeds."""

    def due(self, now: datetime) -> Self:
        """Return those that are to be read by now, the longest waiting first."""
        return self.filter(is_active=True, next_visit_at__lte=now).order_by("next_visit_at", "pk")

    def broken(self) -> Self:
        """Return those that could not be read for a week, or that are gone for good."""
        return self.filter(
            Q(is_active=True, failing_since__lte=timezone.now() - BROKEN) | Q(gone_at__isnull=False)
        )

    def moderated_by(self, user: "User") -> Self:
        """Return those of the territories of this person, whatever the themes; without territory, the country's."""
        from moderation.scope import territories_of

        territories = territories_of(user)
        return self if territories is None else self.filter(holders__overlap=territories)


class PartnerFeed(models.Model):
    """A site whose articles we announce, by an excerpt and a link, because it agreed."""

    name = models.CharField("nom du site", max_length=NAME_LENGTH)
    site_url = models.URLField("adresse du site", max_length=500)
    feed_url = models.URLField("adresse du flux", max_length=500, unique=True)
    themes = models.ManyToManyField(
        "initiatives.Theme", related_name="partner_feeds", blank=True, verbose_name="thèmes"
    )
    territory = models.CharField("territoire", max_length=TOKEN_LENGTH, blank=True)
    # The territory and those that hold it: whoever moderates one of them decides.
    holders = ArrayField(models.CharField(max_length=TOKEN_LENGTH), default=list, editable=False)
    is_trusted = models.BooleanField("de confiance", default=False)
    is_active = models.BooleanField("lu régulièrement", default=True)
    consent_note = models.TextField("accord du partenaire", max_length=NOTE_LENGTH)
    created_at = models.DateTimeField("ajouté le", auto_now_add=True)

    # What the last visits gave; written without the rest, see the trigger of migration 0002.
    next_visit_at = models.DateTimeField("prochaine lecture", default=timezone.now, editable=False)
    visited_at = models.DateTimeField("dernière lecture", null=True, editable=False)
    succeeded_at = models.DateTimeField("dernière lecture réussie", null=True, editable=False)
    failing_since = models.DateTimeField("en panne depuis", null=True, editable=False)
    failures = models.PositiveIntegerField("échecs de suite", default=0, editable=False)
    last_error = models.CharField("dernière erreur", max_length=ERROR_LENGTH, blank=True, editable=False)
    gone_at = models.DateTimeField("supprimé par le site le", null=True, editable=False)
    etag = models.CharField(max_length=200, blank=True, editable=False)
    last_modified = models.CharField(max_length=200, blank=True, editable=False)

    objects = PartnerFeedQuerySet.as_manager()

    class Meta:
        verbose_name = "flux d’un partenaire"
        verbose_name_plural = "flux des partenaires"
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="partnerfeed_has_name"),
            models.CheckConstraint(
                condition=Q(failing_since__isnull=True, failures=0)
                | Q(failing_since__isnull=False, failures__gt=0),
                name="partnerfeed_failing_has_date",
            ),
            models.CheckConstraint(
                condition=Q(gone_at__isnull=True) | Q(is_active=False), name="partnerfeed_gone_is_not_read"
            ),
        ]
        indexes = [
            models.Index(fields=["next_visit_at"], condition=Q(is_active=True), name="partnerfeed_due"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def host(self) -> str:
        """The host that is asked: one visit at a time."""
        return urlsplit(self.feed_url).hostname or ""

    def begin_anew(self) -> None:
        """Forget what the last visits gave; not saved."""
        self.etag = self.last_modified = self.last_error = ""
        self.failing_since, self.failures, self.gone_at = None, 0, None
        self.next_visit_at = timezone.now()

    def place_in(self, territory: Territory | None) -> None:
        """Put it in a territory, or in none; not saved."""
        self.territory = territory.token if territory else ""
        self.holders = holders_of(territory) if territory else []
