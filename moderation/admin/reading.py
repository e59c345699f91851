"""Reading a sheet in the admin: its versions, and how visitors will see it."""

from typing import Any

from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import PAGE_VAR
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path

from moderation.admin.territories import TerritorialAdmin
from moderation.history import Change, SnapshotReader, changes, versions
from moderation.models import Revision, Sheet

VERSIONS_PER_PAGE = 50


class ReadingAdmin(TerritorialAdmin):
    """Shows the history and the preview of a sheet.

    A kind of sheet gives its `reader` of snapshots, its `preview_template` and its `preview_context`.
    """

    reader: type[SnapshotReader] = SnapshotReader
    preview_template = ""

    def get_urls(self) -> list[URLPattern]:
        """Add the preview."""
        name = f"{self.opts.app_label}_{self.opts.model_name}_preview"
        view = self.admin_site.admin_view(self.preview_view)
        return [path("<int:object_id>/apercu/", view, name=name), *super().get_urls()]

    def readable(self, request: HttpRequest, object_id: str) -> Sheet:
        """Return a sheet of the moderator's territories. Raises Http404, or PermissionDenied without the right."""
        sheet = self.get_object(request, object_id)
        if not self.has_view_or_change_permission(request, sheet):
            raise PermissionDenied
        return sheet

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Show what changed from version to version."""
        sheet = self.readable(request, unquote(object_id))
        revisions = Revision.objects.about(sheet)
        page = self.get_paginator(request, revisions, VERSIONS_PER_PAGE).get_page(request.GET.get(PAGE_VAR))
        first = VERSIONS_PER_PAGE * (page.number - 1)
        # One more than is shown: the last one shown is compared with it.
        found = list(revisions.select_related("user", "erased_by")[first : first + VERSIONS_PER_PAGE + 1])
        reader = self.reader(self.model, public=False)
        context = {
            "title": f"Historique\u00a0: {sheet.title_text}",
            "sheet": sheet,
            "page": page,
            "page_var": PAGE_VAR,
            "versions": versions(reader, found, complete=len(found) <= VERSIONS_PER_PAGE),
            **(extra_context or {}),
        }
        return self.admin_page(request, "moderation/admin/history.html", context)

    def since_refusal(self, sheet: Sheet) -> list[Change]:
        """Return what a sheet that was sent again says otherwise than when it was refused; nothing of another."""
        refused = Revision.objects.about(sheet).filter(action=Revision.Action.REFUSE).first()
        if refused is None or refused.is_erased:
            return []
        reader, now = self.reader(self.model, public=False), sheet.snapshot()
        reader.prepare([refused.data, now])
        return changes(reader, refused.data, now)

    def preview_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Show a sheet as visitors will see it."""
        sheet = self.readable(request, str(object_id))
        context = self.preview_context(sheet) | {"sheet": sheet, "back": self.address("change", sheet.pk)}
        return TemplateResponse(request, self.preview_template, context)

    def preview_context(self, sheet: Sheet) -> dict[str, Any]:
        """Return what the public template of this kind needs."""
        raise TypeError(f"{type(self).__name__} must say how a sheet is previewed.")
