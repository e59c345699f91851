"""The pages on which a sheet is changed: by anybody, and by its author, who comes by a secret link."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from contributors.limits import Hit, address_key, hit, render_within
from contributors.models import Contributor, SignedLink
from contributors.private_pages import private_page
from contributors.redirects import see
from contributors.robots import RobotTrap
from moderation import edit_drafts, proposals
from moderation.actions import TransitionRefused
from moderation.edit_drafts import DraftGone, DraftIncomplete
from moderation.editing import EditForm
from moderation.links import gone, opened
from moderation.models import Proposal, Sheet, Trust
from moderation.proposals import SheetChanged
from moderation.wishes import newest_version, read_version, wishes_of

FORMS_AN_HOUR = 200  # per visitor: a workshop shares one address; each form may bring a photo to decode
SENT_AN_HOUR = 50  # per visitor
MAILS_A_DAY = 20  # per address written to
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
METHODS = ["GET", "HEAD", "POST"]


@dataclass(frozen=True)
class Editing:
    """Who changes which sheet, and where."""

    sheet: Sheet
    address: str
    """Of the form; the look before sending is below it."""
    back: str
    contributor: Contributor | None = None
    """The author of the sheet, come by a link."""

    @property
    def is_known(self) -> bool:
        """Whether we know who writes."""
        return self.contributor is not None

    @property
    def is_direct(self) -> bool:
        """Whether what changes needs no moderator."""
        if self.contributor is None:
            return False
        return not self.sheet.is_published or Trust.objects.covers(self.sheet, self.contributor)


@private_page
@require_http_methods(METHODS)
def propose(request: HttpRequest, slug: str, kind: type[Sheet], token: str = "") -> HttpResponse:
    """Let anybody change a published sheet; with `token`, look at it before it is sent."""
    sheet = kind._default_manager.at(slug)
    if sheet is None:
        if moved := kind._default_manager.moved(slug):
            return redirect(moved.get_edit_url(), permanent=True)
        raise Http404
    editing = Editing(sheet, sheet.get_edit_url(), back=sheet.get_absolute_url())
    return _review(request, editing, token) if token else _edit(request, editing)


@private_page
@require_http_methods(METHODS)
def correct(request: HttpRequest, token: str, draft: str = "") -> HttpResponse:
    """Let its author change a sheet."""
    found = opened(SignedLink.Purpose.FOLLOW, token)
    if found is None:
        return gone(request)
    sheet, follow = found.sheet, reverse("follow", args=[token])
    if not proposals.may_be_corrected(sheet):
        return see(f"{follow}?fait=tard")
    editing = Editing(sheet, reverse("correct", args=[token]), back=follow, contributor=found.contributor)
    return _review(request, editing, draft) if draft else _edit(request, editing)


def _edit(request: HttpRequest, editing: Editing) -> HttpResponse:
    """Show the form, or take it in; `?brouillon=` shows a draft again, `&erreurs` what it lacks."""
    if request.method == "POST":
        return _take(request, editing)
    token = request.GET.get("brouillon", "")
    if not token:
        form = editing.sheet.edit_form()(editing.sheet.snapshot(), is_known=editing.is_known)
        return _form_page(request, editing, form)
    draft = edit_drafts.find(editing.sheet, token)
    if draft is None:
        return _draft_gone(request, editing)
    if draft.object_id is not None:
        return see(f"{editing.address}{token}/")
    checked = "erreurs" in request.GET
    form = edit_drafts.form_of(draft, editing.sheet, checked=checked, is_known=editing.is_known)
    return _form_page(request, editing, form, token=token)


def _take(request: HttpRequest, editing: Editing) -> HttpResponse:
    """Answer a form that was sent: the look before sending when it is complete, else the form with what it lacks."""
    trap = RobotTrap(request.POST)
    token = request.POST.get("brouillon", "")
    if trap.is_sprung:
        return render(request, "moderation/edit_sent.html", {"sheet": editing.sheet, "sent_to": ""})
    passage = hit("edit_form", address_key(request), limit=FORMS_AN_HOUR, window=HOUR)
    if not passage.allowed:
        base = edit_drafts.read_base(editing.sheet, request.POST.get("base", ""))
        form = editing.sheet.edit_form()(
            base or editing.sheet.snapshot(), request.POST, checked=False, is_known=editing.is_known
        )
        return _form_page(request, editing, form, token=token, limited=passage)
    received = edit_drafts.receive(
        sheet=editing.sheet,
        data=request.POST,
        files=request.FILES,
        token=token,
        action=request.POST.get("action", ""),
        is_known=editing.is_known,
    )
    if received.is_complete and trap.is_plausible:
        return see(f"{editing.address}{received.token}/")
    return _form_page(
        request,
        editing,
        received.form,
        token=received.token,
        hasty=received.is_complete,
        is_unchanged=received.is_unchanged,
    )


def _form_page(
    request: HttpRequest, editing: Editing, form: EditForm, *, limited: Hit | None = None, **state: Any
) -> HttpResponse:
    """Show the form, whatever brings it back."""
    context = {
        "sheet": editing.sheet,
        "editing": editing,
        "form": form,
        "base": edit_drafts.signed_base(editing.sheet, form),
        "trap": RobotTrap(request.POST if request.method == "POST" else None),
        "error_lines": form.error_lines(),
        "unchanged": edit_drafts.UNCHANGED,
        **form.context(),
    }
    return render_within(request, "moderation/edit.html", context | state, limited=limited)


def _review(request: HttpRequest, editing: Editing, token: str) -> HttpResponse:
    """Show what would change; the POST of its button sends it, once, however often it comes."""
    draft = edit_drafts.find(editing.sheet, token)
    if draft is None:
        return _draft_gone(request, editing)
    if draft.object_id is not None:
        return see(request.path) if request.method == "POST" else _sent(request, editing, draft.sheet)
    form = edit_drafts.form_of(draft, editing.sheet, checked=True, is_known=editing.is_known)
    if not form.is_valid() or not form.changes():
        return see(f"{editing.address}?brouillon={token}&erreurs")
    limited = _limited(request, form) if request.method == "POST" else None
    overtaken, refusal = False, ""
    if request.method == "POST" and limited is None:
        try:
            return _send(request, editing, token)
        except SheetChanged:
            overtaken = True
        except TransitionRefused as error:
            refusal = str(error)
    seen = newest_version(editing.sheet)  # before it is read: what comes in between is not taken for seen
    editing.sheet.refresh_from_db()
    context = {
        "sheet": editing.sheet,
        "editing": editing,
        "form": form,
        "token": token,
        "wishes": wishes_of(editing.sheet, form.changes()),
        "seen": seen,
        "overtaken": overtaken,
        "refusal": refusal,
        "photo_address": form.address_of(form.photo),
    }
    return render_within(request, "moderation/edit_review.html", context, limited=limited)


def _limited(request: HttpRequest, form: EditForm) -> Hit | None:
    """Count one sending; return what says how long to wait when there were too many."""
    passages = [hit("edit_send", address_key(request), limit=SENT_AN_HOUR, window=HOUR)]
    if form.proposer:
        email = form.proposer.cleaned_data["contributor_email"].lower()
        passages.append(hit("edit_mail", email, limit=MAILS_A_DAY, window=DAY))
    return next((passage for passage in passages if not passage.allowed), None)


def _send(request: HttpRequest, editing: Editing, token: str) -> HttpResponse:
    """Send what a draft changes. Raises SheetChanged and TransitionRefused."""
    try:
        edit_drafts.submit(
            sheet=editing.sheet,
            token=token,
            contributor=editing.contributor,
            seen=read_version(request.POST.get("seen", "")),
        )
    except DraftGone:
        return _draft_gone(request, editing)
    except DraftIncomplete:
        return see(f"{editing.address}?brouillon={token}&erreurs")
    except ObjectDoesNotExist:  # erased this instant: its page says so
        return see(editing.back)
    return see(request.path)


def _sent(request: HttpRequest, editing: Editing, became: Any) -> HttpResponse:
    """Say what happens next."""
    if editing.is_known:
        done = "propose" if isinstance(became, Proposal) and became.decided_at is None else "corrige"
        return see(f"{editing.back}?fait={done}")
    contributor = became.contributor if isinstance(became, Proposal) else None
    context = {"sheet": editing.sheet, "sent_to": contributor.email if contributor else ""}
    return render(request, "moderation/edit_sent.html", context)


def _draft_gone(request: HttpRequest, editing: Editing) -> HttpResponse:
    return render(
        request, "moderation/edit_gone.html", {"editing": editing, "sheet": editing.sheet}, status=410
    )
