"""Finishing a proposal later: the page that asks where to send its link."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from contributors.limits import Hit, address_key, hit, render_within
from contributors.models import Draft
from contributors.models.draft import MAILED_LIFETIME
from contributors.private_pages import private_page
from contributors.redirects import see
from contributors.robots import RobotTrap
from initiatives.submission.draft import KIND, find
from initiatives.submission.forms import LaterForm
from initiatives.submission.kinds import kind_called
from initiatives.submission.later import send_link

LINKS_AN_HOUR = 30  # per visitor: a workshop shares one address
LINKS_A_DAY = 5  # per address written to: nobody's letter box is filled in their name


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def later(request: HttpRequest, token: str, kind: str = KIND) -> HttpResponse:
    """Ask for an address, and send it the link of a draft; the answer is the same whatever the address."""
    draft = find(token, kind)
    if draft is None:
        return render(request, "initiatives/draft_gone.html", {"submit": f"{kind}_submit"}, status=410)
    if draft.object_id is not None:
        return redirect(f"{kind}_receipt", token)
    posted = request.POST if request.method == "POST" else None
    form, trap, limited = LaterForm(posted, initial={"email": _typed(draft)}), RobotTrap(posted), None
    if trap.is_sprung:
        return _sent(request)
    if form.is_valid():
        email = form.cleaned_data["email"]
        limited = _limited(request, email)
        if limited is None and send_link(token=token, email=email, kind=kind):
            return _sent(request)
    context = {
        "form": form,
        "trap": trap,
        "token": token,
        "submit": f"{kind}_submit",
        "later": f"{kind}_later",
        "has_photo": kind_called(kind).form.has_photo,
        "days": MAILED_LIFETIME.days,
        "sent": "envoye" in request.GET,
    }
    return render_within(request, "initiatives/later.html", context, limited=limited)


def _typed(draft: Draft) -> str:
    """Return the address that the form has already."""
    return str((draft.data.get("contributor_email") or [""])[0])


def _limited(request: HttpRequest, email: str) -> Hit | None:
    """Count one link; return what says how long to wait when there were too many."""
    passages = [
        hit("later_link", address_key(request), limit=LINKS_AN_HOUR, window=timedelta(hours=1)),
        hit("later_mail", email.lower(), limit=LINKS_A_DAY, window=timedelta(days=1)),
    ]
    return next((passage for passage in passages if not passage.allowed), None)


def _sent(request: HttpRequest) -> HttpResponse:
    return see(f"{request.path}?envoye")
