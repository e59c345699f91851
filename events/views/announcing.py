"""Announcing a meeting: the form, the look before sending, what happens next."""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from contributors.limits import Hit, address_key, hit, render_within
from contributors.models import Draft
from contributors.private_pages import private_page
from contributors.robots import RobotTrap
from events.announcing import writing
from events.announcing.form import EventForm
from events.models import Event
from events.page import told
from initiatives.submission.actions import DraftGone, DraftIncomplete

FORMS_AN_HOUR = 200  # per visitor: a workshop shares one address
SENT_AN_HOUR = 30  # per visitor
MAILS_A_DAY = 20  # per address written to
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
METHODS = ["GET", "HEAD", "POST"]


@private_page
@require_http_methods(METHODS)
def announce(request: HttpRequest) -> HttpResponse:
    """Show the form, or take it in; `?brouillon=` shows a draft again, `&erreurs` what it lacks.

    `?initiative=` begins it with an initiative that is presented.
    """
    if request.method == "POST":
        return _take(request)
    token = request.GET.get("brouillon", "")
    if not token:
        return _form_page(request, writing.form_about(request.GET.get("initiative", "")[:160]))
    draft = writing.find(token)
    if draft is None:
        return _gone(request)
    if draft.object_id is not None:
        return _see(reverse("event_review", args=[token]))
    return _form_page(request, writing.form_of(draft, checked="erreurs" in request.GET), token=token)


def _take(request: HttpRequest) -> HttpResponse:
    """Answer a form that was sent: the look before sending when it is complete, else the form with what it lacks."""
    trap, token = RobotTrap(request.POST), request.POST.get("brouillon", "")
    if trap.is_sprung:
        return render(request, "events/event_sent.html", {})
    passage = hit("event_form", address_key(request), limit=FORMS_AN_HOUR, window=HOUR)
    if not passage.allowed:
        return _form_page(request, EventForm(request.POST, checked=False), token=token, limited=passage)
    form, token = writing.receive(data=request.POST, token=token)
    complete = form.is_valid()
    if complete and trap.is_plausible:
        return _see(reverse("event_review", args=[token]))
    return _form_page(request, form, token=token, hasty=complete)


def _form_page(
    request: HttpRequest, form: EventForm, *, token: str = "", hasty: bool = False, limited: Hit | None = None
) -> HttpResponse:
    """Show the form, whatever brings it back."""
    context = {
        "form": form,
        "trap": RobotTrap(request.POST if request.method == "POST" else None),
        "token": token,
        "hasty": hasty,
        "error_lines": form.error_lines(),
        "tile_url": settings.TILE_URL,
        "tile_attribution": settings.TILE_ATTRIBUTION,
    }
    return render_within(request, "events/event_write.html", context, limited=limited)


@private_page
@require_http_methods(METHODS)
def review(request: HttpRequest, token: str) -> HttpResponse:
    """Show the meeting as it will look; the POST of its button sends it, once, however often it comes."""
    draft = writing.find(token)
    if draft is None:
        return _gone(request)
    if draft.object_id is not None:
        return _see(request.path) if request.method == "POST" else _sent(request, draft)
    form = writing.form_of(draft, checked=True)
    if not form.is_valid():
        return _see(f"{reverse('event_submit')}?brouillon={token}&erreurs")
    limited = _limited(request, form) if request.method == "POST" else None
    if request.method == "POST" and limited is None:
        return _send(request, token)
    event = form.as_event()
    context = told(event, event.planned(), **form.named()) | {"form": form, "token": token}
    return render_within(request, "events/event_review.html", context, limited=limited)


def _limited(request: HttpRequest, form: EventForm) -> Hit | None:
    """Count one sending; return what says how long to wait when there were too many."""
    email = form.contributor.cleaned_data["contributor_email"].lower()
    passages = [
        hit("event_send", address_key(request), limit=SENT_AN_HOUR, window=HOUR),
        hit("event_mail", email, limit=MAILS_A_DAY, window=DAY),
    ]
    return next((passage for passage in passages if not passage.allowed), None)


def _send(request: HttpRequest, token: str) -> HttpResponse:
    """Send a draft; lead to what happens next."""
    try:
        writing.send(token=token)
    except DraftGone:
        return _gone(request)
    except DraftIncomplete:
        return _see(f"{reverse('event_submit')}?brouillon={token}&erreurs")
    return _see(request.path)


def _sent(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Say what happens next."""
    event = draft.sheet
    if not isinstance(event, Event):
        return _gone(request)
    sent_to = event.submitted_by.email if event.submitted_by else ""
    return render(request, "events/event_sent.html", {"event": event, "sent_to": sent_to})


def _gone(request: HttpRequest) -> HttpResponse:
    return render(request, "events/event_gone.html", status=410)


def _see(address: str) -> HttpResponse:
    """Send the browser on with a GET: reloading the page it comes to sends nothing again."""
    return HttpResponseRedirect(address, status=303)
