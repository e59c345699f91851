"""Erasing what an earlier version of a sheet said, in the admin."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path

from moderation.actions import TransitionRefused
from moderation.admin.reverting import RevertingAdmin
from moderation.admin.territories import moderator
from moderation.authors import Author
from moderation.models import Revision
from moderation.version_erasure import erase_version, photos_of


class VersionErasingAdmin(RevertingAdmin):
    """Offers to erase the content of a version, after a page that asks once more."""

    def get_urls(self) -> list[URLPattern]:
        """Add the page that asks once more."""
        name = f"{self.opts.app_label}_{self.opts.model_name}_erase_version"
        view = self.admin_site.admin_view(self.erase_version_view)
        return [
            path("<int:object_id>/version/<int:version_id>/effacer/", view, name=name),
            *super().get_urls(),
        ]

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Put the way to it beside each version but the newest."""
        extra = {"erase_page": f"admin:{self.opts.app_label}_{self.opts.model_name}_erase_version"}
        return super().history_view(request, object_id, extra | (extra_context or {}))

    def erase_version_view(self, request: HttpRequest, object_id: int, version_id: int) -> HttpResponse:
        """Say what goes, then erase it: only the POST does."""
        sheet = self.get_object(request, str(object_id))
        if not self.has_change_permission(request, sheet):
            raise PermissionDenied
        version = get_object_or_404(Revision.objects.about(sheet), pk=version_id)
        if request.method == "POST":
            try:
                erase_version(sheet=sheet, revision=version, by=Author.moderator(moderator(request)))
            except TransitionRefused as refusal:
                self.message_user(request, str(refusal), messages.ERROR)
            else:
                text = f"Le contenu de la version du {version.moment} est effacé."
                self.message_user(request, text, messages.SUCCESS)
            return redirect(self.address("history", sheet.pk))
        reader = self.reader(self.model, public=False)
        reader.prepare([version.data])
        context = {
            "title": f"Effacer la version du {version.moment}",
            "sheet": sheet,
            "version": version,
            "said": [
                (reader.label(name), reader.read(name, value))
                for name, value in sorted(version.data.items(), key=lambda item: reader.rank(item[0]))
                if reader.read(name, value)
            ],
            "photos": len(photos_of(version)),
            "back": self.address("history", sheet.pk),
        }
        return self.admin_page(request, "moderation/admin/erase_version.html", context)
