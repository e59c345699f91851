"""One's own subscription, by a link that is in each letter; and stopping it by one click."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from contributors.limits import hit
from contributors.private_pages import private_page
from contributors.redirects import see
from newsletter import mails, subscribing, tokens
from newsletter.forms import ChoiceForm
from newsletter.holding import told
from newsletter.models import Subscription
from newsletter.telling import in_lines

COPIES_A_DAY = 2


def _send_copy(subscription: Subscription) -> None:
    """Mail what is held: whoever was forwarded a letter has the link, and must not read it."""
    if hit("letter_copy", str(subscription.pk), limit=COPIES_A_DAY, window=timedelta(days=1)).allowed:
        mails.tell_held(subscription=subscription, lines=in_lines(told(subscription)))


# What the buttons do, by their values.
ACTS: dict[str, Callable[[Subscription], object]] = {
    "pause": lambda subscription: subscribing.pause(subscription=subscription),
    "reprendre": lambda subscription: subscribing.resume(subscription=subscription),
    "continuer": lambda subscription: subscribing.renew(subscription=subscription),
    "copie": _send_copy,
}


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def manage(request: HttpRequest, token: str) -> HttpResponse:
    """Show a subscription to its owner, and take other choices; `?fait=` says what was just done."""
    subscription = tokens.opened(token, tokens.MANAGE)
    if subscription is None:
        return render(request, "newsletter/over.html", status=410)
    name = request.POST.get("acte", "") if request.method == "POST" else ""
    form = ChoiceForm(
        request.POST if name == "changer" else None, initial=ChoiceForm.initial_of(subscription)
    )
    try:
        if name == "effacer":
            subscribing.stop(subscription=subscription)
            return render(request, "newsletter/over.html", {"stopped": True})
        if name in ACTS:
            ACTS[name](subscription)
            return _done(request, name)
        if form.is_bound and form.is_valid():
            rhythm = form.cleaned_data["rhythm"]
            subscribing.change(subscription=subscription, selection=form.selection, rhythm=rhythm)
            return _done(request, name)
    except Subscription.DoesNotExist:  # stopped this instant
        return render(request, "newsletter/over.html", status=410)
    context: dict[str, Any] = {"subscription": subscription, "form": form, "token": token}
    return render(request, "newsletter/manage.html", context | {"done": request.GET.get("fait", "")})


def _done(request: HttpRequest, name: str) -> HttpResponse:
    return see(f"{request.path}?fait={name}")


@csrf_exempt  # a mail program has neither cookie nor page (RFC 8058); the token is the right to do this one thing
@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Stop a subscription: a POST does, from a mail program or from the button that a GET shows.

    The answer is the same when there is none any more, or never was: it is stopped.
    """
    subscription = tokens.opened(token, tokens.STOP)
    if request.method == "POST" or subscription is None:
        if subscription is not None:
            subscribing.stop(subscription=subscription)
        return render(request, "newsletter/over.html", {"stopped": True})
    return render(request, "newsletter/stop.html")
