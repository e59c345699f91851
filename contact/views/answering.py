"""A conversation, for either of its two people, by a link that was mailed to them."""

from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from contact import limits, threads
from contact.conversations import Conversation
from contact.forms import ReplyForm, ReportForm
from contact.thread_acts import ACTS, acts_on
from contributors import acts
from contributors.limits import render_within
from contributors.private_pages import private_page
from contributors.redirects import see
from moderation import exporting
from moderation.links import gone


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Show a conversation and pass on an answer; `?fait=` says what was just done."""
    found = Conversation.opened_by(token)
    if found is None:
        return gone(request)
    if request.method == "POST" and not found.goes_on:
        return _too_late(request, token)
    form = ReplyForm(request.POST if request.method == "POST" else None)
    context = _context(found, token, _done(request.GET.get("fait", ""))) | {"form": form}
    limited = None
    if request.method == "POST" and form.is_valid():
        try:
            threads.reply(thread=found.thread, contributor=found.contributor, **form.cleaned_data)
            return _see(token, "repondu")
        except limits.TooMany as full:
            limited, context["full"] = full.hit, full.message
        except threads.NotTaken:
            return _too_late(request, token)
        except ObjectDoesNotExist:
            return gone(request)
    return render_within(request, "contact/answer.html", context, limited=limited)


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def answer_act(request: HttpRequest, token: str, name: str) -> HttpResponse:
    """Say what happens next, then do it: only the POST does."""
    act = ACTS.get(name)
    if act is None:
        raise Http404
    found = Conversation.opened_by(token)
    if found is None:
        return gone(request)
    if not act.applies_to(found):
        return _too_late(request, token) if request.method == "POST" else _see(token, "tard")
    form = ReportForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                act.take(found, form.cleaned_data["text"])
        except threads.NotTaken:
            return _too_late(request, token)
        except ObjectDoesNotExist:
            return gone(request)
        return _see(token, name)
    context = {"act": act, "found": found, "token": token, "form": form}
    return render(request, "contact/answer_act.html", context)


@private_page
@require_safe
def answer_export(request: HttpRequest, token: str) -> HttpResponse:
    """Give a person all that is held about them, as a file."""
    found = Conversation.opened_by(token)
    if found is None:
        return gone(request)
    data = exporting.export_of(found.contributor)
    exporting.note_export(found.contributor)
    about = acts.name_of(found.contributor)
    acts.record(acts.Kind.EXPORT, by=None, about=about, detail="à la personne elle-même")
    response = JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response.headers["Content-Disposition"] = 'attachment; filename="mes-donnees.json"'
    return response


def _context(found: Conversation, token: str, done: str) -> dict[str, Any]:
    return {"found": found, "acts": acts_on(found), "token": token, "done": done}


def _too_late(request: HttpRequest, token: str) -> HttpResponse:
    """Show where the conversation stands now, with what was typed in vain."""
    found = Conversation.opened_by(token)
    if found is None:
        return gone(request)
    typed = request.POST.get("text", "")
    context = _context(found, token, "tard") | {"form": ReplyForm(), "typed": typed}
    return render(request, "contact/answer.html", context)


def _done(name: str) -> str:
    return ACTS[name].done if name in ACTS else name


def _see(token: str, done: str) -> HttpResponse:
    return see(f"{reverse('answer', args=[token])}?fait={done}")
