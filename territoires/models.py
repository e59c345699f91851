"""Texts of the site that the team edits in the admin."""

from pathlib import Path

from django.conf import settings
from django.db import models
from django.urls import reverse

from contributors.markdown import MAX_LENGTH
from contributors.models import User


class PageQuerySet(models.QuerySet["Page"]):
    """Sets of texts."""

    def text_of(self, slug: str) -> str:
        """Return the Markdown of a page: as edited, or else as shipped in `territoires/default_texts/`."""
        return self.texts_of(slug)[slug]

    def texts_of(self, *slugs: str) -> dict[str, str]:
        """Return the Markdown of several pages by slug, in one query."""
        edited = dict(self.filter(slug__in=slugs).values_list("slug", "text"))
        return {slug: edited.get(slug) or _shipped(slug) for slug in slugs}


class Page(models.Model):
    """The text of one page, or of a part of one, in Markdown."""

    class Slug(models.TextChoices):
        CHARTER = "charter", "Charte"
        CIRCLE = "circle", "Le cercle"
        CIRCLE_TEAM = "circle_team", "Le cercle\u00a0: qui l’anime"

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
        """Return where visitors read it: the page is named by the first word of the slug."""
        return reverse(self.slug.partition("_")[0])

    def keep_version(self, user: User) -> "PageVersion":
        """Keep the text as it is now, and who wrote it."""
        return self.versions.create(text=self.text, user=user)


class PageVersion(models.Model):
    """What the text of a page was after one change; nobody edits it."""

    page = models.ForeignKey(Page, models.CASCADE, related_name="versions", verbose_name="page")
    text = models.TextField("texte", blank=True)
    user = models.ForeignKey(
        User, models.SET_NULL, null=True, related_name="+", verbose_name="par", db_index=False
    )
    saved_at = models.DateTimeField("enregistrée le", auto_now_add=True)

    class Meta:
        verbose_name = "version"
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.page}, {self.saved_at:%d/%m/%Y}"


def _shipped(slug: str) -> str:
    path = Path(settings.BASE_DIR) / "territoires" / "default_texts" / f"{slug}.md"
    return path.read_text(encoding="utf-8")
