"""Texts that are written often, ready to be sent after a look."""

from django.db import models

LENGTH = 2000  # characters, as the reasons, questions and answers that they become


class CannedReason(models.Model):
    """One text, for one use."""

    class Use(models.TextChoices):
        REFUSE = "refuse", "refuser"
        ASK = "ask", "poser une question"
        ARCHIVE = "archive", "archiver"
        REPORT = "report", "répondre à un signalement"

    use = models.CharField("pour", max_length=8, choices=Use)
    title = models.CharField("titre", max_length=80, help_text="Dans la liste où l’on choisit.")
    text = models.TextField("texte", max_length=LENGTH)

    class Meta:
        verbose_name = "texte tout prêt"
        verbose_name_plural = "textes tout prêts"
        ordering = ["use", "title", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(use__in=["refuse", "ask", "archive", "report"]),
                name="canned_reason_use_known",
            ),
            models.UniqueConstraint(fields=["use", "title"], name="canned_reason_unique"),
        ]

    def __str__(self) -> str:
        return self.title
