"""Groups of communes."""

from django.db import models

from places.models.department import Department
from places.models.place import Place, SuccessionQuerySet


class Intercommunality(Place):
    """A group of communes with its own taxes (EPCI), known by its SIREN number."""

    class Kind(models.TextChoices):
        """The legal forms, as the official files name them."""

        CC = "CC", "communauté de communes"
        CA = "CA", "communauté d’agglomération"
        CU = "CU", "communauté urbaine"
        METRO = "METRO", "métropole"
        MET69 = "MET69", "métropole de Lyon"

    level = "intercommunalite"

    code = models.CharField("SIREN", primary_key=True, max_length=9)
    kind = models.CharField("forme", max_length=5, choices=Kind.choices)
    population = models.PositiveIntegerField(default=0)
    department = models.ForeignKey(
        Department,
        models.PROTECT,
        related_name="intercommunalities",
        verbose_name="département",
        help_text="Celui où vivent la plupart de ses habitants.",
    )
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="predecessors")

    objects = SuccessionQuerySet.as_manager()

    class Meta(Place.Meta):
        verbose_name = "intercommunalité"
