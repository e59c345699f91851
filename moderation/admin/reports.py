"""Reports in the admin: read, answered, closed."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.forms import ModelChoiceField, ModelForm
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from contributors.fields import CleanTextField
from moderation import reports
from moderation.actions import TransitionRefused
from moderation.admin.reasons import with_text
from moderation.admin.territories import moderator
from moderation.authors import Author
from moderation.models import CannedReason, Report, Sheet
from moderation.models.report import LENGTH
from moderation.queue import moderation_url


class WaitingFilter(admin.SimpleListFilter):
    """Those that wait, unless others are asked for."""

    title = "état"
    parameter_name = "etat"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the other answers than the first."""
        return [("traites", "Traités"), ("tous", "Tous")]

    def choices(self, changelist: Any) -> Any:
        """Name the first answer."""
        first, *rest = super().choices(changelist)
        return [first | {"display": "À traiter"}, *rest]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Report]) -> QuerySet[Report]:
        """Limit the list."""
        match self.value():
            case "tous":
                return queryset
            case "traites":
                return queryset.filter(closed_at__isnull=False)
            case _:
                return queryset.filter(closed_at=None)


class CloseForm(ModelForm):
    """What was done, or what is answered; the ready text that was chosen is added."""

    canned = ModelChoiceField(
        CannedReason.objects.filter(use=CannedReason.Use.REPORT),
        label="Texte tout prêt (facultatif)",
        empty_label="Aucun",
        required=False,
        help_text="Il s’ajoute à votre réponse.",
    )
    answer = CleanTextField(
        label="Réponse",
        max_length=LENGTH,
        required=False,
        help_text="Elle est envoyée telle quelle à la personne, si elle a laissé son adresse, et gardée ici. "
        "Enregistrer clôt le signalement.",
    )

    class Meta:
        model = Report
        fields = ["answer"]

    def clean(self) -> dict[str, Any]:
        """Add the ready text."""
        cleaned = super().clean() or self.cleaned_data
        canned = cleaned.get("canned")
        if isinstance(canned, CannedReason) and "answer" not in self.errors:
            cleaned["answer"] = with_text(cleaned.get("answer", ""), canned.text)
        return cleaned


@admin.register(Report)
class ReportAdmin(admin.ModelAdmin):
    """Reports about sheets of the moderator's territories."""

    form = CloseForm
    change_form_template = "moderation/admin/report.html"
    list_display = ["kind", "about", "created_at", "closed_at"]
    list_filter = [WaitingFilter, "kind"]
    ordering = ["pk"]
    sortable_by = ()
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    actions = None
    fields = [
        "kind",
        "about",
        "text",
        "from_whom",
        "created_at",
        "canned",
        "answer",
        "closed_at",
        "closed_by",
    ]
    readonly_fields = ["kind", "about", "text", "from_whom", "created_at", "closed_at", "closed_by"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Report]:
        """Return those of the moderator's territories."""
        reports = Report.objects.moderated_by(moderator(request)).select_related("reporter", "closed_by")
        return reports.prefetch_related("sheet")

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """Return the report of this number. Raises Http404 when it does not exist, or not for this moderator."""
        found = super().get_object(request, object_id, from_field)
        if found is None:
            raise Http404
        return found

    @admin.display(description="fiche")
    def about(self, report: Report) -> SafeString | str:
        """Return a link to the page where the sheet is moderated."""
        if not isinstance(report.sheet, Sheet):
            return "—"
        return format_html('<a href="{}">{}</a>', moderation_url(report.sheet), report.sheet.title_text)

    @admin.display(description="de la part de")
    def from_whom(self, report: Report) -> str:
        """Return whether there is somebody to answer to; the address itself stays out of sight."""
        return (
            "une personne qui attend une réponse"
            if report.reporter
            else "quelqu’un qui n’a pas laissé d’adresse"
        )

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """Offer no ready text for a report that is closed."""
        may = self.has_change_permission(request, obj)
        return [name for name in self.fields if may or name != "canned"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: visitors report."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: the purge deletes them."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Leave those that are closed as they are."""
        return super().has_change_permission(request, obj) and (obj is None or obj.closed_at is None)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Offer one button, and the ready texts."""
        canned = CannedReason.objects.filter(use=CannedReason.Use.REPORT)
        context |= {
            "show_save_and_add_another": False,
            "show_save_and_continue": False,
            "texts": {"canned": {str(one.pk): one.text for one in canned}, "points": {}},
        }
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm, change: bool) -> None:
        """Close the report; somebody may have been quicker."""
        try:
            reports.close(
                report=obj, by=Author.moderator(moderator(request)), answer=form.cleaned_data["answer"]
            )
        except TransitionRefused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> None:  # type: ignore[override]  # no entry
        """Write nothing: the report says who closed it."""
