"""Texts of the site in the admin. Apart from `territoires.admin`, which Django loads to make the admin itself."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from contributors.fields import CleanTextField
from contributors.models import User
from territoires.models import MAX_LENGTH, Page, PageVersion


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


class VersionInline(admin.TabularInline):
    """What the text was, the last version first: read, and copied from to go back."""

    model = PageVersion
    fields = readonly_fields = ("saved_at", "user", "text")
    extra = max_num = 0
    can_delete = False
    verbose_name_plural = "versions précédentes, à copier pour y revenir"

    def has_change_permission(self, request: HttpRequest, obj: Page | None = None) -> bool:
        """Let nobody change what was."""
        return False

    def has_view_permission(self, request: HttpRequest, obj: Page | None = None) -> bool:
        """Show them to whoever edits pages."""
        return request.user.has_perm("territoires.change_page")


@admin.register(Page)
class PageAdmin(admin.ModelAdmin):
    """Pages whose text the team writes."""

    form = PageForm
    list_display = ["__str__", "updated_at"]
    readonly_fields = ["updated_at"]
    inlines = [VersionInline]

    def get_readonly_fields(self, request: HttpRequest, obj: Page | None = None) -> list[str]:
        """Let a text stay that of its page: moved, it would take the other's place, and its versions along."""
        return [*(["slug"] if obj else []), *self.readonly_fields]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Begin with the text as shipped of a page that has no other: it is easier to correct than to invent."""
        written = set(Page.objects.values_list("slug", flat=True))
        asked = request.GET.get("slug", "")
        left = [slug for slug in Page.Slug.values if slug not in written]
        slug = asked if asked in left else left[0]
        return {"slug": slug, "text": Page.objects.text_of(slug)}

    def save_model(self, request: HttpRequest, obj: Page, form: Any, change: bool) -> None:
        """Save the text, and keep it among its versions."""
        super().save_model(request, obj, form, change)
        if isinstance(request.user, User) and "text" in form.changed_data:
            obj.keep_version(request.user)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Offer a new page only while one has no text of its own."""
        return super().has_add_permission(request) and Page.objects.count() < len(Page.Slug)

    def view_on_site(self, obj: Page) -> str:
        """Return where visitors read it."""
        return obj.get_absolute_url()
