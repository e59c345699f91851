"""The look-up, as a script asks for it."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from places.models import Commune


@require_safe
@cache_control(public=True, max_age=3600)
def communes(request: HttpRequest) -> JsonResponse:
    """Answer the look-up of a commune as a person types: `?q=` in any form, at most ten communes, the best first."""
    text = request.GET.get("q", "")
    found = Commune.objects.search(text).select_related("department")
    return JsonResponse({"communes": [commune.as_suggestion(text) for commune in found]})
