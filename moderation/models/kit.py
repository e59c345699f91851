"""Lists of sheets to verify together, on paper, and the answers that are typed in afterwards."""

from typing import TYPE_CHECKING, Self

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Exists, OuterRef, Q

from moderation.models.about import AboutSheetQuerySet

if TYPE_CHECKING:
    from contributors.models import User

NOTE_LENGTH = 500  # characters: what fits on the line of a printed sheet, and more


class KitQuerySet(models.QuerySet["Kit"]):
    """Sets of lists."""

    def moderated_by(self, user: "User") -> Self:
        """Return those in which there is a sheet that this moderator may see and act on."""
        from moderation.scope import EVERYTHING, mandates_of

        if EVERYTHING in mandates_of(user):
            return self
        lines = KitLine.objects.moderated_by(user).filter(kit=OuterRef("pk"))
        return self.filter(Exists(lines))


class Kit(models.Model):
    """The sheets of a territory that had to be verified when the list was made; it does not change afterwards."""

    territory = models.CharField("territoire", max_length=40)
    territory_name = models.CharField("territoire", max_length=220)
    made_at = models.DateTimeField("préparée le", auto_now_add=True, db_index=True)
    made_by = models.ForeignKey(
        "contributors.User", models.SET_NULL, null=True, related_name="+", verbose_name="préparée par"
    )
    # More sheets had to be verified than a list holds: another list takes them once these are answered.
    is_cut = models.BooleanField(default=False)

    objects = KitQuerySet.as_manager()

    class Meta:
        verbose_name = "liste de vérification"
        verbose_name_plural = "listes de vérification"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"liste {self.pk}, {self.territory_name}"


class KitLineQuerySet(AboutSheetQuerySet["KitLine"]):
    """Sets of lines."""


class KitLine(models.Model):
    """One sheet of a list, under the number that is typed in afterwards, and what was found out about it."""

    class Answer(models.TextChoices):
        TRUE = "true", "Encore juste"
        WRONG = "wrong", "À corriger"
        ENDED = "ended", "Terminée"
        LOST = "lost", "Introuvable"

    kit = models.ForeignKey(Kit, models.CASCADE, related_name="lines", db_index=False)
    number = models.PositiveSmallIntegerField("numéro")
    content_type = models.ForeignKey(ContentType, models.PROTECT, db_index=False)
    object_id = models.BigIntegerField()
    sheet = GenericForeignKey()
    answer = models.CharField("réponse", max_length=5, choices=Answer, blank=True)
    note = models.CharField("note", max_length=NOTE_LENGTH, blank=True)
    entered_at = models.DateTimeField("saisie le", null=True, blank=True)
    entered_by = models.ForeignKey(
        "contributors.User", models.SET_NULL, null=True, related_name="+", verbose_name="saisie par"
    )

    objects = KitLineQuerySet.as_manager()

    class Meta:
        verbose_name = "ligne d’une liste de vérification"
        verbose_name_plural = "lignes des listes de vérification"
        ordering = ["kit", "number"]
        constraints = [
            models.UniqueConstraint(fields=["kit", "number"], name="kit_line_number_once"),
            # Read from its other end too, when a sheet is erased.
            models.UniqueConstraint(fields=["content_type", "object_id", "kit"], name="kit_line_sheet_once"),
            models.CheckConstraint(
                condition=Q(answer__in=["", "true", "wrong", "ended", "lost"]),
                name="kit_line_answer_known",
            ),
            models.CheckConstraint(
                condition=Q(answer="", entered_at__isnull=True) | ~Q(answer="") & Q(entered_at__isnull=False),
                name="kit_line_answer_has_date",
            ),
        ]

    def __str__(self) -> str:
        return f"ligne {self.number}"
