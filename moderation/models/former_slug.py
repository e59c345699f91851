"""Addresses that were shared once and must go on working."""

from typing import TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db import models

Named = TypeVar("Named", bound=models.Model)


class FormerSlugQuerySet(models.QuerySet["FormerSlug"]):
    """Sets of former addresses."""

    def remember(self, thing: models.Model, slug: str) -> None:
        """Keep `slug` as a former address of `thing`; a later owner of the same slug takes it over."""
        content_type = ContentType.objects.get_for_model(thing)
        self.update_or_create(content_type=content_type, slug=slug, defaults={"object_id": thing.pk})

    def owner_of(self, model: type[Named], slug: str) -> Named | None:
        """Return the object of this kind that once had this slug, or None."""
        former = self.filter(content_type=ContentType.objects.get_for_model(model), slug=slug).first()
        return model._default_manager.filter(pk=former.object_id).first() if former else None


class FormerSlug(models.Model):
    """A slug that an object had, or that an object merged into it had."""

    content_type = models.ForeignKey(ContentType, models.PROTECT)
    object_id = models.BigIntegerField()
    slug = models.CharField(max_length=160)

    objects = FormerSlugQuerySet.as_manager()

    class Meta:
        verbose_name = "ancienne adresse"
        verbose_name_plural = "anciennes adresses"
        constraints = [models.UniqueConstraint(fields=["content_type", "slug"], name="former_slug_unique")]

    def __str__(self) -> str:
        return self.slug
