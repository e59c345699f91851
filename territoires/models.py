"""Texts of the site that the team edits in the admin."""

from pathlib import Path

from django.conf import settings
from django.db import models
from django.urls import reverse

from contributors.markdown import MAX_LENGTH


class PageQuerySet(models.QuerySet["Page"]):
    """Sets of texts."""

    def text_of(self, slug: str) -> str:
        """Return the Markdown of a page: as edited, or else as shipped in `territoires/default_texts/`."""
        edited = self.filter(slug=slug).values_list("text", flat=True).first()
        if edited:
            return edited
        path = Path(settings.BASE_DIR) / "territoires" / "default_texts" / f"{slug}.md"
        return path.read_text(encoding="utf-8")


class Page(models.Model):
    """The text of one page, in Markdown."""

    class Slug(models.TextChoices):
        CHARTER = "charter", "Charte"

    slug = models.CharField("page", max_length=20, choices=Slug, unique=True)
    text = models.TextField(
        "texte", max_length=MAX_LENGTH, help_text="En Markdown. Vidé, le texte d’origine revient.", blank=True
    )
    updated_at = models.DateTimeField("modifiée le", auto_now=True)

    objects = PageQuerySet.as_manager()

    class Meta:
        verbose_name = "page"

    def __str__(self) -> str:
        return self.get_slug_display()

    def get_absolute_url(self) -> str:
        """Return where visitors read it: the address is named as the page."""
        return reverse(self.slug)
