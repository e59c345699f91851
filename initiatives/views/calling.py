"""Writing a call: by anybody, and by the author of an initiative, who comes by a secret link."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from contributors.limits import Hit, address_key, hit, render_within
from contributors.models import Contributor, Draft, SignedLink
from contributors.private_pages import private_page
from contributors.redirects import see
from contributors.robots import RobotTrap
from initiatives.calling import writing
from initiatives.calling.form import CallForm
from initiatives.models import Call, Initiative
from initiatives.submission.actions import DraftGone, DraftIncomplete
from moderation.actions import TransitionRefused
from moderation.links import gone, opened
from moderation.models import Trust

FORMS_AN_HOUR = 200  # per visitor: a workshop shares one address
SENT_AN_HOUR = 30  # per visitor
MAILS_A_DAY = 20  # per address written to
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
METHODS = ["GET", "HEAD", "POST"]


@dataclass(frozen=True)
class Writing:
    """Who writes a call of which initiative, and where."""

    initiative: Initiative
    address: str
    """Of the form; the look before sending is below it."""
    back: str
    contributor: Contributor | None = None
    """The author of the initiative, come by a link."""

    @property
    def is_known(self) -> bool:
        """Whether we know who writes."""
        return self.contributor is not None

    @property
    def is_direct(self) -> bool:
        """Whether the call is published as it is sent."""
        return self.contributor is not None and Trust.objects.covers(self.initiative, self.contributor)

    @property
    def is_full(self) -> bool:
        """Whether the initiative asks enough already."""
        return writing.is_full(self.initiative, is_known=self.is_known)

    @property
    def refusal(self) -> str:
        """Why no call is taken now, or nothing."""
        if not self.initiative.is_published:
            return writing.unavailable(self.initiative)
        return writing.FULL if self.is_full else ""


@private_page
@require_http_methods(METHODS)
def propose_call(request: HttpRequest, slug: str, token: str = "") -> HttpResponse:
    """Let anybody write a call of a published initiative; with `token`, look at it before it is sent."""
    initiative = Initiative.objects.at(slug)
    if not isinstance(initiative, Initiative):
        moved = Initiative.objects.moved(slug)
        if not isinstance(moved, Initiative):
            raise Http404
        if request.method != "POST":
            return _moved(request, moved, token)
        initiative = moved  # a redirection would lose what was typed
    written = _by_anybody(initiative)
    return _review(request, written, token) if token else _write(request, written)


def _by_anybody(initiative: Initiative) -> Writing:
    """Return what anybody writes for an initiative."""
    address = reverse("call_propose", args=[initiative.slug])
    return Writing(initiative, address, back=initiative.get_absolute_url())


def _moved(request: HttpRequest, initiative: Initiative, token: str) -> HttpResponse:
    """Lead to the same page of an initiative that has another address today, or that another one joined."""
    address = f"{_by_anybody(initiative).address}{f'{token}/' if token else ''}"
    asked = request.META.get("QUERY_STRING", "")
    return redirect(f"{address}?{asked}" if asked else address, permanent=True)


@private_page
@require_http_methods(METHODS)
def write_call(request: HttpRequest, token: str, draft: str = "") -> HttpResponse:
    """Let the author of an initiative write a call of it."""
    found = opened(SignedLink.Purpose.FOLLOW, token)
    if found is None:
        return gone(request)
    initiative, follow = found.sheet, reverse("follow", args=[token])
    if not isinstance(initiative, Initiative):
        raise Http404
    address = reverse("call_write", args=[token])
    written = Writing(initiative, address, back=follow, contributor=found.contributor)
    if not initiative.is_published:
        return _too_late(request, written, draft) if request.method == "POST" else see(f"{follow}?fait=tard")
    return _review(request, written, draft) if draft else _write(request, written)


def _too_late(request: HttpRequest, written: Writing, token: str) -> HttpResponse:
    """Give back what the author of an initiative typed that is public no more; the one that it joined may have it."""
    joined = written.initiative.merged_into
    if isinstance(joined, Initiative) and joined.is_published:
        there = _by_anybody(joined)
        return see(f"{there.address}?brouillon={token}") if token else _take(request, there)
    draft = writing.find(written.initiative, token) if token else None
    if draft is not None:
        return _form_page(request, written, writing.form_of(draft, is_known=True, checked=False), token=token)
    return _form_page(request, written, CallForm(request.POST, is_known=True, checked=False))


def _write(request: HttpRequest, written: Writing) -> HttpResponse:
    """Show the form, or take it in; `?brouillon=` shows a draft again, `&erreurs` what it lacks."""
    if request.method == "POST":
        return _take(request, written)
    token = request.GET.get("brouillon", "")
    if not token:
        return _form_page(request, written, CallForm(is_known=written.is_known))
    draft = writing.find(written.initiative, token)
    if draft is None:
        return _draft_gone(request, written)
    if draft.object_id is not None:
        return see(f"{written.address}{token}/")
    form = writing.form_of(draft, is_known=written.is_known, checked="erreurs" in request.GET)
    return _form_page(request, written, form, token=token)


def _take(request: HttpRequest, written: Writing) -> HttpResponse:
    """Answer a form that was sent: the look before sending when it is complete, else the form with what it lacks."""
    trap, token = RobotTrap(request.POST), request.POST.get("brouillon", "")
    if trap.is_sprung:
        return render(request, "initiatives/call_sent.html", {"writing": written})
    passage = hit("call_form", address_key(request), limit=FORMS_AN_HOUR, window=HOUR)
    if not passage.allowed:
        form = CallForm(request.POST, is_known=written.is_known, checked=False)
        return _form_page(request, written, form, token=token, limited=passage)
    form, token = writing.receive(
        initiative=written.initiative, data=request.POST, token=token, is_known=written.is_known
    )
    complete = form.is_valid()
    if complete and trap.is_plausible and not written.is_full:
        return see(f"{written.address}{token}/")
    return _form_page(request, written, form, token=token, hasty=complete and not trap.is_plausible)


def _form_page(
    request: HttpRequest,
    written: Writing,
    form: CallForm,
    *,
    token: str = "",
    hasty: bool = False,
    limited: Hit | None = None,
) -> HttpResponse:
    """Show the form, whatever brings it back."""
    context = {
        "writing": written,
        "initiative": written.initiative,
        "form": form,
        "trap": RobotTrap(request.POST if request.method == "POST" else None),
        "token": token,
        "hasty": hasty,
        "full": written.refusal,
        "typed": form.call.is_bound,
        "error_lines": form.error_lines(),
    }
    return render_within(request, "initiatives/call_write.html", context, limited=limited)


def _review(request: HttpRequest, written: Writing, token: str) -> HttpResponse:
    """Show the call as it will look; the POST of its button sends it, once, however often it comes."""
    draft = writing.find(written.initiative, token)
    if draft is None:
        return _draft_gone(request, written)
    if draft.object_id is not None:
        return see(request.path) if request.method == "POST" else _sent(request, written, draft)
    form = writing.form_of(draft, is_known=written.is_known, checked=True)
    if not form.is_valid():
        return see(f"{written.address}?brouillon={token}&erreurs")
    limited, refusal = None, ""
    if request.method == "POST":
        limited = _limited(request, form)
        answer = _send(request, written, token) if limited is None else ""
        if isinstance(answer, HttpResponse):
            return answer
        refusal = answer
    call = form.as_call()
    call.initiative = written.initiative
    context = {"writing": written, "form": form, "call": call, "token": token, "refusal": refusal}
    return render_within(request, "initiatives/call_review.html", context, limited=limited)


def _limited(request: HttpRequest, form: CallForm) -> Hit | None:
    """Count one sending; return what says how long to wait when there were too many."""
    passages = [hit("call_send", address_key(request), limit=SENT_AN_HOUR, window=HOUR)]
    if not form.is_known:
        email = form.contributor.cleaned_data["contributor_email"].lower()
        passages.append(hit("call_mail", email, limit=MAILS_A_DAY, window=DAY))
    return next((passage for passage in passages if not passage.allowed), None)


def _send(request: HttpRequest, written: Writing, token: str) -> HttpResponse | str:
    """Send a draft; return where to go, or why it cannot be sent."""
    try:
        writing.send(initiative=written.initiative, token=token, contributor=written.contributor)
    except DraftGone:
        return _draft_gone(request, written)
    except DraftIncomplete:
        return see(f"{written.address}?brouillon={token}&erreurs")
    except TransitionRefused as error:
        return str(error)
    except ObjectDoesNotExist:  # the initiative was erased this instant: its page says so
        return see(written.back)
    return see(request.path)


def _sent(request: HttpRequest, written: Writing, draft: Draft) -> HttpResponse:
    """Say what happens next."""
    call = draft.sheet
    if not isinstance(call, Call):
        return _draft_gone(request, written)
    sent_to = call.submitted_by.email if call.submitted_by else ""
    return render(
        request, "initiatives/call_sent.html", {"writing": written, "call": call, "sent_to": sent_to}
    )


def _draft_gone(request: HttpRequest, written: Writing) -> HttpResponse:
    context: dict[str, Any] = {"writing": written}
    return render(request, "initiatives/call_gone.html", context, status=410)
