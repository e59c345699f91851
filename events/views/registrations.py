"""The registrations for a meeting, for whoever organises it, by the secret link to follow it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.core.exceptions import ObjectDoesNotExist
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    StreamingHttpResponse,
)
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from contributors.models import SignedLink
from contributors.private_pages import private_page
from contributors.redirects import see
from events.models import Event, Registration
from events.registering import announcing, booking, opening
from events.registering.attendance import Attendance, attendance_of, lines
from events.registering.forms import AddForm, CancelForm, SettingsForm, WordForm
from events.registering.places import when_in_words
from moderation.actions import TransitionRefused
from moderation.links import gone, opened

DONE = {
    "regle": "C’est enregistré.",
    "ajoute": "La personne est ajoutée.",
    "attend": "La personne est ajoutée, en liste d’attente\u00a0: il n’y a pas assez de places.",
    "ecrit": "Votre message est parti.",
    "annule": "L’inscription est annulée. Si quelqu’un attendait, la place lui est donnée.",
}
View = Callable[..., HttpResponseBase]
METHODS = ["GET", "HEAD", "POST"]


def _organising(view: View) -> View:
    """Give a view the meeting that a link follows, and who comes to the date of `?date=`, in place of the secret."""

    @private_page
    @wraps(view)
    def wrapped(request: HttpRequest, token: str, **kwargs: Any) -> HttpResponseBase:
        found = opened(SignedLink.Purpose.FOLLOW, token)
        if found is None:
            return gone(request)
        event = found.sheet
        if not isinstance(event, Event):
            raise Http404
        if not event.is_published:
            return see(f"{reverse('follow', args=[token])}?fait=tard")
        attendance = attendance_of(event, request.GET.get("date", ""))
        if attendance is None:
            raise Http404
        return view(request, attendance, token=token, **kwargs)

    return wrapped


def _query(found: Attendance) -> str:
    return f"?date={found.occurrence.pk}" if len(found.dates) > 1 else ""


def _back(found: Attendance, token: str, done: str = "") -> str:
    """Return the address of the list, which says what was done."""
    more = {"date": str(found.occurrence.pk)} if len(found.dates) > 1 else {}
    more |= {"fait": done} if done else {}
    asked = "&".join(f"{name}={value}" for name, value in more.items())
    return f"{reverse('registrations', args=[token])}{f'?{asked}' if asked else ''}"


def _see(found: Attendance, token: str, done: str) -> HttpResponse:
    return see(_back(found, token, done))


@require_safe
@_organising
def registrations(request: HttpRequest, found: Attendance, token: str) -> HttpResponse:
    """Show who comes to a date; `?fait=` says what was just done."""
    done = request.GET.get("fait", "")
    context = {
        "event": found.event,
        "found": found,
        "registering": found.seats.registering,
        "token": token,
        "query": _query(found),
        "done": DONE.get(done, ""),
        "too_late": done == "tard",
    }
    return render(request, "events/registrations.html", context)


@require_safe
@_organising
def attendance(request: HttpRequest, found: Attendance, token: str) -> HttpResponse:
    """Show the attendance sheet, for paper."""
    context = {"event": found.event, "found": found, "back": _back(found, token)}
    return render(request, "events/attendance.html", context)


@require_safe
@_organising
def registrations_csv(request: HttpRequest, found: Attendance, token: str) -> HttpResponseBase:
    """Send the list for a spreadsheet."""
    response = StreamingHttpResponse(lines(found), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="inscriptions.csv"'
    return response


@require_http_methods(METHODS)
@_organising
def registrations_settings(request: HttpRequest, found: Attendance, token: str) -> HttpResponse:
    """Open or close the registrations, say how many seats there are."""
    now = found.seats.registering
    initial = {"is_open": now.is_open or now.pk is None}
    initial |= {"capacity": now.capacity, "closes_before": now.closes_before}  # type: ignore[dict-item]  # as the form has them
    form = SettingsForm(request.POST if request.method == "POST" else None, initial=initial)

    def take() -> str:
        opening.settle(event=found.event, **form.cleaned_data)
        return "regle"

    effect = (
        "On s’inscrit depuis la page de la rencontre, sans compte. Chaque personne confirme par un lien reçu par "
        "courriel\u00a0: une place est prise à ce moment-là. Quand tout est pris, on attend, et chaque place qui se "
        "libère va à la première personne qui attend."
    )
    said = {"title": "Régler les inscriptions", "effect": effect, "button": "Enregistrer"}
    return _ask(request, found, token, form, take, {**said, "when": ""})


@require_http_methods(METHODS)
@_organising
def registrations_add(request: HttpRequest, found: Attendance, token: str) -> HttpResponse:
    """Add somebody who called or came by."""
    form = AddForm(request.POST if request.method == "POST" else None)

    def take() -> str:
        row = booking.add(occurrence=found.occurrence, **form.cleaned_data)
        return "ajoute" if row.state == Registration.State.CONFIRMED else "attend"

    effect = (
        "Pour qui vous a prévenu de vive voix ou par téléphone. Nous ne lui écrivons pas\u00a0: à vous de lui dire si "
        "quelque chose change. S’il n’y a plus de place, son nom rejoint la liste d’attente."
    )
    said = {"title": "Ajouter quelqu’un", "effect": effect, "button": "Ajouter"}
    return _ask(request, found, token, form, take, said)


@require_http_methods(METHODS)
@_organising
def registrations_write(request: HttpRequest, found: Attendance, token: str) -> HttpResponse:
    """Write to those who agreed to it."""
    form = WordForm(request.POST if request.method == "POST" else None)

    def take() -> str:
        announcing.announce(occurrence=found.occurrence, text=form.cleaned_data["text"])
        return "ecrit"

    effect = (
        f"{_agreed(found.may_be_written)} Votre message part par le site, à chaque personne séparément, sans montrer "
        "son adresse ni la vôtre. Trois messages par jour au plus."
    )
    said = {"title": "Écrire aux personnes inscrites", "effect": effect, "button": "Envoyer"}
    return _ask(request, found, token, form, take, said)


def _agreed(count: int) -> str:
    """Say how many of a date agreed to be written to."""
    if not count:
        return "À cette date, personne n’a accepté que vous lui écriviez."
    if count == 1:
        return "À cette date, une personne a accepté que vous lui écriviez."
    return f"À cette date, {count} inscriptions ont accepté que vous leur écriviez."


@require_http_methods(METHODS)
@_organising
def registrations_cancel(request: HttpRequest, found: Attendance, token: str, number: int) -> HttpResponse:
    """Cancel the registration of somebody, with a word."""
    row = Registration.objects.filter(event=found.event, pk=number).select_related("occurrence").first()
    if row is None:
        raise Http404
    form = CancelForm(request.POST if request.method == "POST" else None)

    def take() -> str:
        if not row.is_live:
            raise TransitionRefused("Cette inscription est déjà annulée.")
        by = Registration.Canceller.ORGANISER
        booking.cancel(registration=row, by=by, word=form.cleaned_data["word"])
        return "annule"

    name = row.name or "La personne"
    effect = f"{name} ne sera plus sur la liste. Si quelqu’un attend, sa place est donnée aussitôt."
    said = {"title": "Annuler une inscription", "effect": effect, "button": "Annuler l’inscription"}
    said |= {"when": when_in_words(row.starts_at, row.ends_at, found.event.time_zone)}
    return _ask(request, found, token, form, take, said)


def _ask(
    request: HttpRequest,
    found: Attendance,
    token: str,
    form: forms.Form,
    take: Callable[[], str],
    said: dict[str, str],
) -> HttpResponse:
    """Show a form with what happens next, and do it once it is sent without a fault."""
    refusal = ""
    if request.method == "POST" and form.is_valid():
        try:
            return _see(found, token, take())
        except (TransitionRefused, booking.NotTaken) as reason:
            refusal = str(reason)
        except ObjectDoesNotExist:  # the date went this instant
            return _see(found, token, "tard")
    told = {
        "event": found.event,
        "form": form,
        "refusal": refusal,
        "back": _back(found, token),
        "when": found.when,
    }
    return render(request, "events/registrations_form.html", told | said)
