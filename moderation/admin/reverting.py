"""Going back to an earlier version of a sheet, in the admin."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path

from moderation import actions
from moderation.admin.reading import ReadingAdmin
from moderation.admin.territories import moderator
from moderation.authors import Author
from moderation.history import changes
from moderation.models import Revision, Sheet
from moderation.snapshots import not_back
from moderation.wishes import newest_version


class RevertingAdmin(ReadingAdmin):
    """Offers to go back, after a page that shows what would change."""

    def get_urls(self) -> list[URLPattern]:
        """Add the page that asks once more."""
        name = f"{self.opts.app_label}_{self.opts.model_name}_revert"
        view = self.admin_site.admin_view(self.revert_view)
        return [path("<int:object_id>/version/<int:version_id>/", view, name=name), *super().get_urls()]

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Put beside each version the way back to it, for whoever may change the sheet."""
        may = self.has_change_permission(request)
        extra = {"revert_page": f"admin:{self.opts.app_label}_{self.opts.model_name}_revert" if may else ""}
        return super().history_view(request, object_id, extra | (extra_context or {}))

    def revert_view(self, request: HttpRequest, object_id: int, version_id: int) -> HttpResponse:
        """Show what differs between now and then, then go back: only the POST does."""
        sheet = self.get_object(request, str(object_id))
        if not self.has_change_permission(request, sheet):
            raise PermissionDenied
        versions = Revision.objects.about(sheet)
        version = get_object_or_404(versions, pk=version_id)
        newest = str(newest_version(sheet))
        reader = self.reader(self.model, public=False)
        now = sheet.snapshot()
        reader.prepare([now, version.data])
        found = changes(reader, now, version.data)
        if version.is_erased or not found:
            why = (
                "le contenu de cette version a été effacé"
                if version.is_erased
                else "la fiche dit déjà la même chose"
            )
            self.message_user(request, f"Il n’y a rien à reprendre\u00a0: {why}.", messages.WARNING)
            return redirect(self.address("history", sheet.pk))
        if request.method == "POST":
            if request.POST.get("seen") == newest:
                return self._revert(request, sheet, version)
            text = "La fiche vient de changer\u00a0: voici ce qui serait différent maintenant."
            self.message_user(request, text, messages.WARNING)
        context = {
            "title": f"Revenir à la version du {version.moment}",
            "sheet": sheet,
            "version": version,
            "changes": found,
            "newest": newest,
            "back": self.address("history", sheet.pk),
        }
        return self.admin_page(request, "moderation/admin/revert.html", context)

    def _revert(self, request: HttpRequest, sheet: Sheet, version: Revision) -> HttpResponse:
        """Go back, and tell the moderator what did not come."""
        try:
            left = actions.revert(sheet=sheet, revision=version, by=Author.moderator(moderator(request)))
        except actions.TransitionRefused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return redirect(self.address("history", sheet.pk))
        text = f"«\u00a0{sheet.title_text}\u00a0» est revenue à la version du {version.moment}."
        self.message_user(request, text, messages.SUCCESS)
        if left:
            self.message_user(request, not_back(left), messages.WARNING)
        return redirect(self.address("history", sheet.pk))
