"""Mailing lists that the site writes to, by itself or by the hand of a moderator."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q

from moderation.scope import mandates_of
from newsletter.models.choice import Choice
from places.territory import Territory

if TYPE_CHECKING:
    from contributors.models import User

PREFIX_LENGTH = 60


class MailingListQuerySet(models.QuerySet["MailingList"]):
    """Sets of mailing lists."""

    def moderated_by(self, user: "User") -> Self:
        """Return those that tell of nothing outside the territories of a moderator; there are few lists.

        Whoever moderates some themes only looks after none: a letter tells of all that happens there.
        """
        mandates = [mandate for mandate in mandates_of(user) if mandate.themes is None]
        if any(mandate.is_whole for mandate in mandates):
            return self
        held = {token for mandate in mandates for token in mandate.territories or ()}
        covered = [one.pk for one in self.order_by("pk") if one.territories and one.lies_within(held)]
        return self.filter(pk__in=covered)


class MailingList(Choice):
    """A list that lives elsewhere: its address, and what the letter to it tells of."""

    class Language(models.TextChoices):
        FRENCH = "fr", "français"
        BRETON = "br", "breton"
        OCCITAN = "oc", "occitan"
        BASQUE = "eu", "basque"
        CORSICAN = "co", "corse"
        CATALAN = "ca", "catalan"
        ALSATIAN = "gsw", "alsacien"
        ENGLISH = "en", "anglais"

    name = models.CharField("nom", max_length=120)
    address = models.EmailField("adresse de la liste", max_length=254)
    is_automatic = models.BooleanField(
        "envoi automatique",
        default=False,
        help_text="La lettre part toute seule vers la liste, le lendemain de la période. Sinon une personne de "
        "l’équipe la relit, et l’envoie elle-même.",
    )
    prefix = models.CharField(
        "début de l’objet", max_length=PREFIX_LENGTH, blank=True, help_text="Par exemple [territoires]."
    )
    language = models.CharField(
        "langue de l’introduction", max_length=3, choices=Language, default=Language.FRENCH
    )
    is_open = models.BooleanField("en service", default=True)

    objects = MailingListQuerySet.as_manager()

    class Meta:
        verbose_name = "liste de diffusion"
        verbose_name_plural = "listes de diffusion"
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(rhythm__in=["weekly", "monthly"]), name="mailing_list_rhythm_known"
            ),
            models.UniqueConstraint(fields=["name"], name="mailing_list_name_unique"),
        ]

    def __str__(self) -> str:
        return self.name

    def lies_within(self, held: set[str]) -> bool:
        """Whether each of its territories is one of these, or inside one of them."""
        places = [Territory.from_token(token) for token in self.territories]
        return all(
            place is not None and held & {place.token, *(wider.token for wider in place.parents)}
            for place in places
        )
