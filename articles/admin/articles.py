"""The queue of analyses, and the page of each."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from articles.forms.text import check_title
from articles.models import Article
from articles.page import contents
from articles.readers import ArticleReader
from articles.structured import citation, licence_url
from initiatives.admin.filters import RegionFilter
from initiatives.admin.photos import PhotoForm, PhotoInline, PrivatePhoto, WithPhotos
from initiatives.models.slugs import RESERVED
from moderation.admin import ClaimFilter, QuestionFilter, StatusFilter
from moderation.admin.sheet_form import SheetForm
from moderation.models import Sheet


class ArticleForm(SheetForm):
    """The columns of an analysis; what was not changed is left in peace, even if it would not be taken today."""

    reserved_slugs = frozenset(RESERVED)

    class Meta:
        model = Article
        fields = [
            "kind", "title", "slug", "summary", "text", "is_open", "initiatives", "events", "themes", "territory",
            "authors", "signed_by", "licence",
        ]  # fmt: skip

    def clean_title(self) -> str:
        """Refuse contacts in the title."""
        title: str = self.cleaned_data["title"]
        return check_title(title) if "title" in self.changed_data else title

    def clean(self) -> dict[str, Any]:
        """Refuse to open what is no method: a portrait is not to be written on by everybody."""
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("is_open") and cleaned.get("kind") != Article.Kind.METHOD:
            self.add_error(
                "is_open",
                "Seule une méthode peut être ouverte\u00a0: changez la sorte, ou décochez.",
            )
        return cleaned


class ArticlePhotoForm(PhotoForm):
    """One photo of an analysis."""

    sheet_name = "article"

    class Meta:
        model = Article.photos.through
        fields: list[str] = []


class ArticlePhotoInline(PhotoInline):
    """The photos of an analysis."""

    model = Article.photos.through
    form = ArticlePhotoForm


@admin.register(Article)
class ArticleAdmin(WithPhotos):
    """The queue of analyses, and the page of each."""

    form = ArticleForm
    reader = ArticleReader
    preview_template = "articles/admin/preview.html"
    list_display = ["title", "kind", "is_open", "status", "waiting", "taken", "changed"]
    list_filter = (StatusFilter, ClaimFilter, QuestionFilter, "kind", "is_open", RegionFilter, "is_example")
    sortable_by = ["waiting"]
    autocomplete_fields = ["initiatives", "events", "authors"]
    inlines = [ArticlePhotoInline]

    def get_fieldsets(self, request: HttpRequest, obj: Article | None = None) -> Any:
        """Group the fields; the address of the page comes with the first saving."""
        return [
            (None, {"fields": ["kind", "title", "summary", "text", "is_open"]}),
            ("De quoi il est question", {"fields": ["initiatives", "events", "themes", "territory"]}),
            ("Qui l’a écrit", {"fields": ["authors", "signed_by", "licence"]}),
            *([("Adresse", {"classes": ["collapse"], "fields": ["slug"]})] if obj else []),
        ]

    def preview_context(self, sheet: Sheet) -> dict[str, Any]:
        """Return what the public page needs."""
        article = Article.objects.for_page().get(pk=sheet.pk)
        # The public addresses of these photos do not answer yet.
        shown = contents(article) | {
            "photos": [PrivatePhoto(article, photo) for photo in article.photos.all()]
        }
        return shown | {
            "structured": None,
            "citation": citation(shown),
            "licence_url": licence_url(article),
            "reachable": False,
        }
