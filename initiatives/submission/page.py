"""The page of a long form, whatever brings it back."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from contributors.limits import Hit, render_within
from contributors.robots import RobotTrap
from initiatives.submission.forms import LongForm, SubmissionForm
from initiatives.submission.preview import data_uri
from places.models import Department, Region

_THUMBNAIL = 320  # pixels
TEMPLATES = {"initiative": "initiatives/submit.html", "actor": "initiatives/submit_actor.html"}


def form_page(
    request: HttpRequest,
    form: LongForm,
    *,
    token: str = "",
    hasty: bool = False,
    limited: Hit | None = None,
) -> HttpResponse:
    """Show the form. `token` is that of its draft; `hasty`: it came too soon; `limited`: too often, then 429."""
    context = {
        "form": form,
        "trap": RobotTrap(request.POST if request.method == "POST" else None),
        "token": token,
        "hasty": hasty,
        "error_lines": form.error_lines(),
        "territories": [*Region.objects.order_by("key"), *Department.objects.order_by("key")],
        "legal": settings.LEGAL,
    }
    if isinstance(form, SubmissionForm):
        context |= _of_initiatives(form)
    return render_within(request, TEMPLATES[form.kind], context, limited=limited)


def _of_initiatives(form: SubmissionForm) -> dict[str, Any]:
    """Return what the photo and the map of the form of an initiative need."""
    photo = form.photo.kept
    return {
        "photo": photo,
        "photo_address": data_uri(photo, _THUMBNAIL) if photo else "",
        "tile_url": settings.TILE_URL,
        "tile_attribution": settings.TILE_ATTRIBUTION,
    }
