"""What the gazetteer was loaded from."""

from django.db import models


class Edition(models.Model):
    """What the tables above were loaded from, the latest last; named where sources are credited."""

    title = models.CharField("titre", max_length=200)
    digest = models.CharField("empreinte", max_length=64)
    official = models.BooleanField("chiffres officiels")
    loaded_at = models.DateTimeField("chargée le", auto_now_add=True)

    class Meta:
        verbose_name = "édition du répertoire des lieux"
        verbose_name_plural = "éditions du répertoire des lieux"
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.title
