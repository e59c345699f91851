"""The register of what people ask about their data, and of what was answered (RGPD, articles 5.2 and 12)."""

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

NEAR = timedelta(days=7)  # before the deadline: time to ask for what is missing, and to answer
# The proof that a request was answered lasts as long as somebody may complain of it in court: five years (Code civil,
# article 2224). Who asked is of use only while the person may come back to it; an erasure forgets it on closing.
KEPT = timedelta(days=5 * 365 + 1)
PERSON_KEPT = timedelta(days=183)
DONE_LENGTH = 2000  # characters
# What may stand beside a whole address: nothing that would make it a part of another one (RFC 5322, section 3.2.3).
_BEFORE = r"(^|[^\w.!#$%&'’*+/=?^`{|}~-])"
_AFTER = r"\.?($|[^\w.@-])"


class RightsRequestQuerySet(models.QuerySet["RightsRequest"]):
    """Sets of requests."""

    def waiting(self) -> Self:
        """Return those that are not answered yet."""
        return self.filter(closed_on=None)

    def naming(self, email: str) -> Self:
        """Return those that name the person of this whole address: it may be the end of somebody else's."""
        return self.filter(person__iregex=f"{_BEFORE}{re.escape(email)}{_AFTER}") if email else self.none()


class RightsRequest(models.Model):
    """One request of one person about their data. Beside `person`, nothing in it names anybody."""

    class Kind(models.TextChoices):
        ACCESS = "access", "accès ou copie des données"
        RECTIFICATION = "rectification", "rectification"
        ERASURE = "erasure", "effacement"
        OBJECTION = "objection", "opposition ou limitation"

    class Way(models.TextChoices):
        MAIL = "mail", "courriel"
        PHONE = "phone", "téléphone"
        POST = "post", "courrier"
        MEETING = "meeting", "de vive voix"
        SITE = "site", "le site, par la personne elle-même"

    kind = models.CharField("demande", max_length=14, choices=Kind)
    received_on = models.DateField("reçue le", default=timezone.localdate)
    way = models.CharField("reçue par", max_length=8, choices=Way)
    person = models.CharField(
        "de la part de",
        max_length=200,
        blank=True,
        help_text="Nom ou adresse, pour répondre. Effacé six mois après la clôture, et dès la clôture s’il s’agit "
        "d’un effacement.",
    )
    done = models.TextField(
        "ce qui a été fait",
        max_length=DONE_LENGTH,
        blank=True,
        help_text="Sans nommer la personne\u00a0: ce texte est gardé cinq ans.",
    )
    closed_on = models.DateField("close le", null=True, blank=True, db_index=True)

    objects = RightsRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "demande sur des données personnelles"
        verbose_name_plural = "demandes sur des données personnelles"
        ordering = ["-received_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["access", "rectification", "erasure", "objection"]),
                name="rights_request_kind_known",
            ),
            models.CheckConstraint(
                condition=Q(way__in=["mail", "phone", "post", "meeting", "site"]),
                name="rights_request_way_known",
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=F("received_on")) & ~Q(done=""),
                name="rights_request_closed_says_what_was_done",
            ),
            models.CheckConstraint(
                condition=~Q(kind="erasure", closed_on__isnull=False) | Q(person=""),
                name="rights_request_erased_names_nobody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display().capitalize()}, {self.received_on:%d/%m/%Y}"

    @property
    def deadline(self) -> date:
        """The last day to answer: one month after the request (RGPD, article 12.3)."""
        year, month = divmod(self.received_on.month, 12)
        year, month = self.received_on.year + year, month + 1
        return date(year, month, min(self.received_on.day, monthrange(year, month)[1]))

    @property
    def is_late(self) -> bool:
        """Whether it should have been answered already."""
        return self.closed_on is None and timezone.localdate() > self.deadline

    @property
    def is_urgent(self) -> bool:
        """Whether the deadline nears."""
        return self.closed_on is None and timezone.localdate() >= self.deadline - NEAR
