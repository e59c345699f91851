"""Proposing an initiative or adding an actor: the form, the look before sending, the receipt.

Both kinds go the same way; each has addresses called after it.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from contributors.limits import Hit, address_key, hit, render_within
from contributors.models import Draft
from contributors.private_pages import private_page
from contributors.redirects import see
from contributors.robots import RobotTrap
from initiatives.submission.actions import DraftGone, DraftIncomplete, submit_initiative
from initiatives.submission.actor import submit_actor
from initiatives.submission.carried import carried
from initiatives.submission.draft import FORMS, KIND, Received, find, form_of, receive
from initiatives.submission.forms import (
    ActorSubmissionForm,
    LongForm,
    MessageForm,
    SubmissionForm,
)
from initiatives.submission.page import form_page
from initiatives.submission.pasted import read
from initiatives.submission.preview import ActorPreview, Preview, data_uri
from initiatives.twins import actors_like, twins_of
from moderation.models import Sheet

FORMS_AN_HOUR = 200  # per visitor: a workshop shares one address; each form may bring a photo to decode
SHEETS_AN_HOUR = 50  # per visitor
MAILS_A_DAY = 20  # per address written to: nobody's letter box is filled in their name
LATER = "later"  # the button that keeps the form for another day
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: HttpRequest, kind: str = KIND) -> HttpResponse:
    """Show the form, or take it in; `?brouillon=` shows again a draft that is looked at, `&erreurs` what it lacks.

    `?titre=`, `?texte=` and `?commune=` begin that of an initiative with what was typed elsewhere.
    """
    if request.method == "POST":
        return _take(request, kind)
    token = request.GET.get("brouillon", "")
    if not token:
        return form_page(request, carried(request.GET) if kind == KIND else FORMS[kind]())
    draft = find(token, kind)
    if draft is None:
        return _gone(request, kind)
    if draft.object_id is not None:
        return see(reverse(f"{kind}_receipt", args=[token]))
    return form_page(request, form_of(draft, checked="erreurs" in request.GET), token=token)


def _take(request: HttpRequest, kind: str) -> HttpResponse:
    """Answer a form that was sent: the look before sending when it is complete, else the form with what it lacks."""
    trap = RobotTrap(request.POST)
    if trap.is_sprung:
        return render(request, "initiatives/receipt.html", {"kind": kind, "sent_to": ""})
    passage = hit(f"{kind}_form", address_key(request), limit=FORMS_AN_HOUR, window=HOUR)
    if not passage.allowed:
        form = FORMS[kind](request.POST, checked=False)
        return form_page(request, form, token=_token(request), limited=passage)
    received = _received(request, kind)
    if received.is_sent:
        return see(reverse(f"{kind}_receipt", args=[received.token]))
    if request.POST.get("action") == LATER:
        if not received.token:  # far too long: the form says where
            return form_page(request, FORMS[kind](request.POST))
        return see(reverse(f"{kind}_later", args=[received.token]))
    if received.is_complete and trap.is_plausible:
        return see(reverse(f"{kind}_review", args=[received.token]))
    return form_page(request, received.form, token=received.token, hasty=received.is_complete)


def _token(request: HttpRequest) -> str:
    return str(request.POST.get("brouillon", ""))


def _received(request: HttpRequest, kind: str) -> Received:
    """Read the form; « Ajouter un lieu », « Retirer ce lieu » and « Finir plus tard » check nothing yet."""
    action = request.POST.get("action", "")
    changed = FORMS[kind].reshaped(request.POST, action)
    is_later = action == LATER
    return receive(
        data=request.POST if changed is None else changed,
        files=request.FILES,
        token=_token(request),
        checked=changed is None and not is_later,
        keep=is_later,
        kind=kind,
    )


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def paste(request: HttpRequest) -> HttpResponse:
    """Read a pasted message into the long form, which its author then checks and sends as usual."""
    posted = request.POST if request.method == "POST" else None
    form, trap, limited = MessageForm(posted), RobotTrap(posted), None
    if posted is not None and form.is_valid() and not trap.is_sprung:
        passage = hit("initiative_form", address_key(request), limit=FORMS_AN_HOUR, window=HOUR)
        limited = None if passage.allowed else passage
        typed = {} if limited else read(form.cleaned_data["message"])
        if typed:
            _, token = Draft.objects.start(kind=KIND, data=typed, photo=None)
            return see(f"{reverse('initiative_submit')}?brouillon={token}")
        if not limited:
            form.add_error("message", "Nous n’y trouvons rien à lire\u00a0: collez le texte du message.")
    context = {"form": form, "trap": trap}
    return render_within(request, "initiatives/paste.html", context, limited=limited)


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, token: str, kind: str = KIND) -> HttpResponse:
    """Show the sheet as it will look; the POST of its button sends it, once, however often it comes."""
    draft = find(token, kind)
    if draft is None:
        return _gone(request, kind)
    if draft.object_id is not None:
        return see(reverse(f"{kind}_receipt", args=[token]))
    form = form_of(draft, checked=True)
    if not form.is_valid():
        return see(f"{reverse(f'{kind}_submit')}?brouillon={token}&erreurs")
    limited = _limited(request, form) if request.method == "POST" else None
    if request.method == "POST" and limited is None:
        return _send(request, token, kind)
    template, look = LOOKS[kind]
    context = {"form": form, "token": token, "kind": kind} | look(form)
    return render_within(request, template, context, limited=limited)


def _look(form: SubmissionForm) -> dict[str, Any]:
    """Return what the look at an initiative shows."""
    preview = Preview(form)
    return {
        "initiative": preview,
        "photo": data_uri(preview.photo, 640) if preview.photo else "",
        "twins": twins_of(preview.title, preview.locations),
    }


def _look_at_actor(form: ActorSubmissionForm) -> dict[str, Any]:
    """Return what the look at an actor shows."""
    preview = ActorPreview(form)
    twins = [actor for actor, _ in actors_like(preview.row, waiting=False)]
    return {"actor": preview, "networks": preview.networks, "twins": twins}


# The page on which each kind is looked at, what it shows, and what its button does.
LOOKS: dict[str, tuple[str, Callable[[Any], dict[str, Any]]]] = {
    "initiative": ("initiatives/review.html", _look),
    "actor": ("initiatives/review_actor.html", _look_at_actor),
}
SENDINGS: dict[str, Callable[..., Sheet]] = {"initiative": submit_initiative, "actor": submit_actor}


def _limited(request: HttpRequest, form: LongForm) -> Hit | None:
    """Count one sending; return what says how long to wait when there were too many."""
    email = form.contributor.cleaned_data["contributor_email"].lower()
    passages = [
        hit(f"{form.kind}_send", address_key(request), limit=SHEETS_AN_HOUR, window=HOUR),
        hit("initiative_mail", email, limit=MAILS_A_DAY, window=DAY),
    ]
    return next((passage for passage in passages if not passage.allowed), None)


def _send(request: HttpRequest, token: str, kind: str) -> HttpResponse:
    try:
        SENDINGS[kind](token=token)
    except DraftGone:
        return _gone(request, kind)
    except DraftIncomplete:
        return see(f"{reverse(f'{kind}_submit')}?brouillon={token}&erreurs")
    return see(reverse(f"{kind}_receipt", args=[token]))


@private_page
@require_safe
def receipt(request: HttpRequest, token: str, kind: str = KIND) -> HttpResponse:
    """Say that the sheet has come, and what its author has to do now."""
    draft = find(token, kind)
    if draft is not None and draft.object_id is None:
        return see(reverse(f"{kind}_review", args=[token]))
    sheet = draft.sheet if draft else None
    if not isinstance(sheet, Sheet):
        return _gone(request, kind)
    contributor = sheet.submitted_by
    context = {"sheet": sheet, "kind": kind, "sent_to": contributor.email if contributor else ""}
    return render(request, "initiatives/receipt.html", context)


def _gone(request: HttpRequest, kind: str) -> HttpResponse:
    return render(request, "initiatives/draft_gone.html", {"submit": f"{kind}_submit"}, status=410)
