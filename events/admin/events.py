"""The queue of meetings, and the page of each."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from events.checks import clock_faults, end_faults, rhythm_faults
from events.models import Event
from events.page import contents
from events.readers import EventReader
from initiatives.admin.filters import RegionFilter
from initiatives.models.slugs import RESERVED
from moderation.admin import ClaimFilter, QuestionFilter, SheetAdmin, StatusFilter
from moderation.admin.sheet_form import SheetForm
from moderation.models import Sheet

WHEN = ("day", "starts", "end_day", "ends", "time_zone", "rhythm", "until", "times")


class EventForm(SheetForm):
    """The columns of a meeting; what was not changed is left in peace, even if it would not be taken today."""

    reserved_slugs = frozenset(RESERVED)

    class Meta:
        model = Event
        fields = [
            "title", "slug", "summary", "description", "themes", *WHEN, "cancelled_days", "commune", "venue", "address",
            "latitude", "longitude", "online_url", "organisers", "organised_by", "initiatives", "price", "access",
            "link",
        ]  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Refuse what ends before it starts, times that no clock shows once, a rhythm without an end, nowhere."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and set(WHEN) & set(self.changed_data):
            day, starts, end_day, ends, zone, rhythm, until, times = (cleaned[name] for name in WHEN)
            faults = end_faults(day, starts, end_day, ends)
            if not faults:
                faults = clock_faults(day, starts, end_day, ends, zone)
                faults |= rhythm_faults(day, end_day - day, rhythm, until, times)
            for name, fault in faults.items():
                self.add_error(name, fault)
        return cleaned


@admin.register(Event)
class EventAdmin(SheetAdmin):
    """The queue of meetings, and the page of each."""

    form = EventForm
    reader = EventReader
    preview_template = "events/admin/preview.html"
    list_display = ["title", "day", "place", "status", "waiting", "taken", "changed"]
    list_select_related = ["commune"]
    list_filter = (StatusFilter, ClaimFilter, QuestionFilter, RegionFilter, "is_example")
    sortable_by = ["waiting", "day"]
    autocomplete_fields = ["commune", "organisers", "initiatives"]

    @admin.display(description="où")
    def place(self, event: Event) -> str:
        """Return where it is, in a few words."""
        return event.place_label

    def get_fieldsets(self, request: HttpRequest, obj: Event | None = None) -> Any:
        """Group the fields; the address of the page comes with the first saving."""
        return [
            (None, {"fields": ["title", "summary", "description", "themes"]}),
            (
                "Quand",
                {
                    "fields": [
                        ("day", "starts"),
                        ("end_day", "ends"),
                        "time_zone",
                        ("rhythm", "until", "times"),
                        "cancelled_days",
                    ]
                },
            ),
            ("Où", {"fields": ["commune", ("venue", "address"), ("latitude", "longitude"), "online_url"]}),
            ("Qui", {"fields": ["organisers", "organised_by", "initiatives"]}),
            ("Bon à savoir", {"fields": ["price", "access", "link", *(["slug"] if obj else [])]}),
        ]

    def preview_context(self, sheet: Sheet) -> dict[str, Any]:
        """Return what the public page needs."""
        return contents(Event.objects.for_page().get(pk=sheet.pk)) | {"structured": None, "reachable": False}
