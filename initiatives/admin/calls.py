"""Calls for participation in the admin."""

from datetime import date
from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from initiatives.admin.filters import RegionFilter
from initiatives.admin.previews import call_preview
from initiatives.calling.checks import check_text, check_title, check_until
from initiatives.models import Call
from initiatives.models.slugs import RESERVED
from initiatives.readers import CallReader
from moderation.admin import ClaimFilter, QuestionFilter, SheetAdmin, StatusFilter
from moderation.admin.sheet_form import SheetForm
from moderation.models import Sheet


class CallForm(SheetForm):
    """The columns of a call; what was not changed is left in peace, even if it would not be taken today."""

    reserved_slugs = frozenset(RESERVED)

    class Meta:
        model = Call
        fields = ["initiative", "kind", "title", "slug", "text", "until", "link", "outcome"]

    def clean_title(self) -> str:
        """Refuse contacts in the title."""
        title: str = self.cleaned_data["title"]
        return check_title(title) if "title" in self.changed_data else title

    def clean_text(self) -> str:
        """Refuse a text of links only."""
        text: str = self.cleaned_data["text"]
        return check_text(text) if "text" in self.changed_data else text

    def clean_until(self) -> date:
        """Refuse a day that is over, or too far."""
        until: date = self.cleaned_data["until"]
        return check_until(until) if "until" in self.changed_data else until


@admin.register(Call)
class CallAdmin(SheetAdmin):
    """The queue of calls, and the page of each."""

    form = CallForm
    reader = CallReader
    preview_template = "initiatives/admin/preview_call.html"
    list_display = ["title", "kind", "initiative", "until", "status", "waiting", "taken", "changed"]
    list_select_related = ["initiative"]
    list_filter = (StatusFilter, ClaimFilter, QuestionFilter, "kind", RegionFilter, "is_example")
    sortable_by = ["waiting", "until"]
    autocomplete_fields = ["initiative"]

    def get_readonly_fields(self, request: HttpRequest, obj: Call | None = None) -> Any:
        """Leave a call with its initiative: who wrote it knows no other."""
        own = super().get_readonly_fields(request, obj)
        return [*own, "initiative"] if obj else own

    def get_fieldsets(self, request: HttpRequest, obj: Call | None = None) -> Any:
        """Group the fields; the address comes with the first saving, the outcome with the end."""
        return [
            (None, {"fields": ["initiative", "kind", "title", "text", ("until", "link")]}),
            *([("Fin et adresse", {"classes": ["collapse"], "fields": ["outcome", "slug"]})] if obj else []),
        ]

    def preview_context(self, sheet: Sheet) -> dict[str, Any]:
        """Return what the public page needs."""
        return call_preview(sheet.pk)
