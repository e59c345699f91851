"""Who comes to meetings, for those who moderate their territories: no address, and one button."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from events.models import Registration
from events.registering import booking
from events.registering.places import when_in_words
from moderation.admin import moderator
from moderation.queue import moderation_url

FIELDS = (
    "meeting",
    "when",
    "name",
    "people",
    "brings",
    "seeks",
    "state",
    "by_hand",
    "created_at",
    "cancelled_by",
)


@admin.register(Registration)
class RegistrationAdmin(admin.ModelAdmin):
    """The registrations for the meetings of the moderator's territories."""

    change_form_template = "events/admin/registration.html"
    list_display = ["name", "people", "state", "meeting", "when"]
    list_filter = ["state"]
    list_select_related = ["event"]
    search_fields = ["event__title"]
    search_help_text = "Le titre de la rencontre."
    ordering = ["-pk"]
    sortable_by = ()
    fields = FIELDS
    readonly_fields = FIELDS
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[Registration]:
        """Return those of the moderator's territories."""
        return Registration.objects.moderated_by(moderator(request)).select_related("event", "occurrence")

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """Return the one of this number. Raises Http404 when it does not exist, or not for this moderator."""
        found = super().get_object(request, object_id, from_field)
        if found is None:
            raise Http404
        return found

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: people register, or whoever organises adds them."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: the purge deletes them."""
        return False

    @admin.display(description="rencontre")
    def meeting(self, registration: Registration) -> SafeString:
        """Return a link to the page where the meeting is moderated."""
        event = registration.event
        return format_html('<a href="{}">{}</a>', moderation_url(event), event.title_text)

    @admin.display(description="date")
    def when(self, registration: Registration) -> str:
        """Return when it is."""
        return when_in_words(registration.starts_at, registration.ends_at, registration.event.time_zone)

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm, change: bool) -> None:
        """Cancel it, if the button says so; the person is told, and the seat goes to who waits."""
        if "_cancel" in request.POST:
            booking.cancel(registration=obj, by=Registration.Canceller.MODERATOR)
            said = "L’inscription est annulée\u00a0: la personne l’apprend par courriel, et la place va à qui attend."
            self.message_user(request, said, messages.SUCCESS)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        """Lead back to the list: `save_model` said what was done."""
        return self.response_post_save_change(request, obj)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> None:  # type: ignore[override]  # no entry
        """Write nothing: the row says who cancelled it."""
