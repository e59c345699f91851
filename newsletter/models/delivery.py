"""What each subscriber was sent."""

from django.db import models
from django.db.models import Q

from newsletter.periods import Period


class Delivery(models.Model):
    """That a subscriber has had their answer for a period: a letter, or nothing, for there was nothing to tell.

    Written in the transaction of the mail, once for each period: a letter never leaves twice.
    """

    # Without an index of its own: that of the constraint begins with it.
    subscription = models.ForeignKey(
        "newsletter.Subscription", models.CASCADE, related_name="deliveries", db_index=False
    )
    rhythm = models.CharField("rythme", max_length=7)
    start = models.DateField("premier jour")
    # The first day that was told, if it is another: `Period.since`.
    since = models.DateField("raconté depuis", null=True, blank=True)
    message = models.OneToOneField(
        "outbox.Message", models.SET_NULL, null=True, blank=True, related_name="delivery"
    )
    is_empty = models.BooleanField("rien à dire", default=False)
    refused_at = models.DateTimeField("refusée le", null=True, blank=True)
    at = models.DateTimeField("le", auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = "envoi"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["subscription", "rhythm", "start"], name="delivery_once"),
            models.CheckConstraint(
                condition=Q(rhythm__in=["weekly", "monthly"]), name="delivery_rhythm_known"
            ),
        ]

    def __str__(self) -> str:
        return f"envoi {self.pk}"

    @property
    def period(self) -> Period:
        """The time that was told."""
        return Period(self.rhythm, self.start, self.since)
