"""What people do with a sheet of any kind without an account: its author, by a link received by mail, and visitors."""

from contextlib import suppress
from datetime import timedelta

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from contributors import acts
from contributors.limits import address_key, hit, render_within
from contributors.models import SignedLink
from contributors.private_pages import private_page
from contributors.redirects import see
from contributors.refusals import TooManyRequests
from contributors.robots import RobotTrap
from moderation import actions, exporting, following, proposals, questions, reports
from moderation.forms import AnswerForm, MySheetsForm, ReportForm
from moderation.jobs import send_links_again
from moderation.links import gone, opened
from moderation.models import Proposal, Question, Sheet, Status

AGAIN_AN_HOUR = 30  # per visitor
REPORTS_AN_HOUR = 20  # per visitor
Purpose = SignedLink.Purpose


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Show the sheet that a link confirms; only the POST of its button confirms, mail scanners follow links.

    Once confirmed, the address shows the receipt for as long as the link lives: a second click tells the same.
    """
    found = opened(Purpose.CONFIRM, token)
    if found is None:
        return gone(request)
    sheet = found.sheet
    if request.method == "POST":
        with suppress(ObjectDoesNotExist):  # purged this instant: the address then says that the link is over
            actions.confirm(sheet=sheet, contributor=found.contributor)
        return see(request.path)
    waits = sheet.status == Status.UNCONFIRMED
    template = "moderation/confirm.html" if waits else "moderation/confirmed.html"
    return render(request, template, {"sheet": sheet})


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_proposal(request: HttpRequest, token: str) -> HttpResponse:
    """Show what a link confirms; only the POST of its button confirms, mail scanners follow links."""
    link = SignedLink.objects.valid(purpose=Purpose.PROPOSE, token=token)
    proposal = link.sheet if link else None
    if not isinstance(proposal, Proposal) or not isinstance(proposal.sheet, Sheet):
        return gone(request)
    if request.method == "POST":
        try:
            proposals.confirm(proposal=proposal)
        except ObjectDoesNotExist:  # the sheet was erased this instant
            return gone(request)
        return see(request.path)
    waits = proposal.state == Proposal.State.UNCONFIRMED
    template = "moderation/confirm_proposal.html" if waits else "moderation/proposal_confirmed.html"
    return render(request, template, {"proposal": proposal, "sheet": proposal.sheet})


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def my_sheets(request: HttpRequest) -> HttpResponse:
    """Take the address to which one's links are to be sent; known or not, the answer and its time are the same."""
    form = MySheetsForm(request.POST if request.method == "POST" else None)
    sent_to = ""
    if request.method == "POST" and form.is_valid():
        passage = hit("confirm_again", address_key(request), limit=AGAIN_AN_HOUR, window=timedelta(hours=1))
        if not passage.allowed:
            raise TooManyRequests(passage.retry_after)
        sent_to = form.cleaned_data["email"]
        send_links_again.defer(email=sent_to)
    return render(request, "moderation/my_sheets.html", {"form": form, "sent_to": sent_to})


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest, token: str) -> HttpResponse:
    """Show its author what becomes of a sheet, and take the answer to a question; `?fait=` says what was just done."""
    found = opened(Purpose.FOLLOW, token)
    if found is None:
        return gone(request)
    sheet = found.sheet
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        answered = questions.answer(sheet=sheet, text=form.cleaned_data["answer"])
        return _see(token, "repondu" if answered else "tard")
    asked = list(Question.objects.about(sheet))
    done = request.GET.get("fait", "")
    is_asked = sheet.status == Status.PENDING and any(question.answered_at is None for question in asked)
    context = {
        "sheet": sheet,
        "token": token,
        "standing": following.asked_about(sheet) if is_asked else following.standing_of(sheet),
        "story": following.story_of(sheet),
        "questions": asked,
        "form": form if is_asked else None,
        "acts": following.acts_on(sheet),
        "pages": following.pages_of(sheet),
        "may_correct": proposals.may_be_corrected(sheet),
        "done": following.done(done, sheet),
        "answered": done == "repondu",
        "too_late": done == "tard",
    }
    return render(request, "moderation/follow.html", context)


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def follow_act(request: HttpRequest, token: str, name: str) -> HttpResponse:
    """Say what happens next, then do it: only the POST does."""
    found = opened(Purpose.FOLLOW, token)
    if found is None:
        return gone(request)
    sheet = found.sheet
    act = following.ACTS.get(name)
    if act is None:
        raise Http404
    if not act.applies_to(sheet):
        return _see(token, "tard")
    posted = request.POST if request.method == "POST" else None
    form = act.form(posted, initial=act.initial(sheet)) if act.form else None
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            following.act(
                act=act, sheet=sheet, contributor=found.contributor, told=form.cleaned_data if form else {}
            )
        except actions.TransitionRefused:  # somebody else was quicker
            return _see(token, "tard")
        except ObjectDoesNotExist:  # erased by another click
            return gone(request)
        if act.leaves_nothing:
            return render(request, "moderation/erased.html")
        return _see(token, act.name)
    context = {"act": act.about(sheet), "sheet": sheet, "token": token, "form": form}
    return render(request, "moderation/follow_act.html", context)


@private_page
@require_safe
def follow_export(request: HttpRequest, token: str) -> HttpResponse:
    """Give a person all that is held about them, as a file."""
    found = opened(Purpose.FOLLOW, token)
    if found is None:
        return gone(request)
    data = exporting.export_of(found.contributor)
    exporting.note_export(found.contributor)
    acts.record(
        acts.Kind.EXPORT, by=None, about=acts.name_of(found.contributor), detail="à la personne elle-même"
    )
    response = JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response.headers["Content-Disposition"] = 'attachment; filename="mes-donnees.json"'
    return response


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, slug: str, kind: type[Sheet]) -> HttpResponse:
    """Take what a visitor reports of a published sheet; `?envoye` thanks."""
    sheet = kind._default_manager.at(slug)
    if sheet is None:
        if moved := kind._default_manager.moved(slug):
            return redirect(moved, permanent=True)
        raise Http404
    posted = request.POST if request.method == "POST" else None
    trap, form, limited = RobotTrap(posted), ReportForm(posted), None
    if trap.is_sprung:
        return _reported(request)
    if form.is_valid():
        passage = hit("report", address_key(request), limit=REPORTS_AN_HOUR, window=timedelta(hours=1))
        if passage.allowed and trap.is_plausible:
            reports.send(sheet=sheet, **form.cleaned_data)
            return _reported(request)
        limited = None if passage.allowed else passage
    context = {
        "sheet": sheet,
        "form": form,
        "trap": trap,
        "hasty": form.is_bound and form.is_valid() and not limited,
        "sent": "envoye" in request.GET,
    }
    return render_within(request, "moderation/report.html", context, limited=limited)


def _reported(request: HttpRequest) -> HttpResponse:
    return see(f"{request.path}?envoye")


def _see(token: str, done: str) -> HttpResponse:
    return see(f"{reverse('follow', args=[token])}?fait={done}")
