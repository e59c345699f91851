"""The admin of a kind of sheet: the queue, the page of a sheet, its history, its preview."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db import models
from django.db.models import F, QuerySet
from django.forms import BaseFormSet, ModelForm, SlugField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.timesince import timesince
from django.utils.timezone import localtime

from contributors import acts
from contributors.fields import CleanCharField, CleanTextField, PublicUrlField, StrictEmailField
from moderation import actions, charter, claims
from moderation.admin.checking import CheckingAdmin
from moderation.admin.deciding import DecidingAdmin
from moderation.admin.decisions import DECISIONS
from moderation.admin.filters import StatusFilter
from moderation.admin.flow import following, is_in_flow
from moderation.admin.pages import CappedPaginator
from moderation.admin.seen import SeenAdmin
from moderation.admin.sheet_form import SheetForm
from moderation.admin.territories import moderator
from moderation.admin.twins import TwinsAdmin
from moderation.admin.version_erasing import VersionErasingAdmin
from moderation.authors import Author
from moderation.erasure import erase
from moderation.models import Proposal, Question, Report, Sheet, Status, Trust
from moderation.queue import Waiting, moderation_url
from moderation.wishes import newest_version
from places.folding import Fold, fold

SEARCHED_WORDS = 8
COMPARED = (Status.UNCONFIRMED, Status.PENDING, Status.PUBLISHED)


class SheetAdmin(DecidingAdmin, CheckingAdmin, VersionErasingAdmin, TwinsAdmin, SeenAdmin):
    """Base of the admin of every kind of sheet.

    A kind says the field of its title (`search_fields`), its columns, filters and fieldsets, and what
    `ReadingAdmin` asks for. Nothing here writes `status`: `moderation.actions` does.
    """

    form = SheetForm
    search_fields = ["title"]
    change_form_template = "moderation/admin/sheet.html"
    paginator = CappedPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER  # facets count the whole table once per choice
    list_per_page = 50
    list_max_show_all = 200
    search_help_text = "Des mots du titre. Sans autre filtre, la recherche porte sur toutes les fiches."
    list_filter: ClassVar[Any] = (StatusFilter,)
    formfield_overrides = {
        models.CharField: {"form_class": CleanCharField},
        models.SlugField: {"form_class": SlugField},
        models.TextField: {"form_class": CleanTextField},
        models.EmailField: {"form_class": StrictEmailField},
        models.URLField: {"form_class": PublicUrlField},
    }

    # --- Lists ---

    def get_ordering(self, request: HttpRequest) -> Any:
        """Put what waits longest first in the queue, what is newest first elsewhere: an index serves both."""
        chosen = StatusFilter(request, dict(request.GET.lists()), self.model, self).chosen
        return ["queued_at", "pk"] if chosen == Status.PENDING else ["-pk"]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        """Find the sheets whose title has all these words, or beginnings of words, accents and case apart."""
        found = queryset.alias(folded_title=Fold(F(self.search_fields[0])))
        for word in fold(search_term).split()[:SEARCHED_WORDS]:
            found = found.filter(folded_title__contains=word)
        return found, False

    @admin.display(description="attend depuis", ordering="queued_at")
    def waiting(self, sheet: Sheet) -> str:
        """Return for how long a sheet has been in the queue; nothing once it is out of it."""
        return timesince(sheet.queued_at) if sheet.status == Status.PENDING and sheet.queued_at else ""

    @admin.display(description="modifiée le")
    def changed(self, sheet: Sheet) -> str:
        """Return the day of the last change."""
        return date_format(localtime(sheet.updated_at), "SHORT_DATE_FORMAT")

    # --- The page of a sheet ---

    def view_on_site(self, obj: Any) -> str | None:
        """Return the address of the public page, if there is one."""
        return obj.get_absolute_url() if obj.has_page else None

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        """Add where the sheet stands and what may be decided."""
        sheet = kwargs.get("obj")
        context["show_save_and_add_another"] = False
        if sheet is not None:
            decisions = self.decisions(request, sheet)
            context |= {
                "saving_decisions": [decision for decision in decisions if decision.saves],
                "other_decisions": [
                    (decision, following(request, self.address("decide", sheet.pk, decision.name)))
                    for decision in decisions
                    if not decision.saves
                ],
                "seen": newest_version(sheet),
                "questions": Question.objects.about(sheet).select_related("asked_by"),
                "reports": Report.objects.about(sheet).waiting(),
                "proposals": Proposal.objects.about(sheet).waiting(),
                "trusted": Trust.objects.about(sheet).select_related("contributor"),
                "desk": self.desk(request, sheet),
                "preview_url": self.address("preview", sheet.pk),
                "companions": [
                    Waiting(other, moderation_url(other))
                    for other in sheet.companions()
                    if other.status == Status.PENDING
                ],
            }
            twins = self.twins(request, sheet) if sheet.status in COMPARED else []
            context |= self.kinship(request, sheet, twins)
        return super().render_change_form(request, context, *args, **kwargs)

    def desk(self, request: HttpRequest, sheet: Sheet) -> dict[str, Any]:
        """Return what the moderator has at hand about a sheet that waits; nothing about another."""
        if sheet.status != Status.PENDING or not self.has_change_permission(request, sheet):
            return {}
        claim = claims.claim_of(sheet)
        return {
            "claim": claim,
            "is_mine": bool(claim and claim.is_of(moderator(request))),
            "claim_url": following(request, self.address("claim", sheet.pk)),
            "charter": charter.checklist(sheet),
            "charter_url": following(request, self.address("charter", sheet.pk)),
            "passed": f"{sheet._meta.label_lower}-{sheet.pk}",
            "is_in_flow": is_in_flow(request),
            "drawing": self.drawing(sheet),
            "since_refusal": self.since_refusal(sheet),
        }

    def drawing(self, sheet: Any) -> SafeString:
        """Return a small map of where a sheet is; nothing by default. Each kind that has points draws its own."""
        return SafeString("")

    def twins(self, request: HttpRequest, sheet: Any) -> list[tuple[Waiting, str]]:
        """Return the sheets that may tell the same as another, with what says so. Each kind finds its own."""
        return []

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm, change: bool) -> None:
        """Write only what was changed: the status stays. What changed meanwhile, `SheetForm` says."""
        if not change:
            obj.save()
            return
        columns = {column.name for column in obj._meta.concrete_fields}
        written = [name for name in form.changed_data if name in columns]
        if "slug" in written:
            slug, obj.slug = obj.slug, form.initial["slug"]
            obj.rename(slug)
        if written:
            obj.save(update_fields=written)

    def save_related(
        self, request: HttpRequest, form: ModelForm, formsets: list[BaseFormSet], change: bool
    ) -> None:
        """Keep a revision once all the parts are saved; a new sheet joins the queue. One transaction holds it all."""
        super().save_related(request, form, formsets, change)
        by = Author.moderator(moderator(request))
        if not change:
            actions.enqueue(sheet=form.instance, by=by)
        elif form.has_changed() or any(formset.has_changed() for formset in formsets):
            actions.amend(sheet=form.instance, by=by)

    def response_change(self, request: HttpRequest, obj: Sheet) -> HttpResponse:
        """Decide when the button that saved says so; whoever takes sheets in turn stays on one that is only saved."""
        if not self.get_queryset(request).filter(pk=obj.pk).exists():
            text = f"«\u00a0{obj.title_text}\u00a0» est enregistrée\u202f; elle n’est plus de celles que vous modérez."
            self.message_user(request, text, messages.WARNING)
            return redirect(self.address("changelist"))
        for name, decision in DECISIONS.items():
            if decision.saves and f"_{name}" in request.POST:
                if self.claim_of_another(request, obj):
                    return redirect(following(request, self.address("decide", obj.pk, name)))
                self.decide(request, decision, [obj])
                return self.after(request, obj)
        response = super().response_change(request, obj)
        return (
            redirect(following(request, self.address("change", obj.pk))) if is_in_flow(request) else response
        )

    def log_addition(self, request: HttpRequest, obj: Any, message: Any) -> None:  # type: ignore[override]  # no entry
        """Write nothing: revisions are the history, kept in the same transaction."""

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> None:  # type: ignore[override]  # no entry
        """Write nothing: revisions are the history, kept in the same transaction."""

    # --- Deletion ---

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Leave published sheets to superusers: moderators archive."""
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or not obj.is_published or moderator(request).is_superuser)

    def delete_sheet(self, sheet: Sheet) -> None:
        """Delete for good, with history and photos. A kind that other sheets show says what becomes of them."""
        erase(sheet=sheet)

    def delete_model(self, request: HttpRequest, obj: Sheet) -> None:
        """Delete for good, history included."""
        acts.record(acts.Kind.ERASURE, by=request.user, about=acts.name_of(obj))
        self.delete_sheet(obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        """Delete each for good."""
        for sheet in queryset:
            self.delete_model(request, sheet)
