"""Deciding about sheets in the admin: one by a button or a page, several by an action of the list."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IS_POPUP_VAR
from django.core.exceptions import BadRequest, PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path

from moderation.admin.claiming import ClaimingAdmin
from moderation.admin.decisions import DECISIONS, Decision
from moderation.admin.flow import following, go_on, is_in_flow
from moderation.admin.reasons import INSERT, ConfirmationForm
from moderation.admin.seen import changed_since, seen_in, told_since
from moderation.admin.territories import moderator
from moderation.authors import Author
from moderation.models import Claim, Sheet
from moderation.wishes import newest_versions

AT_ONCE = 500  # sheets: each is a transaction with its mails, and the page must answer within seconds
NAMED = 20  # sheets listed by name on the page that asks once more
REFUSALS_SHOWN = 5
_NUMBER = re.compile(r"[0-9]{1,18}", re.ASCII)  # within PostgreSQL's bigint


def _list_action(decision: Decision) -> Callable[..., HttpResponse | None]:
    """Return the action of the change list that takes a decision."""

    def act(admin: "DecidingAdmin", request: HttpRequest, queryset: QuerySet) -> HttpResponse | None:
        return admin.decide_many(request, queryset, decision)

    return act


class DecidingAdmin(ClaimingAdmin):
    """Offers the decisions that apply to a sheet; every one goes through `moderation.actions`."""

    def get_urls(self) -> list[URLPattern]:
        """Add the page that asks once more."""
        name = f"{self.opts.app_label}_{self.opts.model_name}_decide"
        view = self.admin_site.admin_view(self.decide_view)
        return [path("<int:object_id>/decision/<slug:name>/", view, name=name), *super().get_urls()]

    def decisions(self, request: HttpRequest, sheet: Sheet) -> list[Decision]:
        """Return what this moderator may decide about a sheet now."""
        if not self.has_change_permission(request, sheet):
            return []
        return [decision for decision in DECISIONS.values() if decision.applies_to(sheet)]

    def decide(
        self,
        request: HttpRequest,
        decision: Decision,
        sheets: Iterable[Sheet],
        reason: str = "",
        seen: dict[int, int | None] | None = None,
    ) -> None:
        """Decide, and tell the moderator what was done and what was not."""
        by = Author.moderator(moderator(request))
        outcome = decision.take(sheets, by=by, reason=reason, seen=seen)
        if len(outcome.done) == 1:
            title = outcome.done[0].title_text
            self.message_user(
                request, f"«\u00a0{title}\u00a0»\u00a0: fiche {decision.done}.", messages.SUCCESS
            )
        elif outcome.done:
            done = decision.done_many or f"{decision.done}s"
            self.message_user(request, f"{len(outcome.done)} fiches {done}.", messages.SUCCESS)
        for refusal in outcome.refusals[:REFUSALS_SHOWN]:
            self.message_user(request, refusal, messages.ERROR)
        if (more := len(outcome.refusals) - REFUSALS_SHOWN) > 0:
            words = "Une autre fiche est restée" if more == 1 else f"{more} autres fiches sont restées"
            self.message_user(request, f"{words} comme avant.", messages.ERROR)

    def decide_view(self, request: HttpRequest, object_id: int, name: str) -> HttpResponse:
        """Ask once more, with the reason where there is one, then decide about one sheet."""
        decision = DECISIONS.get(name)
        if decision is None:
            raise Http404
        sheet = self.get_object(request, str(object_id))
        if not self.has_change_permission(request, sheet):
            raise PermissionDenied
        if not decision.applies_to(sheet):
            state = sheet.get_status_display()
            state = f"«\u00a0{sheet.title_text}\u00a0» est {state}"
            text = f"{state}\u00a0: «\u00a0{decision.label}\u00a0» n’est plus possible."
            self.message_user(request, text, messages.ERROR)
            return redirect(following(request, self.address("change", sheet.pk)))
        form = decision.form.of(request.POST if request.method == "POST" else None, sheet)
        seen = seen_in(request.POST)
        changed = told_since(sheet, seen) if changed_since(sheet, seen) else ""
        if form.is_valid() and not changed:
            self.decide(request, decision, [sheet], form.cleaned_data.get("reason", ""), {sheet.pk: seen})
            return self.after(request, sheet)
        back = following(request, self.address("change", sheet.pk))
        claim = self.claim_of_another(request, sheet)
        return self._ask(request, decision, form, [sheet], back=back, claim=claim, changed=changed)

    def after(self, request: HttpRequest, sheet: Sheet) -> HttpResponse:
        """Lead on from a sheet just decided about: to the next one for whoever takes them in turn, else to the list."""
        if is_in_flow(request):
            return go_on(self.admin_site, request, after=sheet)
        return redirect(self.address("changelist"))

    def decide_many(
        self, request: HttpRequest, queryset: QuerySet, decision: Decision
    ) -> HttpResponse | None:
        """Ask once more with the number of sheets, then decide about those that were shown; None goes to the list."""
        chosen = list(queryset[: AT_ONCE + 1])
        sheets = [sheet for sheet in chosen if decision.applies_to(sheet)]
        if len(chosen) > AT_ONCE:
            self.message_user(request, f"Choisissez au plus {AT_ONCE} fiches à la fois.", messages.ERROR)
            return None
        if not sheets:
            text = f"«\u00a0{decision.label}\u00a0» n’est possible pour aucune des fiches choisies."
            self.message_user(request, text, messages.ERROR)
            return None
        confirmed = "confirmed" in request.POST
        form = decision.form.of(request.POST if confirmed else None, None)
        if form.is_valid():
            seen = {sheet.pk: seen_in(request.POST, sheet) for sheet in sheets}
            self.decide(request, decision, sheets, form.cleaned_data.get("reason", ""), seen)
            return None
        return self._ask(
            request,
            decision,
            form,
            sheets,
            back=request.get_full_path(),
            chosen=len(chosen),
            left_out=len(chosen) - len(sheets),
            taken=self._taken_by_others(request, sheets),
            action=f"decide_{decision.name}",
        )

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Put the decisions before Django's own actions."""
        own = super().get_actions(request)
        if IS_POPUP_VAR in request.GET or not self.has_change_permission(request):
            return own
        deciding = {
            f"decide_{decision.name}": (_list_action(decision), f"decide_{decision.name}", decision.label)
            for decision in DECISIONS.values()
        }
        return deciding | own

    def response_action(
        self, request: HttpRequest, queryset: QuerySet, *args: Any, **kwargs: Any
    ) -> HttpResponse | None:
        """Refuse numbers that are none: Django would answer 500."""
        if not all(_NUMBER.fullmatch(number) for number in request.POST.getlist(ACTION_CHECKBOX_NAME)):
            raise BadRequest("A selected row has no valid number.")
        return super().response_action(request, queryset, *args, **kwargs)

    def _taken_by_others(self, request: HttpRequest, sheets: list[Sheet]) -> int:
        """Return how many of these sheets somebody else is dealing with."""
        return len(Claim.objects.of_kind(self.model).exclude(user=moderator(request)).by_sheet(sheets))

    def _ask(
        self,
        request: HttpRequest,
        decision: Decision,
        form: ConfirmationForm,
        sheets: list[Sheet],
        **context: Any,
    ) -> TemplateResponse:
        """Return the page that asks once more."""
        subject = f"{len(sheets)} fiches" if len(sheets) > 1 else sheets[0].title_text
        asked = {
            "title": f"{decision.label}\u00a0: {subject}",
            "decision": decision,
            "form": form,
            "sheets": sheets,
            "named": sheets[:NAMED],
            "versions": newest_versions(sheets),
            "unnamed": len(sheets) - NAMED,
            "checkbox": ACTION_CHECKBOX_NAME,
            "insert": INSERT,
        }
        return self.admin_page(request, "moderation/admin/decide.html", asked | context)
