"""Taking a sheet in the admin, letting it go, and seeing who has which."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST

from moderation import claims
from moderation.actions import TransitionRefused
from moderation.admin.flow import following
from moderation.admin.territories import TerritorialAdmin, moderator
from moderation.models import Claim, Sheet


class ClaimingAdmin(TerritorialAdmin):
    """Shows who is dealing with a sheet that waits. Opening one takes nothing: a button does."""

    def get_urls(self) -> list[URLPattern]:
        """Add the buttons."""
        name = f"{self.opts.app_label}_{self.opts.model_name}_claim"
        view = self.admin_site.admin_view(require_POST(self.claim_view))
        return [path("<int:object_id>/prise/", view, name=name), *super().get_urls()]

    def claim_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Take a sheet, take it over, or let it go."""
        sheet = self.get_object(request, str(object_id))
        if not self.has_change_permission(request, sheet):
            raise PermissionDenied
        user = moderator(request)
        try:
            if "release" in request.POST:
                released = claims.release(sheet=sheet, user=user)
                text = "Fiche rendue\u00a0: quelqu’un d’autre peut la prendre." if released else ""
            else:
                claims.take(sheet=sheet, user=user, over="over" in request.POST)
                text = "La fiche est à vous pour deux heures."
            if text:
                self.message_user(request, text, messages.SUCCESS)
        except claims.Taken as taken:
            text = f"{taken} Vous pouvez la reprendre, après lui en avoir parlé."
            self.message_user(request, text, messages.WARNING)
        except TransitionRefused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
        return redirect(following(request, self.address("change", sheet.pk)))

    def claim_of_another(self, request: HttpRequest, sheet: Sheet) -> Claim | None:
        """Return the claim that somebody else has on a sheet, or None."""
        claim = claims.claim_of(sheet)
        return claim if claim and not claim.is_of(moderator(request)) else None

    def get_changelist_instance(self, request: HttpRequest) -> ChangeList:
        """Look up who has the sheets of the page, in one query."""
        changes = super().get_changelist_instance(request)
        rows: list[Any] = list(changes.result_list)
        held = Claim.objects.of_kind(self.model).select_related("user").by_sheet(rows) if rows else {}
        for row in rows:
            row.claim = held.get(row.pk)
        changes.result_list = rows
        return changes

    @admin.display(description="prise par")
    def taken(self, sheet: Any) -> str:
        """Return who is dealing with a sheet, and since when."""
        claim = getattr(sheet, "claim", None)
        return f"{claim.who}, {claim.since}" if claim else ""
