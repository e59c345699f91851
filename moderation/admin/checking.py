"""The list of points that is checked when a sheet is read again."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST

from moderation import charter
from moderation.admin.flow import following
from moderation.admin.territories import TerritorialAdmin, moderator


class CheckingAdmin(TerritorialAdmin):
    """Keeps, for each sheet, the points that somebody found met."""

    def get_urls(self) -> list[URLPattern]:
        """Add the button that keeps the ticks."""
        name = f"{self.opts.app_label}_{self.opts.model_name}_charter"
        view = self.admin_site.admin_view(require_POST(self.charter_view))
        return [path("<int:object_id>/charte/", view, name=name), *super().get_urls()]

    def charter_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """Keep which points are ticked. A script that sends one tick as it is made gets an empty answer."""
        sheet: Any = self.get_object(request, str(object_id))
        if not self.has_change_permission(request, sheet):
            raise PermissionDenied
        points, were = (request.POST.getlist(name) for name in ("points", "were"))
        charter.tick(sheet=sheet, user=moderator(request), points=points, were=were)
        if request.headers.get("X-Requested-With") == "fetch":
            return HttpResponse(status=204)
        self.message_user(request, "Les points vérifiés sont notés.", messages.SUCCESS)
        return redirect(following(request, self.address("change", sheet.pk)))
