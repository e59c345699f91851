"""Writing to whoever answers for a sheet."""

from datetime import timedelta

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from contact import limits, reach, threads
from contact.forms import WriteForm
from contact.models import Thread
from contributors.limits import address_key, hit, render_within
from contributors.models import SignedLink
from contributors.private_pages import private_page
from contributors.redirects import see
from contributors.robots import RobotTrap
from moderation.links import gone
from moderation.models import Sheet

AN_HOUR = 20  # messages and introductions per visitor


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: HttpRequest, slug: str, kind: type[Sheet]) -> HttpResponse:
    """Take a message to whoever answers for a published sheet; `?envoye` tells to look for the mailed link."""
    sheet = kind._default_manager.at(slug)
    if sheet is None:
        if moved := kind._default_manager.moved(slug):
            return redirect(moved, permanent=True)
        raise Http404
    posted = request.POST if request.method == "POST" else None
    trap, form = RobotTrap(posted), WriteForm(posted)
    if trap.is_sprung:
        return sent(request)
    context = {"sheet": sheet, "form": form, "trap": trap, "sent": "envoye" in request.GET}
    context["reachable"] = reach.is_reachable(sheet)
    limited = None
    if form.is_valid():
        passage = hit("contact", address_key(request), limit=AN_HOUR, window=timedelta(hours=1))
        if passage.allowed and trap.is_plausible:
            try:
                threads.send(sheet=sheet, **form.cleaned_data)
                return sent(request)
            except threads.NotTaken:
                context["reachable"] = False
            except limits.TooMany as full:
                limited, context["full"] = full.hit, full.message
        else:
            limited, context["hasty"] = (None if passage.allowed else passage), passage.allowed
    return render_within(request, "contact/write.html", context, limited=limited)


def sent(request: HttpRequest) -> HttpResponse:
    """Lead to the page that says what to do now, the same whatever became of what was sent."""
    return see(f"{request.path}?envoye")


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_message(request: HttpRequest, token: str) -> HttpResponse:
    """Show what a link sends; only the POST of its button does, mail scanners follow links."""
    link = SignedLink.objects.valid(purpose=SignedLink.Purpose.CONFIRM, token=token)
    thread = link.sheet if link else None
    if not isinstance(thread, Thread) or not isinstance(thread.sheet, Sheet):
        return gone(request)
    context = {
        "thread": thread,
        "sheet": thread.sheet,
        "turn": thread.turns.first(),
        "full": "",
        "token": token,
    }
    if request.method == "POST":
        try:
            threads.confirm(thread=thread)
            return see(request.path)
        except limits.TooMany as full:
            context["full"] = full.message
        except ObjectDoesNotExist:  # the sheet was erased this instant
            return gone(request)
    return render(request, "contact/confirm.html", context)
