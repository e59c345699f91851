"""One article of a partner: what we say of it, and where it is."""

from typing import TYPE_CHECKING, Any, Self

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from articles.models.partner_feed import PartnerFeed
from articles.partners.reading import EXCERPT_LENGTH, TITLE_LENGTH
from articles.partners.texts import LINK_LENGTH, digest
from initiatives.models import Initiative
from initiatives.models.animator import TOKEN_LENGTH, holders_of
from places.territory import Territory

if TYPE_CHECKING:
    from contributors.models import User


class FeedEntryQuerySet(models.QuerySet["FeedEntry"]):
    """Sets of entries."""

    def shown(self) -> Self:
        """Return those that visitors see."""
        return self.filter(state=FeedEntry.State.SHOWN)

    def waiting(self) -> Self:
        """Return those at which nobody has looked."""
        return self.filter(state=FeedEntry.State.WAITING)

    def newest_first(self) -> Self:
        """Put the newest first."""
        return self.order_by("-published_at", "-pk")

    def about(self, initiative: Initiative) -> Self:
        """Return those that a moderator linked to an initiative, or to one that was merged into it."""
        links = FeedEntry.initiatives.through.objects
        own = links.filter(initiative=initiative.pk).values("feedentry")
        joined = links.filter(initiative__merged_into=initiative.pk).values("feedentry")
        return self.filter(pk__in=own.union(joined))

    def moderated_by(self, user: "User") -> Self:
        """Return those of the territories of this person, and those that are of no territory."""
        from moderation.scope import mandates_of, territories_of

        if not mandates_of(user):
            return self.none()
        territories = territories_of(user)
        return self if territories is None else self.filter(Q(territory="") | Q(holders__overlap=territories))


class FeedEntry(models.Model):
    """The title, an excerpt and the address of an article; neither its author nor its pictures."""

    class State(models.TextChoices):
        """Who sees it."""

        WAITING = "waiting", "à regarder"
        SHOWN = "shown", "montré"
        HIDDEN = "hidden", "caché"

    feed = models.ForeignKey(PartnerFeed, models.CASCADE, related_name="entries", verbose_name="site")
    state = models.CharField("état", max_length=7, choices=State, default=State.WAITING)
    title = models.CharField("titre", max_length=TITLE_LENGTH)
    link = models.URLField("adresse", max_length=LINK_LENGTH)
    excerpt = models.CharField("extrait", max_length=EXCERPT_LENGTH, blank=True)
    published_at = models.DateTimeField("paru le")
    seen_at = models.DateTimeField("vu le", auto_now_add=True)
    # Of an article whose feed says no date: when it was last told, so that it is not forgotten, then taken for new.
    told_on = models.DateField(null=True, editable=False)
    # Digests: what its feed tells it by, and its address without what differs from one feed to another.
    guid = models.CharField(max_length=64, editable=False)
    link_key = models.CharField(max_length=64, unique=True, editable=False)
    territory = models.CharField("territoire", max_length=TOKEN_LENGTH, blank=True)
    holders = ArrayField(models.CharField(max_length=TOKEN_LENGTH), default=list, editable=False)
    themes = models.ManyToManyField(
        "initiatives.Theme", related_name="feed_entries", blank=True, verbose_name="thèmes"
    )
    initiatives = models.ManyToManyField(
        "initiatives.Initiative", related_name="feed_entries", blank=True, verbose_name="initiatives"
    )

    objects = FeedEntryQuerySet.as_manager()

    class Meta:
        verbose_name = "article d’un partenaire"
        verbose_name_plural = "articles des partenaires"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["feed", "guid"], name="feedentry_once"),
            models.CheckConstraint(condition=~Q(title="") & ~Q(link=""), name="feedentry_leads_somewhere"),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "shown", "hidden"]), name="feedentry_state_known"
            ),
        ]
        indexes = [
            models.Index(
                fields=["-published_at", "-id"], condition=Q(state="shown"), name="feedentry_newest"
            ),
            models.Index(
                fields=["feed", "-published_at", "-id"], condition=Q(state="shown"), name="feedentry_of_feed"
            ),
            models.Index(fields=["seen_at"], condition=Q(state="waiting"), name="feedentry_waiting"),
            GinIndex(fields=["holders"], name="feedentry_holders"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def told(self) -> str:
        """The digest of what the site says, to know whether it is still what somebody has read."""
        return digest("\n".join([self.title, self.link, self.excerpt]))

    @property
    def public(self) -> list[Initiative]:
        """The public initiatives that it is about, that which one was merged into in its place.

        `articles.partners.lists.for_lists` fetches them for many.
        """
        found: dict[int, Initiative] = {}
        for initiative in self.initiatives.all():
            standing: Any = initiative.merged_into or initiative
            if standing.is_published:
                found[standing.pk] = standing
        return list(found.values())

    def place_in(self, territory: Territory | None) -> None:
        """Put it in a territory, or in none; not saved."""
        self.territory = territory.token if territory else ""
        self.holders = holders_of(territory) if territory else []
