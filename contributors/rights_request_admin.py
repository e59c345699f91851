"""The register of requests in the admin: for superusers, and for those to whom they give the right."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from contributors.fields import CleanCharField, CleanTextField
from contributors.models import RightsRequest
from contributors.models.rights_request import DONE_LENGTH
from contributors.typography import day_in_words


class WaitingFilter(admin.SimpleListFilter):
    """Those that wait, unless others are asked for."""

    title = "état"
    parameter_name = "etat"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the other answers than the first."""
        return [("closes", "Closes"), ("toutes", "Toutes")]

    def choices(self, changelist: Any) -> Any:
        """Name the first answer."""
        first, *rest = super().choices(changelist)
        return [first | {"display": "À traiter"}, *rest]

    def queryset(self, request: HttpRequest, queryset: QuerySet[RightsRequest]) -> QuerySet[RightsRequest]:
        """Limit the list."""
        match self.value():
            case "toutes":
                return queryset
            case "closes":
                return queryset.filter(closed_on__isnull=False)
            case _:
                return queryset.filter(closed_on=None)


class RightsRequestForm(forms.ModelForm):
    """One request, as it comes and once it is answered."""

    person = CleanCharField(
        label="De la part de",
        max_length=200,
        required=False,
        help_text=RightsRequest._meta.get_field("person").help_text,
    )
    done = CleanTextField(
        label="Ce qui a été fait",
        max_length=DONE_LENGTH,
        required=False,
        help_text=RightsRequest._meta.get_field("done").help_text,
    )

    class Meta:
        model = RightsRequest
        fields = ["kind", "received_on", "way", "person", "done", "closed_on"]

    def clean_received_on(self) -> Any:
        """Refuse a day to come."""
        day = self.cleaned_data["received_on"]
        if day > timezone.localdate():
            raise ValidationError("Ce jour n’est pas encore venu.", code="future")
        return day

    def clean(self) -> dict[str, Any]:
        """Ask what was done before a request is closed; forget who asked for an erasure once it is."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        closed, received = data.get("closed_on"), data.get("received_on")
        if closed and not data.get("done") and "done" not in self.errors:
            self.add_error("done", "Écrivez ce qui a été fait avant de clore la demande.")
        if closed and received and not received <= closed <= timezone.localdate():
            self.add_error("closed_on", "La clôture vient après la demande, aujourd’hui au plus tard.")
        if closed and data.get("kind") == RightsRequest.Kind.ERASURE:
            data["person"] = ""
        return data


@admin.register(RightsRequest)
class RightsRequestAdmin(admin.ModelAdmin):
    """What people ask about their data."""

    form = RightsRequestForm
    list_display = ["kind", "received_on", "way", "standing"]
    list_filter = [WaitingFilter, "kind", "way"]
    sortable_by = ()
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    actions = None

    def get_ordering(self, request: HttpRequest) -> Any:
        """Put the most urgent first, among those that wait."""
        waits = WaitingFilter.parameter_name not in request.GET
        return ["received_on", "pk"] if waits else ["-received_on", "-pk"]

    @admin.display(description="échéance")
    def standing(self, asked: RightsRequest) -> SafeString | str:
        """Return by when to answer, marked when it nears; or since when it is closed."""
        if asked.closed_on:
            return f"close le {day_in_words(asked.closed_on)}"
        deadline = day_in_words(asked.deadline)
        if asked.is_late:
            return format_html('<strong class="deadline">dépassée depuis le {}</strong>', deadline)
        if asked.is_urgent:
            left = (asked.deadline - timezone.localdate()).days
            when = "aujourd’hui" if left == 0 else "demain" if left == 1 else f"dans {left}\u00a0jours"
            return format_html('<strong class="deadline">{}, le {}</strong>', when, deadline)
        return f"le {deadline}"

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: the register is a proof, which the purge deletes in time."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Leave what is closed as it is: in the database, as a form that is refused has written on `obj` already."""
        waits = obj is None or RightsRequest.objects.waiting().filter(pk=obj.pk).exists()
        return super().has_change_permission(request, obj) and waits

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> None:  # type: ignore[override]  # no entry
        """Write nothing: the admin's log is kept without end."""

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> None:  # type: ignore[override]  # no entry
        """Write nothing: the admin's log is kept without end."""
