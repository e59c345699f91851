"""Where the nodes of the network lie in its drawings."""

from collections.abc import Iterable

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

UNITS = 10_000  # of the width or the height of a picture


class NetworkLayoutQuerySet(models.QuerySet["NetworkLayout"]):
    """Sets of layouts."""

    def places(self, scopes: Iterable[str]) -> dict[str, dict[int, tuple[float, float]]]:
        """Return, for each of these scopes that has a layout, where each node lies: x and y from 0 to 1."""
        return {layout.scope: layout.places for layout in self.filter(scope__in=list(scopes))}


class NetworkLayout(models.Model):
    """The layout of one graph, prepared by the worker: of a territory, or of the whole country.

    Nodes are numbers (see `initiatives.network.graph.Node`): no name, nothing that is not drawn in public.
    """

    scope = models.TextField(primary_key=True, db_collation="C")  # `departement-29`; empty for the country
    signature = models.CharField(max_length=32)  # of the graph: the same graph is not laid out again
    numbers = ArrayField(models.BigIntegerField())
    xs = ArrayField(models.SmallIntegerField())  # of each node, in `UNITS`
    ys = ArrayField(models.SmallIntegerField())
    made_at = models.DateTimeField(auto_now=True)

    objects = NetworkLayoutQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(numbers__len=F("xs__len")) & Q(numbers__len=F("ys__len")),
                name="network_layout_places_each",
            )
        ]

    def __str__(self) -> str:
        return self.scope or "France"

    @property
    def places(self) -> dict[int, tuple[float, float]]:
        """Where each node lies: x and y from 0 to 1."""
        triples = zip(self.numbers, self.xs, self.ys, strict=True)
        return {number: (x / UNITS, y / UNITS) for number, x, y in triples}
