"""Counters of the rate limits: how often one door was used, without saying by whom."""

from datetime import datetime

from django.db import models
from django.utils import timezone


class RateLimitQuerySet(models.QuerySet["RateLimit"]):
    """Rows that are over, for the scheduled purge."""

    def stale(self, now: datetime) -> "RateLimitQuerySet":
        """Return the counters whose window was over at `now`."""
        return self.filter(expires_at__lte=now)


class RateLimit(models.Model):
    """One counter for one door and one visitor; written only by `contributors.limits.hit`.

    `key` is a keyed digest whose key changes every day (UTC): the table holds no address, and rows of two
    days cannot be linked with each other.
    """

    key = models.CharField("empreinte", max_length=64, primary_key=True)
    expires_at = models.DateTimeField("fin de la période", db_index=True)
    count = models.PositiveIntegerField("passages")

    objects = RateLimitQuerySet.as_manager()

    class Meta:
        verbose_name = "limite de fréquence"
        verbose_name_plural = "limites de fréquence"

    def __str__(self) -> str:
        return f"{self.count} passages jusqu’au {timezone.localtime(self.expires_at):%d/%m/%Y %H:%M}"
