"""What visitors report about sheets."""

from typing import TYPE_CHECKING, Self

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, OuterRef, Q

if TYPE_CHECKING:
    from contributors.models import User
    from moderation.models.sheet import Sheet

LENGTH = 2000  # characters, of a report and of its answer


class ReportQuerySet(models.QuerySet["Report"]):
    """Sets of reports."""

    def about(self, sheet: "Sheet") -> Self:
        """Return those about a sheet, the first one first."""
        return self.filter(content_type=sheet.content_type(), object_id=sheet.pk).order_by("pk")

    def waiting(self) -> Self:
        """Return those that nobody dealt with yet."""
        return self.filter(closed_at=None)

    def moderated_by(self, user: "User") -> Self:
        """Return those about sheets that this moderator may see and act on."""
        from moderation.erasure import sheet_models

        theirs = Q(pk__in=[])
        for kind in sheet_models():
            sheets = kind._default_manager.moderated_by(user)
            # Asked report by report: those are few, and the sheets of a country are many.
            theirs |= Q(content_type=ContentType.objects.get_for_model(kind)) & Q(
                Exists(sheets.filter(pk=OuterRef("object_id")))
            )
        return self.filter(theirs)


class Report(models.Model):
    """Something wrong with a published sheet, told by a visitor, and what was answered; both are private."""

    class Kind(models.TextChoices):
        OUTDATED = "outdated", "Ce n’est plus à jour"
        PLACE = "place", "Le lieu n’est pas le bon"
        DUPLICATE = "duplicate", "Cette fiche fait double emploi avec une autre"
        UNLAWFUL = "unlawful", "Elle enfreint la loi, ou nomme quelqu’un sans son accord"
        OTHER = "other", "Autre chose"

    content_type = models.ForeignKey(ContentType, models.PROTECT)
    object_id = models.BigIntegerField()
    sheet = GenericForeignKey()
    kind = models.CharField("sorte", max_length=10, choices=Kind)
    text = models.TextField("message", max_length=LENGTH)
    reporter = models.ForeignKey(
        "contributors.Contributor",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="reports",
        verbose_name="de la part de",
    )
    created_at = models.DateTimeField("reçu le", auto_now_add=True)
    answer = models.TextField("réponse", max_length=LENGTH, blank=True)
    closed_at = models.DateTimeField("traité le", null=True, blank=True)
    closed_by = models.ForeignKey(
        "contributors.User", models.SET_NULL, null=True, related_name="+", verbose_name="traité par"
    )

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = "signalement"
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["content_type", "object_id", "id"], name="report_about"),
            models.Index(fields=["closed_at", "id"], name="report_waiting"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["outdated", "place", "duplicate", "unlawful", "other"]),
                name="report_kind_known",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
