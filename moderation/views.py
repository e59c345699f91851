"""What the author of a sheet does with it, by a link received by mail: any kind of sheet, no account."""

from contextlib import suppress
from datetime import timedelta

from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from contributors.limits import address_key, hit
from contributors.models import SignedLink
from contributors.private_pages import private_page
from contributors.refusals import TooManyRequests
from moderation import actions
from moderation.forms import ConfirmAgainForm
from moderation.jobs import send_links_again
from moderation.models import Sheet, Status

AGAIN_AN_HOUR = 30  # per visitor


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Show the sheet that a link confirms; only the POST of its button confirms, mail scanners follow links.

    Once confirmed, the address shows the receipt for as long as the link lives: a second click tells the same.
    """
    link = SignedLink.objects.valid(purpose=SignedLink.Purpose.CONFIRM, token=token)
    sheet = link.sheet if link else None
    if link is None or not isinstance(sheet, Sheet):
        return render(request, "moderation/confirm_gone.html", status=410)
    if request.method == "POST":
        with suppress(ObjectDoesNotExist):  # purged this instant: the address then says that the link is over
            actions.confirm(sheet=sheet, contributor=link.contributor)
        return HttpResponseRedirect(request.path, status=303)
    waits = sheet.status == Status.UNCONFIRMED
    template = "moderation/confirm.html" if waits else "moderation/confirmed.html"
    return render(request, template, {"sheet": sheet})


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_again(request: HttpRequest) -> HttpResponse:
    """Take the address to which links are to be sent again; known or not, the answer and its time are the same."""
    form = ConfirmAgainForm(request.POST if request.method == "POST" else None)
    sent_to = ""
    if request.method == "POST" and form.is_valid():
        passage = hit("confirm_again", address_key(request), limit=AGAIN_AN_HOUR, window=timedelta(hours=1))
        if not passage.allowed:
            raise TooManyRequests(passage.retry_after)
        sent_to = form.cleaned_data["email"]
        send_links_again.defer(email=sent_to)
    return render(request, "moderation/confirm_again.html", {"form": form, "sent_to": sent_to})
