"""Asking for the letter, and confirming."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from contributors.consent_texts import LETTER
from contributors.limits import address_key, hit, render_within
from contributors.models import SignedLink
from contributors.private_pages import private_page
from contributors.redirects import see
from contributors.robots import RobotTrap
from moderation.links import gone
from newsletter import subscribing
from newsletter.forms import SubscribeForm, initial_place
from newsletter.jobs import subscribe as subscribe_job
from newsletter.models import Subscription

AN_HOUR = 10  # forms per visitor: a household, a class


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def subscribe(request: HttpRequest) -> HttpResponse:
    """Take an address and choices; `?envoye` tells to look for the mailed link, the same whoever is known."""
    posted = request.POST if request.method == "POST" else None
    initial = initial_place(request.GET.get("territoire", ""))
    trap, form = RobotTrap(posted), SubscribeForm(posted, initial=initial)
    if trap.is_sprung:
        return _sent(request)
    context: dict[str, Any] = {"form": form, "trap": trap, "sent": "envoye" in request.GET, "consent": LETTER}
    limited = None
    if form.is_valid():
        passage = hit("letter", address_key(request), limit=AN_HOUR, window=timedelta(hours=1))
        if passage.allowed and trap.is_plausible:
            chosen = form.selection
            subscribe_job.defer(
                email=form.cleaned_data["email"],
                territories=list(chosen.territories),
                themes=list(chosen.themes),
                kinds=list(chosen.kinds),
                rhythm=form.cleaned_data["rhythm"],
            )
            return _sent(request)
        limited, context["hasty"] = (None if passage.allowed else passage), passage.allowed
    return render_within(request, "newsletter/subscribe.html", context, limited=limited)


def _sent(request: HttpRequest) -> HttpResponse:
    return see(f"{request.path}?envoye")


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Show what a link begins; only the POST of its button does, mail scanners follow links."""
    link = SignedLink.objects.valid(purpose=SignedLink.Purpose.CONFIRM, token=token)
    subscription = link.sheet if link else None
    if not isinstance(subscription, Subscription):
        return gone(request)
    if request.method == "POST":
        try:
            subscribing.confirm(subscription=subscription)
        except Subscription.DoesNotExist:  # stopped this instant
            return gone(request)
        return see(request.path)
    context = {"subscription": subscription, "selection": subscription.selection, "consent": LETTER}
    return render(request, "newsletter/confirm.html", context)
