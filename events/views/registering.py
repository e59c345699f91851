"""Registering for a meeting: the form, and the page that its mailed link opens."""

from datetime import timedelta
from typing import Any, cast

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from contributors import acts
from contributors.limits import Hit, address_key, hit, render_within
from contributors.models import SignedLink
from contributors.private_pages import private_page
from contributors.redirects import see
from contributors.robots import RobotTrap
from events.models import Event, Registration
from events.registering import booking, seats
from events.registering.forms import FewerForm, RegisterForm, left_in_words
from events.registering.places import when_in_words, where_in_words
from moderation import exporting
from moderation.links import gone

AN_HOUR = 60  # registrations per visitor: a neighbourhood centre shares one address
MAILS_A_DAY = 6  # to one address, whoever types it
DATES = 26  # offered at most: half a year of every week
SHARED = 50  # registrations whose words are shown to the others
DAY, HOUR = timedelta(days=1), timedelta(hours=1)
METHODS = ["GET", "HEAD", "POST"]


@private_page
@require_http_methods(METHODS)
def register(request: HttpRequest, slug: str) -> HttpResponse:
    """Take a registration for a published meeting; `?envoye` tells to look for the mailed link."""
    event = cast("Event | None", Event.objects.select_related("commune").at(slug))
    if event is None:
        if moved := Event.objects.moved(slug):
            return redirect(f"{moved.get_absolute_url()}inscription/", permanent=True)
        raise Http404
    registering = seats.settings_of(event)
    ahead = seats.ahead(event, registering, limit=DATES)
    dates = [date for date in ahead if date.is_open]
    context = _context(request, event, ahead, dates)
    if not dates or context["sent"]:
        return render(request, "events/register.html", context | {"form": None})
    posted = request.POST if request.method == "POST" else None
    trap, form = RobotTrap(posted), RegisterForm(posted, dates=dates)
    context |= {"form": form, "trap": trap}
    if trap.is_sprung:
        return _sent(request)
    limited: Hit | None = None
    if form.is_valid():
        passage = hit("register", address_key(request), limit=AN_HOUR, window=HOUR)
        if passage.allowed and trap.is_plausible:
            return _take(request, form, context)
        limited, context["hasty"] = (None if passage.allowed else passage), passage.allowed
    return render_within(request, "events/register.html", context, limited=limited)


def _take(request: HttpRequest, form: RegisterForm, context: dict[str, Any]) -> HttpResponse:
    """Keep what was typed; the answer is the same whether that address is registered already or was mailed enough."""
    given = form.registration()
    mailed = hit("register_mail", given["email"].lower(), limit=MAILS_A_DAY, window=DAY)
    if mailed.allowed:
        try:
            booking.register(**given)
        except booking.NotTaken as refusal:
            context["closed"] = str(refusal)
            return render(request, "events/register.html", context)
        except ObjectDoesNotExist:
            context["closed"] = seats.GONE
            return render(request, "events/register.html", context)
    return _sent(request)


def _context(
    request: HttpRequest, event: Event, ahead: list[seats.Seats], dates: list[seats.Seats]
) -> dict[str, Any]:
    """Return what the page shows whatever was sent."""
    closed = ""
    if not dates:
        closed = seats.CANCELLED if event.is_cancelled else (seats.CLOSED if ahead else seats.BEGUN)
    only = None
    if len(dates) == 1:
        date = dates[0].occurrence
        when = when_in_words(date.starts_at, date.ends_at, event.time_zone)
        only = (dates[0], when, left_in_words(dates[0]))
    sent = "envoye" in request.GET
    return {"event": event, "dates": dates, "only": only, "closed": closed, "sent": sent}


def _sent(request: HttpRequest) -> HttpResponse:
    """Lead to the page that says what to do now, the same whatever became of what was sent."""
    return see(f"{request.path}?envoye")


def _opened(token: str) -> Registration | None:
    """Return the registration that a link opens."""
    link = SignedLink.objects.valid(purpose=SignedLink.Purpose.REGISTER, token=token)
    row = link.sheet if link else None
    if link is None or not isinstance(row, Registration) or row.person_id != link.contributor_id:
        return None
    return row


@private_page
@require_http_methods(METHODS)
def registration(request: HttpRequest, token: str) -> HttpResponse:
    """Show a registration; only the POST of a button changes it, mail scanners follow links."""
    row = _opened(token)
    if row is None:
        return gone(request)
    act, refusal = request.POST.get("act", ""), ""
    posted = request.POST if request.method == "POST" and act == "fewer" else None
    fewer = FewerForm(posted, most=row.people) if row.people > 1 else None
    if request.method == "POST" and (act != "fewer" or (fewer is not None and fewer.is_valid())):
        try:
            _do(act, row, fewer)
            return see(reverse("registration", args=[token]))
        except booking.NotTaken as reason:
            refusal = str(reason)
        except ObjectDoesNotExist:  # the meeting was erased this instant
            return gone(request)
    return render(request, "events/registration.html", _shown(row) | {
        "token": token,
        "fewer": fewer,
        "refusal": refusal,
    })  # fmt: skip


def _do(act: str, row: Registration, fewer: FewerForm | None) -> None:
    """Do what a button says; nothing for a word that is none of theirs."""
    if act == "confirm":
        booking.confirm(registration=row)
    elif act == "cancel":
        booking.cancel(registration=row, by=Registration.Canceller.PERSON)
    elif act == "silence":
        booking.hear_no_more(registration=row)
    elif act == "fewer" and fewer is not None:
        booking.come_fewer(registration=row, people=fewer.cleaned_data["people"])


def _shown(row: Registration) -> dict[str, Any]:
    """Return what the page of a registration says."""
    event, date = row.event, row.occurrence
    over, fits, shared = seats.GONE, True, []
    if date is not None:
        date.event = event
        now = seats.seats_of(date)
        over, fits = seats.why_over(date), now.has_room_for(row.people)
        if row.state in (Registration.State.CONFIRMED, Registration.State.WAITING):
            others = Registration.objects.at(date).filter(shares=True).coming().exclude(pk=row.pk)
            shared = [other for other in others.order_by("pk")[:SHARED] if other.says_something]
    return {
        "registration": row,
        "event": event,
        "when": when_in_words(row.starts_at, row.ends_at, event.time_zone),
        "where": where_in_words(event) if event.is_published else "",
        "over": over,
        "fits": fits,
        "shared": shared,
    }


@private_page
@require_safe
def registration_export(request: HttpRequest, token: str) -> HttpResponse:
    """Give a person all that is held about them, as a file."""
    row = _opened(token)
    if row is None or row.person is None:
        return gone(request)
    data = exporting.export_of(row.person)
    exporting.note_export(row.person)
    acts.record(acts.Kind.EXPORT, by=None, about=acts.name_of(row.person), detail="à la personne elle-même")
    response = JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response.headers["Content-Disposition"] = 'attachment; filename="mes-donnees.json"'
    return response
