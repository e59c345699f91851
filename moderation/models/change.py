"""Whether anything public has changed."""

from datetime import timedelta
from typing import Self

from django.db import models
from django.db.models.functions import Now
from django.utils import timezone

from places.statements import fetch_first

KEPT = timedelta(days=2)


class ChangeQuerySet(models.QuerySet["Change"]):
    """Sets of changes."""

    def version(self) -> str:
        """Return what tells one state of all that is public from another.

        Their number as well as the last one: transactions do not end in the order in which they began.
        """
        ((last, times),) = fetch_first("SELECT max(transaction), sum(times) FROM moderation_change")
        return f"{last}.{times}"

    def past(self) -> Self:
        """Return those that no cache remembers."""
        return self.filter(at__lt=timezone.now() - KEPT)


class Change(models.Model):
    """A transaction that changed what the public reads; triggers write it, on every table that public pages read."""

    transaction = models.BigIntegerField(primary_key=True)
    times = models.IntegerField(db_default=1)  # within the transaction
    at = models.DateTimeField(db_default=Now())

    objects = ChangeQuerySet.as_manager()

    def __str__(self) -> str:
        return f"{self.transaction}"
