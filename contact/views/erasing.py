"""Erasing all that one wrote to others by this site, from any link that was mailed about it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from contact.models import Introduction, Side, Thread
from contributors.models import Contributor, SignedLink
from contributors.private_pages import private_page
from moderation.links import gone
from moderation.person_erasure import erase_words

Purpose = SignedLink.Purpose


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def answer_erase(request: HttpRequest, token: str) -> HttpResponse:
    """Say what goes, then erase it: only the POST does."""
    person = _holder_of(token)
    if person is None:
        return gone(request)
    left = None
    if request.method == "POST":
        left = erase_words(contributor=person, by=None)
    return render(request, "contact/erase.html", {"left": left, "erased": left is not None})


def _holder_of(token: str) -> Contributor | None:
    """Return to whom a link about a message or an introduction was mailed."""
    for purpose in (Purpose.ANSWER, Purpose.CONFIRM):
        link = SignedLink.objects.valid(purpose=purpose, token=token)
        if link is not None and isinstance(link.sheet, Thread | Introduction | Side):
            return link.contributor
    return None
