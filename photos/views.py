"""Serving photos."""

from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from photos.models import Photo


@require_safe
def photo(request: HttpRequest, token: str, width: int) -> HttpResponseBase:
    """Send one width of a photo of a published sheet; anything else does not exist."""
    found = Photo.objects.public().filter(token=token).first()
    if found is None or width not in found.widths:
        raise Http404
    try:
        response = FileResponse(found.path(width).open("rb"), content_type="image/webp")
    except FileNotFoundError as error:
        raise Http404 from error
    # One day, not for ever: a photo that is taken down must leave the caches in between.
    response["Cache-Control"] = "public, max-age=86400"
    return response
