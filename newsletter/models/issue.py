"""Letters to mailing lists: a draft, then what was sent."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from newsletter.models.choice import Choice
from newsletter.models.mailing_list import MailingList
from newsletter.periods import Period
from newsletter.selection import Selection

if TYPE_CHECKING:
    from contributors.models import User

INTRODUCTION_LENGTH = 3000  # characters


class IssueQuerySet(models.QuerySet["Issue"]):
    """Sets of issues."""

    def sent(self) -> Self:
        """Return those that were sent, the newest first: all may read them."""
        return self.filter(sent_at__isnull=False).order_by("-year", "-number")

    def moderated_by(self, user: "User") -> Self:
        """Return those to the mailing lists that a moderator looks after."""
        return self.filter(mailing_list__in=MailingList.objects.moderated_by(user).values("pk"))


class Issue(Choice):
    """One letter to one mailing list about one period.

    Once it was sent, it keeps what its list wanted then: its territories, its themes, its sections and its language.
    It keeps which sheets it told of, in their order, and none of their words: a page made of it shows them as they are
    today, and leaves out what was withdrawn or erased since.
    """

    mailing_list = models.ForeignKey(
        MailingList, models.PROTECT, related_name="issues", verbose_name="liste de diffusion", db_index=False
    )
    language = models.CharField(
        "langue de l’introduction",
        max_length=3,
        choices=MailingList.Language,
        default=MailingList.Language.FRENCH,
    )
    start = models.DateField("premier jour")
    introduction = models.TextField(
        "introduction",
        max_length=INTRODUCTION_LENGTH,
        blank=True,
        help_text="Quelques mots au-dessus des nouvelles. Texte simple.",
    )
    contents = models.JSONField("contenu", default=dict, blank=True)  # numbers of sheets, by section
    year = models.PositiveSmallIntegerField("année", null=True, blank=True)
    number = models.PositiveSmallIntegerField("numéro", null=True, blank=True)
    sent_at = models.DateTimeField("envoyée le", null=True, blank=True)
    sent_by = models.ForeignKey(
        "contributors.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="par"
    )
    message = models.ForeignKey(
        "outbox.Message", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="courriel"
    )

    objects = IssueQuerySet.as_manager()

    class Meta:
        verbose_name = "lettre à une liste"
        verbose_name_plural = "lettres aux listes"
        ordering = ["-start", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["mailing_list", "rhythm", "start"], name="issue_once"),
            models.UniqueConstraint(fields=["year", "number"], name="issue_number_unique"),
            models.CheckConstraint(
                condition=Q(sent_at=None, year=None, number=None)
                | Q(sent_at__isnull=False, year__isnull=False, number__gte=1),
                name="issue_sent_has_number",
            ),
            models.CheckConstraint(condition=Q(rhythm__in=["weekly", "monthly"]), name="issue_rhythm_known"),
        ]

    def __str__(self) -> str:
        return f"{self.mailing_list}, {self.period.phrase}"

    def get_absolute_url(self) -> str:
        """Return the address of its page, which exists once it was sent."""
        return reverse("letter_issue", args=[self.year, self.number])

    @property
    def selection(self) -> Selection:
        """What it tells of: what its list wants, what it wanted then once it was sent."""
        return super().selection if self.is_sent else self.mailing_list.selection

    def freeze_choices(self) -> None:
        """Keep what its list wants now. The caller saves."""
        wanted = self.mailing_list
        self.choose(wanted.selection, self.rhythm)
        self.language = wanted.language

    @property
    def period(self) -> Period:
        """The time that it tells of."""
        return Period(self.rhythm, self.start)

    @property
    def label(self) -> str:
        """Its number, for readers: it is not broken at the end of a line."""
        return f"{self.year}\u2011{self.number}"

    @property
    def is_sent(self) -> bool:
        """Whether it was sent: nothing of it changes any more."""
        return self.sent_at is not None
