"""Relations that one side declares and nobody answers for the other: a moderator who knows confirms them, or not."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, Min, QuerySet
from django.forms import ChoiceField, ModelForm, RadioSelect
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from contributors.models import User
from initiatives.models import Agreement
from initiatives.relating import actions
from initiatives.relating.bonds import KINDS, Bond, opposite
from moderation import desk
from moderation.actions import TransitionRefused
from moderation.admin.territories import moderator
from moderation.authors import Author
from moderation.queue import moderation_url

SIDES = tuple(sorted({side for columns in KINDS.values() for side in (columns.subject, columns.object)}))


class DecisionForm(ModelForm):
    """What the moderator knows of it."""

    decision = ChoiceField(
        label="Est-ce vrai\u202f?",
        choices=[("oui", "Oui\u00a0: les deux fiches le montrent"), ("non", "Non\u00a0: le lien disparaît")],
        widget=RadioSelect,
        error_messages={"required": "Choisissez oui ou non."},
    )

    class Meta:
        model = Agreement
        fields: list[str] = []


@admin.register(Agreement)
class AgreementAdmin(admin.ModelAdmin):
    """Those whose silent side is in the moderator's territories."""

    form = DecisionForm
    list_display = ["sentence", "said_by", "handed_at"]
    ordering = ["handed_at", "pk"]
    sortable_by = ()
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    actions = None
    fields = ["sentence", "said_by", "handed_at", "silent", "decision"]
    readonly_fields = ["sentence", "said_by", "handed_at", "silent"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Agreement]:
        """Return those that wait for this moderator."""
        waiting = Agreement.objects.handed().of_published().moderated_by(moderator(request))
        return waiting.select_related(*SIDES, *(f"{side}__merged_into" for side in SIDES))

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """Return the relation of this number. Raises Http404 when it does not wait, or not for this moderator."""
        found = super().get_object(request, object_id, from_field)
        if found is None:
            raise Http404
        return found

    @admin.display(description="relation")
    def sentence(self, case: Agreement) -> str:
        """Return what is declared."""
        return Bond.of_case(case).sentence

    @admin.display(description="selon")
    def said_by(self, case: Agreement) -> SafeString:
        """Return a link to the sheet that says so."""
        return _link(case, case.declared_by)

    @admin.display(description="personne ne répond de")
    def silent(self, case: Agreement) -> SafeString:
        """Return a link to the sheet of the other side."""
        return _link(case, opposite(case.declared_by))

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: a relation is declared on the page of a sheet."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: an answer is kept six months, and forgotten."""
        return False

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Offer one button."""
        context |= {"show_save_and_add_another": False, "show_save_and_continue": False}
        return super().render_change_form(request, context, *args, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm, change: bool) -> None:
        """Answer for the side that nobody speaks for; somebody may have been quicker."""
        yes, by = form.cleaned_data["decision"] == "oui", Author.moderator(moderator(request))
        try:
            side = opposite(obj.declared_by)
            actions.answer(bond=Bond.of_case(obj), side=side, yes=yes, by=by, case=obj)
        except TransitionRefused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> None:  # type: ignore[override]  # no entry
        """Write nothing: revisions are the history."""


def _link(case: Agreement, side: str) -> SafeString:
    sheet = Bond.of_case(case).sheet(side)
    return format_html('<a href="{}">{}</a>', moderation_url(sheet), sheet.title_text)


def agreements_line(user: User) -> desk.Line:
    """Return the relations that wait for this moderator."""
    waiting = Agreement.objects.handed().of_published().moderated_by(user)
    found = waiting.order_by().aggregate(count=Count("pk"), since=Min("handed_at"))
    url = reverse("admin:initiatives_agreement_changelist")
    return desk.Line(name="relations à confirmer", url=url, count=found["count"], since=found["since"])


desk.register("initiatives.view_agreement", agreements_line)
