"""Sheets that look alike, and that a person said are not the same."""

from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q

if TYPE_CHECKING:
    from contributors.models import User
    from moderation.models.sheet import Sheet


class DistinctQuerySet(models.QuerySet["Distinct"]):
    """Sets of pairs."""

    def remember(self, one: "Sheet", other: "Sheet", *, by: "User | None" = None) -> None:
        """Keep that two sheets of a kind are not the same; said twice, it is kept once."""
        self.get_or_create(**_pair(one, other), defaults={"by": by})

    def forget(self, one: "Sheet", other: "Sheet") -> bool:
        """Take it back; return whether it had been said."""
        return bool(self.filter(**_pair(one, other)).delete()[0])

    def about(self, sheet: "Sheet") -> "DistinctQuerySet":
        """Return the pairs that a sheet is part of."""
        theirs = self.filter(content_type=sheet.content_type())
        return theirs.filter(Q(first_number=sheet.pk) | Q(second_number=sheet.pk))

    def others_than(self, sheet: "Sheet") -> set[int]:
        """Return the numbers of the sheets that are known not to be the same as this one."""
        pairs = self.about(sheet).values_list("first_number", "second_number")
        return {number for pair in pairs for number in pair} - {sheet.pk}


def _pair(one: "Sheet", other: "Sheet") -> dict[str, Any]:
    """Return the columns of a pair: in one order, whoever is looked at first."""
    first, second = sorted([one.pk, other.pk])
    return {"content_type": one.content_type(), "first_number": first, "second_number": second}


class Distinct(models.Model):
    """Two sheets of a kind that are not the same, whatever their names and places say."""

    content_type = models.ForeignKey(ContentType, models.PROTECT)
    first_number = models.BigIntegerField("première fiche")
    second_number = models.BigIntegerField("seconde fiche")
    by = models.ForeignKey(
        "contributors.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="par"
    )
    at = models.DateTimeField("le", auto_now_add=True)

    objects = DistinctQuerySet.as_manager()

    class Meta:
        verbose_name = "paire de fiches différentes"
        verbose_name_plural = "paires de fiches différentes"
        constraints = [
            models.UniqueConstraint(
                fields=["content_type", "first_number", "second_number"], name="distinct_once"
            ),
            models.CheckConstraint(
                condition=Q(first_number__lt=F("second_number")), name="distinct_in_order"
            ),
        ]
        indexes = [models.Index(fields=["content_type", "second_number"], name="distinct_second")]

    def __str__(self) -> str:
        return f"{self.first_number} et {self.second_number}"
