"""Texts of the site in the admin. Apart from `territoires.admin`, which Django loads to make the admin itself."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from contributors.fields import CleanTextField
from territoires.models import MAX_LENGTH, Page


class PageForm(forms.ModelForm):
    """The text of a page."""

    text = CleanTextField(
        label="Texte",
        max_length=MAX_LENGTH,
        required=False,
        help_text="En Markdown, les titres à partir de «\u00a0##\u00a0». Vidé, le texte d’origine revient.",
        widget=forms.Textarea(attrs={"rows": 40, "class": "vLargeTextField"}),
    )

    class Meta:
        model = Page
        fields = ("slug", "text")


@admin.register(Page)
class PageAdmin(admin.ModelAdmin):
    """Pages whose text the team writes."""

    form = PageForm
    list_display = ["__str__", "updated_at"]
    readonly_fields = ["updated_at"]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Begin with the text as shipped: it is easier to correct than to invent."""
        slug = Page.Slug.CHARTER
        return {"slug": slug, "text": Page.objects.text_of(slug)} | super().get_changeform_initial_data(
            request
        )

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Offer a new page only while one has no text of its own."""
        return super().has_add_permission(request) and Page.objects.count() < len(Page.Slug)

    def view_on_site(self, obj: Page) -> str:
        """Return where visitors read it."""
        return obj.get_absolute_url()
