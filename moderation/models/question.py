"""What moderators ask the authors of sheets."""

from typing import Self

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models

from moderation.models.about import AboutSheetQuerySet

LENGTH = 2000  # characters, of a question and of its answer


class QuestionQuerySet(AboutSheetQuerySet["Question"]):
    """Sets of questions."""

    def unanswered(self) -> Self:
        """Return those that wait for an answer."""
        return self.filter(answered_at=None)


class Question(models.Model):
    """A question about a sheet that waits, and what its author answered; both are private."""

    content_type = models.ForeignKey(ContentType, models.PROTECT)
    object_id = models.BigIntegerField()
    sheet = GenericForeignKey()
    text = models.TextField("question", max_length=LENGTH)
    asked_by = models.ForeignKey(
        "contributors.User", models.SET_NULL, null=True, related_name="+", verbose_name="posée par"
    )
    asked_at = models.DateTimeField("posée le", auto_now_add=True)
    answer = models.TextField("réponse", max_length=LENGTH, blank=True)
    answered_at = models.DateTimeField("répondu le", null=True, blank=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = "question"
        indexes = [models.Index(fields=["content_type", "object_id", "id"], name="question_about")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answered_at=None, answer="")
                | (models.Q(answered_at__isnull=False) & ~models.Q(answer="")),
                name="question_answer_has_date",
            ),
        ]

    def __str__(self) -> str:
        return self.text
