"""What the search field suggests, as a script asks for it."""

from dataclasses import asdict

from django.http import HttpRequest, HttpResponse, JsonResponse

from initiatives.filters import value
from initiatives.search import MAX_LENGTH
from initiatives.search.suggestions import suggest
from moderation import caching


@caching.listing
def suggestions(request: HttpRequest) -> HttpResponse:
    """Answer what is being typed, `?q=` in any form: at most ten suggestions, one kind after the other."""
    found = suggest(value(request.GET, "q", MAX_LENGTH))
    return JsonResponse({"suggestions": [asdict(suggestion) for suggestion in found]})
