"""Proposals of visitors in the admin: what would change, accepted in whole or in part, or refused."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ObjectDoesNotExist, PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from contributors.fields import CleanTextField
from moderation import proposals
from moderation.actions import TransitionRefused
from moderation.admin.territories import moderator
from moderation.authors import Author
from moderation.models import Proposal, Sheet, Trust
from moderation.models.proposal import LENGTH
from moderation.queue import moderation_url
from moderation.snapshots import not_back
from moderation.wishes import Wish, newest_version, read_version, wishes

CHANGED = "La fiche vient de changer\u00a0: voici ce que la proposition y changerait maintenant."


class StateFilter(admin.SimpleListFilter):
    """Those that wait, unless others are asked for."""

    title = "état"
    parameter_name = "etat"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        """Return the other answers than the first."""
        return [("acceptees", "Acceptées"), ("refusees", "Refusées"), ("toutes", "Toutes")]

    def choices(self, changelist: Any) -> Any:
        """Name the first answer."""
        first, *rest = super().choices(changelist)
        return [first | {"display": "À examiner"}, *rest]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Proposal]) -> QuerySet[Proposal]:
        """Limit the list; what is not confirmed is nobody's to read yet."""
        match self.value():
            case "toutes":
                return queryset
            case "acceptees":
                return queryset.filter(state=Proposal.State.ACCEPTED)
            case "refusees":
                return queryset.filter(state=Proposal.State.REFUSED)
            case _:
                return queryset.filter(state=Proposal.State.PENDING)


class DecisionForm(forms.Form):
    """What is taken over, and what is answered."""

    names = forms.MultipleChoiceField(
        label="Ce que vous acceptez", required=False, widget=forms.CheckboxSelectMultiple
    )
    answer = CleanTextField(
        label="Réponse",
        max_length=LENGTH,
        required=False,
        help_text="Envoyée telle quelle à la personne qui propose. Nécessaire pour refuser.",
    )
    trusting = forms.BooleanField(
        label="Faire confiance à cette personne pour cette fiche",
        required=False,
        help_text="Ses prochaines modifications de cette fiche paraîtront sans relecture. L’historique les montre.",
    )

    def __init__(self, data: QueryDict | None, *, offered: list[Wish]) -> None:
        """Offer the fields that change; tick those where nobody else was quicker."""
        ticked = [wish.name for wish in offered if not wish.meanwhile and not wish.is_done]
        super().__init__(data, initial={"names": ticked})
        field: Any = self.fields["names"]
        field.choices = [(wish.name, wish.change.label) for wish in offered]
        self.chosen = ticked if data is None else data.getlist("names")


@admin.register(Proposal)
class ProposalAdmin(admin.ModelAdmin):
    """Proposals about sheets of the moderator's territories."""

    list_display = ["about", "fields_changed", "queued_at", "state"]
    list_display_links = ["fields_changed"]
    list_filter = [StateFilter]
    ordering = ["queued_at", "pk"]
    sortable_by = ()
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet[Proposal]:
        """Return those of the moderator's territories whose authors confirmed them."""
        theirs = Proposal.objects.moderated_by(moderator(request))
        return theirs.exclude(state=Proposal.State.UNCONFIRMED).prefetch_related("sheet")

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        """Return the proposal of this number. Raises Http404 when it does not exist, or not for this moderator."""
        found = super().get_object(request, object_id, from_field)
        if found is None or not isinstance(found.sheet, Sheet):
            raise Http404
        return found

    @admin.display(description="fiche")
    def about(self, proposal: Proposal) -> SafeString | str:
        """Return a link to the page where the sheet is moderated."""
        if not isinstance(proposal.sheet, Sheet):
            return "—"
        return format_html('<a href="{}">{}</a>', moderation_url(proposal.sheet), proposal.sheet.title_text)

    @admin.display(description="changements")
    def fields_changed(self, proposal: Proposal) -> str:
        """Return the names of the fields that change."""
        if not isinstance(proposal.sheet, Sheet):
            return "—"
        reader = proposal.sheet.edit_form().reader(type(proposal.sheet), public=False)
        names = sorted(proposal.changes, key=reader.rank)
        return ", ".join(reader.label(name) for name in names).capitalize()

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: visitors propose."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Refuse: the purge deletes them."""
        return False

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Lead to the history of the sheet, which says what became of a proposal."""
        proposal = self.get_object(request, object_id)
        sheet = proposal.sheet
        return redirect(f"admin:{sheet._meta.app_label}_{sheet._meta.model_name}_history", sheet.pk)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Show what would change, and decide: only the POST does."""
        proposal = self.get_object(request, object_id)
        may = self.has_change_permission(request, proposal)
        if not may and not self.has_view_permission(request, proposal):
            raise PermissionDenied
        seen, offered = self._offered(proposal)
        form = DecisionForm(request.POST if request.method == "POST" else None, offered=offered)
        if request.method == "POST":
            if not may:
                raise PermissionDenied
            if form.is_valid() and self._decide(request, proposal, form):
                return redirect(reverse("admin:moderation_proposal_changelist"))
            proposal = self.get_object(request, object_id)
            seen, offered = self._offered(proposal)
        sheet = proposal.sheet
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "media": self.media,
            "title": f"Modification proposée\u00a0: {sheet.title_text}",
            "proposal": proposal,
            "sheet": sheet,
            "sheet_address": moderation_url(sheet),
            "wishes": offered,
            "form": form,
            "may_decide": may and proposal.state == Proposal.State.PENDING,
            "seen": seen,
            "is_trusted": Trust.objects.covers(sheet, proposal.contributor),
            "photo_address": sheet.edit_form().address_of(proposal.photo),
        }
        return TemplateResponse(request, "moderation/admin/proposal.html", context)

    def _offered(self, proposal: Any) -> tuple[int, list[Wish]]:
        """Return the newest version of the sheet, and what the proposal would change in it."""
        seen = newest_version(
            proposal.sheet
        )  # before the sheet is read: what comes in between is not taken for seen
        proposal.sheet.refresh_from_db()
        return seen, wishes(proposal, proposal.sheet)

    def _decide(self, request: HttpRequest, proposal: Proposal, form: DecisionForm) -> bool:
        """Accept or refuse, and say so; return whether it is done."""
        by, told = Author.moderator(moderator(request)), form.cleaned_data
        try:
            if "refuse" in request.POST:
                proposals.refuse(proposal=proposal, by=by, reason=told["answer"])
                self.message_user(request, "La proposition est refusée.", messages.SUCCESS)
                return True
            left = proposals.accept(
                proposal=proposal,
                by=by,
                names=told["names"],
                seen=read_version(request.POST.get("seen", "")),
                answer=told["answer"],
                trusting=told["trusting"],
            )
        except proposals.SheetChanged:
            self.message_user(request, CHANGED, messages.WARNING)
            return False
        except TransitionRefused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return False
        except ObjectDoesNotExist:
            self.message_user(request, "La fiche n’existe plus.", messages.ERROR)
            return True
        self.message_user(request, "La fiche est modifiée.", messages.SUCCESS)
        if left:
            self.message_user(request, not_back(left), messages.WARNING)
        return True
