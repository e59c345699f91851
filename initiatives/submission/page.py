"""The page of the long form, whatever brings it back."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from contributors.limits import Hit, render_within
from contributors.robots import RobotTrap
from initiatives.submission.forms import SubmissionForm
from initiatives.submission.preview import data_uri
from places.models import Department, Region

_THUMBNAIL = 320  # pixels


def form_page(
    request: HttpRequest,
    form: SubmissionForm,
    *,
    token: str = "",
    hasty: bool = False,
    limited: Hit | None = None,
) -> HttpResponse:
    """Show the form. `token` is that of its draft; `hasty`: it came too soon; `limited`: too often, then 429."""
    photo = form.photo.kept
    context = {
        "form": form,
        "trap": RobotTrap(request.POST if request.method == "POST" else None),
        "token": token,
        "hasty": hasty,
        "error_lines": form.error_lines(),
        "photo": photo,
        "photo_address": data_uri(photo, _THUMBNAIL) if photo else "",
        "territories": [*Region.objects.order_by("key"), *Department.objects.order_by("key")],
        "tile_url": settings.TILE_URL,
        "tile_attribution": settings.TILE_ATTRIBUTION,
        "legal": settings.LEGAL,
    }
    return render_within(request, "initiatives/submit.html", context, limited=limited)
