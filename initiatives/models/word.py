"""The vocabulary of the directory."""

from django.contrib.postgres.indexes import GistIndex, OpClass
from django.db import models
from django.db.models import F
from django.db.models.functions import Left


class Word(models.Model):
    """A word of titles, folded, and how many titles have it: what a mistyped word may have meant.

    Written in SQL, with the listings (see `initiatives.models.listing`).
    """

    key = models.TextField(primary_key=True, db_collation="C")
    count = models.IntegerField()
    # The count when all were last made anew: an index in its order does not change at each publication.
    usual = models.IntegerField(default=1, db_default=1)

    class Meta:
        indexes = [
            GistIndex(OpClass(F("key"), "gist_trgm_ops"), name="word_trigrams"),
            models.Index(Left("key", 2), F("usual").desc(), name="word_beginning"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(count__gte=0), name="word_count_not_negative")
        ]

    def __str__(self) -> str:
        return self.key
