"""Words that mean the same, for the search."""

from django.core.exceptions import ValidationError
from django.db import models

from places.folding import fold


class Synonyms(models.Model):
    """Expressions that the search takes for each other: « AMAP, panier paysan »."""

    expressions = models.TextField(
        "expressions",
        max_length=1000,
        help_text="Une par ligne, deux au moins\u00a0: chercher l’une trouve aussi les autres. "
        "Accents, majuscules et tirets ne comptent pas.",
    )

    class Meta:
        verbose_name = "synonymes"
        verbose_name_plural = "synonymes"
        ordering = ["expressions"]

    def __str__(self) -> str:
        return ", ".join(self.lines)

    def clean(self) -> None:
        """Refuse what would do nothing."""
        if len(self.keys) < 2:
            raise ValidationError(
                {"expressions": "Écrivez au moins deux expressions différentes, une par ligne."}
            )

    @property
    def lines(self) -> list[str]:
        """The expressions as they were typed."""
        return [line.strip() for line in self.expressions.splitlines() if line.strip()]

    @property
    def keys(self) -> list[str]:
        """The expressions as words to compare, each once."""
        return [key for key in dict.fromkeys(map(fold, self.lines)) if key]
