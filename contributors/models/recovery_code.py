"""Codes that open the admin once, for whoever has lost their second factor."""

from django.conf import settings
from django.db import models


class RecoveryCode(models.Model):
    """One code that is left; only its hash is kept, and it is deleted once used."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="recovery_codes")
    code_hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = "code de secours"
        verbose_name_plural = "codes de secours"
        constraints = [models.UniqueConstraint(fields=["user", "code_hash"], name="recovery_code_unique")]

    def __str__(self) -> str:
        return f"code de secours {self.pk}"
