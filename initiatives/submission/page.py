"""The page of the long form, whatever brings it back."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from contributors.limits import Hit
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
        "limited": limited,
        "minutes": -(-limited.retry_after // 60) if limited else 0,
        "error_lines": form.error_lines(),
        "photo": photo,
        "photo_address": data_uri(photo, _THUMBNAIL) if photo else "",
        "territories": [*Region.objects.order_by("key"), *Department.objects.order_by("key")],
        "tile_url": settings.TILE_URL,
        "tile_attribution": settings.TILE_ATTRIBUTION,
        "legal": settings.LEGAL,
    }
    response = render(request, "initiatives/submit.html", context, status=429 if limited else 200)
    if limited:
        response.headers["Retry-After"] = str(limited.retry_after)
    return response
