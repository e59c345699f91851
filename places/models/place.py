"""What every level of the gazetteer shares."""

from typing import Self, TypeVar

from django.db import models

from places.addresses import address
from places.folding import Fold

Row = TypeVar("Row", bound=models.Model)


class SuccessionQuerySet(models.QuerySet[Row]):
    """Places whose codes come and go."""

    def current(self) -> Self:
        """Keep those whose code is in use."""
        return self.filter(successor=None)


class Place(models.Model):
    """What every level has: a name, and the key by which it is sorted and found."""

    level: str  # as in addresses and filters: region, departement, intercommunalite, commune

    name = models.CharField("nom", max_length=200)
    key = models.GeneratedField(
        expression=Fold("name"), output_field=models.TextField(), db_persist=True, verbose_name="clé de tri"
    )

    class Meta:
        abstract = True
        ordering = ["key"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of its page: `/territoires/{level}/{code}/`."""
        return address("territory", self.level, self.pk)

    @property
    def token(self) -> str:
        """The value of the filter `territoire` that means this place: « departement-29 »."""
        return f"{self.level}-{self.pk}"
