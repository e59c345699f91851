"""What was erased: an address that answers 410, and nothing else of what was there."""

from django.contrib.contenttypes.models import ContentType
from django.db import models


class ErasureQuerySet(models.QuerySet["Erasure"]):
    """Sets of erasures."""

    def covers(self, model: type[models.Model], slug: str) -> bool:
        """Tell whether a sheet of this kind was erased that had this address."""
        return self.filter(content_type=ContentType.objects.get_for_model(model), slug=slug).exists()


class Erasure(models.Model):
    """One address of a sheet that was public once and was erased."""

    content_type = models.ForeignKey(ContentType, models.PROTECT)
    object_id = models.BigIntegerField()
    slug = models.CharField(max_length=160)
    at = models.DateTimeField("effacée le", auto_now_add=True)

    objects = ErasureQuerySet.as_manager()

    class Meta:
        verbose_name = "effacement"
        constraints = [models.UniqueConstraint(fields=["content_type", "slug"], name="erasure_unique")]

    def __str__(self) -> str:
        return self.slug
