"""Undoing a merge in the admin."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path

from moderation import merging
from moderation.actions import TransitionRefused
from moderation.admin.reading import ReadingAdmin
from moderation.admin.territories import moderator
from moderation.authors import Author
from moderation.history import changes
from moderation.models import Merge, Sheet, Status
from moderation.queue import moderation_url
from moderation.snapshots import not_back


class PartingAdmin(ReadingAdmin):
    """Offers to undo a merge, after a page that shows what the sheet that stayed would lose."""

    def get_urls(self) -> list[URLPattern]:
        """Add the page that asks once more."""
        name = f"{self.opts.app_label}_{self.opts.model_name}_unmerge"
        view = self.admin_site.admin_view(self.unmerge_view)
        return [path("<int:object_id>/separation/", view, name=name), *super().get_urls()]

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Lead from the history of a sheet that joined another to the page that parts them."""
        extra = {"unmerge_page": f"admin:{self.opts.app_label}_{self.opts.model_name}_unmerge"}
        return super().history_view(request, object_id, extra | (extra_context or {}))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Leave a sheet that joined another as it was: the merge may be undone."""
        return super().has_change_permission(request, obj) and (obj is None or obj.status != Status.MERGED)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Leave a sheet that joined another to superusers: erasing it changes the other, which takes it out."""
        allowed = super().has_delete_permission(request, obj)
        return allowed and (obj is None or obj.status != Status.MERGED or moderator(request).is_superuser)

    def unmerge_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Show what the winner would lose, then part the two sheets: only the POST does."""
        loser = self.get_object(request, str(object_id))
        if not self.has_change_permission(request):
            raise PermissionDenied
        merged = Merge.objects.of_loser(loser)
        winner = self.get_queryset(request).filter(pk=merged.winner_number).first() if merged else None
        if merged is None or winner is None:
            self.message_user(
                request, "Il n’y a pas de fusion que vous puissiez défaire ici.", messages.ERROR
            )
            return redirect(self.address("change", loser.pk))
        if request.method == "POST":
            return self._unmerge(request, merged, loser)
        seen = merging.newest_of(winner, loser)
        data, changed = merging.to_undo(merged, winner)
        reader = self.reader(self.model, public=False)
        now = winner.snapshot()
        reader.prepare([now, data])
        context = {
            "title": "Défaire une fusion",
            "merged": merged,
            "winner": winner,
            "loser": loser,
            "changes": changes(reader, now, data),
            "staying": [reader.label(name) for name in changed],
            "seen": seen,
            "winner_url": moderation_url(winner),
            "back": self.address("change", loser.pk),
        }
        return self.admin_page(request, "moderation/admin/unmerge.html", context)

    def _unmerge(self, request: HttpRequest, merged: Merge, loser: Sheet) -> HttpResponse:
        """Part, and tell the moderator what did not go back, or why nothing did."""
        by = Author.moderator(moderator(request))
        try:
            left = merging.undo(merged=merged, by=by, seen=request.POST.get("seen", ""))
        except merging.ChangedMeanwhile as refusal:
            self.message_user(request, str(refusal), messages.WARNING)
            return redirect(request.path)
        except TransitionRefused as refusal:
            self.message_user(request, str(refusal), messages.ERROR)
            return redirect(self.address("change", loser.pk))
        text = f"«\u00a0{loser.title_text}\u00a0» est de nouveau une fiche à part."
        self.message_user(request, text, messages.SUCCESS)
        if left:
            self.message_user(request, not_back(left), messages.WARNING)
        return redirect(self.address("change", loser.pk))
