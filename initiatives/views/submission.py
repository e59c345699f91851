"""Proposing a sheet: the form, the look before sending, the receipt.

All kinds of sheets go the same way (`initiatives.submission.kinds`); each has addresses called after it.
"""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from contributors.limits import Hit, address_key, hit, render_within
from contributors.models import Draft
from contributors.private_pages import private_page
from contributors.redirects import see
from contributors.robots import RobotTrap
from initiatives.submission import actions
from initiatives.submission.actions import DraftGone, DraftIncomplete
from initiatives.submission.draft import KIND, Received, find, form_of, receive
from initiatives.submission.forms import LongForm, MessageForm
from initiatives.submission.kinds import kind_called
from initiatives.submission.page import form_page
from initiatives.submission.pasted import read
from moderation.models import Sheet

FORMS_AN_HOUR = 200  # per visitor: a workshop shares one address; each form may bring a photo to decode
SHEETS_AN_HOUR = 50  # per visitor
MAILS_A_DAY = 20  # per address written to: nobody's letter box is filled in their name
LATER = "later"  # the button that keeps the form for another day
PREVIEW = "preview"  # the button that shows a long text as it will look, and goes on
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: HttpRequest, kind: str = KIND) -> HttpResponse:
    """Show the form, or take it in; `?brouillon=` shows again a draft that is looked at, `&erreurs` what it lacks.

    Other arguments begin it with what was typed or read elsewhere.
    """
    if request.method == "POST":
        return _take(request, kind)
    token = request.GET.get("brouillon", "")
    if not token:
        return form_page(request, kind_called(kind).begin(request.GET))
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
        return render(request, "initiatives/receipt.html", {"kind": kind_called(kind), "sent_to": ""})
    # Looks at one's own text do not use up what a workshop sends.
    door = f"{kind}_{'preview' if request.POST.get('action') == PREVIEW else 'form'}"
    passage = hit(door, address_key(request), limit=FORMS_AN_HOUR, window=HOUR)
    if not passage.allowed:
        form = kind_called(kind).form(request.POST, checked=False)
        return form_page(request, form, token=_token(request), limited=passage)
    received = _received(request, kind)
    if received.is_sent:
        return see(reverse(f"{kind}_receipt", args=[received.token]))
    if request.POST.get("action") == LATER:
        if not received.token:  # far too long: the form says where
            return form_page(request, kind_called(kind).form(request.POST))
        return see(reverse(f"{kind}_later", args=[received.token]))
    received.form.previewed = request.POST.get("action") == PREVIEW
    if received.is_complete and trap.is_plausible:
        return see(reverse(f"{kind}_review", args=[received.token]))
    return form_page(request, received.form, token=received.token, hasty=received.is_complete)


def _token(request: HttpRequest) -> str:
    return str(request.POST.get("brouillon", ""))


def _received(request: HttpRequest, kind: str) -> Received:
    """Read the form; « Ajouter un lieu », « Retirer ce lieu », « Finir plus tard » and a preview check nothing yet."""
    action = request.POST.get("action", "")
    changed = kind_called(kind).form.reshaped(request.POST, action)
    is_later, is_preview = action == LATER, action == PREVIEW
    return receive(
        data=request.POST if changed is None else changed,
        files=request.FILES,
        token=_token(request),
        checked=changed is None and not is_later and not is_preview,
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
    look = kind_called(kind).look
    context = {"form": form, "token": token, "kind": kind} | look.context(form)
    return render_within(request, look.template, context, limited=limited)


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
        actions.submit(token=token, kind=kind)
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
    context = {"sheet": sheet, "kind": kind_called(kind), "sent_to": contributor.email if contributor else ""}
    return render(request, "initiatives/receipt.html", context)


def _gone(request: HttpRequest, kind: str) -> HttpResponse:
    return render(request, "initiatives/draft_gone.html", {"submit": f"{kind}_submit"}, status=410)
