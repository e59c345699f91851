"""What other sites ask to turn an address of ours into a frame."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase

from moderation import caching
from opendata.oembed import Asked, answer, as_xml

TEXT = "text/plain; charset=utf-8"


def _for_any_site(
    view: Callable[[HttpRequest], HttpResponseBase],
) -> Callable[[HttpRequest], HttpResponseBase]:
    """Let scripts of any site read the answer, a 304 included: there is nothing private in it."""

    @wraps(view)
    def wrapped(request: HttpRequest) -> HttpResponseBase:
        response = view(request)
        response.headers["Access-Control-Allow-Origin"] = "*"
        return response

    return wrapped


@_for_any_site
@caching.listing
def oembed(request: HttpRequest) -> HttpResponse:
    """Answer as oEmbed 1.0 says: 501 for a format that is neither JSON nor XML, 404 for what is not ours to show."""
    form = request.GET.get("format", "json")
    if form not in ("json", "xml"):
        return HttpResponse("Formats\u00a0: json ou xml.", content_type=TEXT, status=501)
    if "url" not in request.GET:
        message = "Indiquez l’adresse d’une page de ce site dans le paramètre «\u00a0url\u00a0»."
        return HttpResponse(message, content_type=TEXT, status=400)
    found = answer(Asked.parse(request.GET))
    if found is None:
        message = "Cette adresse n’est pas celle d’une page de ce site qui puisse être montrée ailleurs."
        return HttpResponse(message, content_type=TEXT, status=404)
    if form == "xml":
        return HttpResponse(as_xml(found), content_type="text/xml; charset=utf-8")
    return JsonResponse(found, json_dumps_params={"ensure_ascii": False})
