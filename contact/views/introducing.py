"""Proposing that two people meet, and answering to it."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from contact import introductions, limits
from contact.forms import AgreeForm, IntroduceForm, ReportForm
from contact.meeting import Meeting, Pair
from contact.models import Introduction, Side
from contact.views.writing import AN_HOUR
from contributors.limits import Hit, address_key, hit, render_within
from contributors.models import SignedLink
from contributors.private_pages import private_page
from contributors.redirects import see
from contributors.robots import RobotTrap
from moderation.links import gone

# What the buttons of one of the two do, by their values.
ANSWERS: dict[str, Callable[[Side, AgreeForm, ReportForm], object]] = {
    "agree": lambda side, form, fault: introductions.agree(side=side, name=form.cleaned_data["name"]),
    "refuse": lambda side, form, fault: introductions.refuse(side=side, block=False),
    "block": lambda side, form, fault: introductions.refuse(side=side, block=True),
    "report": lambda side, form, fault: introductions.report(side=side, text=fault.cleaned_data["text"]),
}


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def introduce(request: HttpRequest) -> HttpResponse:
    """Choose two sheets, `?x=` and `?y=`, by their names, `?q=`, then say why; `?envoye` tells what to do now."""
    pair = Pair.asked(request.GET)
    posted = request.POST if request.method == "POST" and pair.is_complete else None
    typed = {name: request.POST.get(name, "") for name in ("word", "name", "email")}
    trap, form = RobotTrap(posted), IntroduceForm(posted, initial=typed)
    context: dict[str, Any] = {"pair": pair, "form": form, "trap": trap, "sent": "envoye" in request.GET}
    if trap.is_sprung:
        return see(f"{request.path}?envoye")
    limited: Hit | None = None
    if posted and form.is_valid():
        passage = hit("contact", address_key(request), limit=AN_HOUR, window=timedelta(hours=1))
        if passage.allowed and trap.is_plausible:
            try:
                introductions.propose(first=pair.x, second=pair.y, **form.cleaned_data)  # type: ignore[arg-type]  # it is complete
                return see(f"{request.path}?envoye")
            except introductions.NotTaken as refusal:
                context["refusal"] = str(refusal)
            except limits.TooMany as full:
                limited, context["full"] = full.hit, full.message
        else:
            limited, context["hasty"] = (None if passage.allowed else passage), passage.allowed
    return render_within(request, "contact/introduce.html", context, limited=limited)


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_introduction(request: HttpRequest, token: str) -> HttpResponse:
    """Show what a link proposes; only the POST of its button asks the two."""
    link = SignedLink.objects.valid(purpose=SignedLink.Purpose.CONFIRM, token=token)
    introduction = link.sheet if link else None
    if not isinstance(introduction, Introduction):
        return gone(request)
    context: dict[str, Any] = {"introduction": introduction, "full": "", "token": token}
    if request.method == "POST":
        try:
            introductions.confirm(introduction=introduction)
            return see(request.path)
        except limits.TooMany as full:
            context["full"] = full.message
        except ObjectDoesNotExist:  # one of the sheets was erased this instant
            return gone(request)
    context["sheets"] = [side.sheet for side in introduction.sides.all()]
    return render(request, "contact/introduction.html", context)


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def answer_introduction(request: HttpRequest, token: str) -> HttpResponse:
    """Ask one of the two whether they agree; the answer is that of the button that was pressed."""
    meeting = Meeting.opened_by(token)
    if meeting is None:
        return gone(request)
    said = request.POST.get("answer", "agree") if request.method == "POST" else ""
    form = AgreeForm(request.POST if said == "agree" else None, initial={"name": meeting.contributor.name})
    fault = ReportForm(request.POST if said == "report" else None)
    if said in ANSWERS and not form.errors and not fault.errors:
        with suppress(introductions.NotTaken):  # the page says where it stands
            try:
                ANSWERS[said](meeting.side, form, fault)
            except ObjectDoesNotExist:  # one of the sheets was erased this instant
                return gone(request)
        return see(request.path)
    context = {"meeting": meeting, "form": form, "fault": fault, "token": token}
    return render(request, "contact/answer_introduction.html", context)
