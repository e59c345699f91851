"""Saying what binds two sheets, and answering: pages that a secret link opens, and the one that asks for it."""

from contextlib import suppress
from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from contributors.limits import address_key, hit, render_within
from contributors.models import Contributor, SignedLink
from contributors.private_pages import private_page
from contributors.redirects import see
from contributors.refusals import TooManyRequests
from initiatives.filters import value
from initiatives.jobs import send_relation_pages
from initiatives.models import Agreement
from initiatives.relating import actions, cases
from initiatives.relating.bonds import Bond, has_relations, opposite, row_named
from initiatives.relating.choosing import SHORTEST, matches, sheet_named
from initiatives.relating.forms import PageForm, WayForm
from initiatives.relating.mails import name_of
from initiatives.relating.pages import relations_of
from moderation.actions import TransitionRefused
from moderation.authors import Author
from moderation.links import gone, opened
from moderation.models import Sheet

METHODS = ["GET", "HEAD", "POST"]
ASKED_AN_HOUR = 30  # per visitor
PROPOSED_A_DAY = 10  # per sheet
NAME_LENGTH = 120
Purpose = SignedLink.Purpose
DONE = {
    "propose": "C’est noté. Nous demandons à l’autre côté de confirmer.",
    "confirme": "C’est confirmé des deux côtés\u00a0: les deux fiches le disent.",
    "refuse": "C’est noté\u00a0: ce lien n’est plus dit nulle part.",
    "retire": "Le lien est retiré.",
    "tard": "Ce n’est plus possible\u00a0: ce lien a changé entre-temps. Voici où en sont les choses.",
}


@private_page
@require_http_methods(METHODS)
def relate(request: HttpRequest, slug: str, kind: type[Sheet]) -> HttpResponse:
    """Take the address of who wants to say a link with a published sheet: the answer is the same to everybody."""
    sheet = kind._default_manager.at(slug)
    if sheet is None:
        if moved := kind._default_manager.moved(slug):
            return redirect(moved, permanent=True)
        raise Http404
    form = PageForm(request.POST if request.method == "POST" else None)
    sent_to = ""
    if request.method == "POST" and form.is_valid():
        passage = hit("relate", address_key(request), limit=ASKED_AN_HOUR, window=timedelta(hours=1))
        if not passage.allowed:
            raise TooManyRequests(passage.retry_after)
        sent_to = form.cleaned_data["email"]
        send_relation_pages.defer(email=sent_to, sheet=name_of(sheet))
    return render(request, "initiatives/relate.html", {"sheet": sheet, "form": form, "sent_to": sent_to})


@private_page
@require_http_methods(METHODS)
def follow_relations(request: HttpRequest, token: str) -> HttpResponse:
    """Let the author of a sheet, who comes by the link that follows it, say and answer its relations."""
    found = opened(Purpose.FOLLOW, token)
    if found is None or not has_relations(found.sheet):
        return gone(request)
    back = reverse("follow", args=[token])
    return _relations(request, found.sheet, found.contributor, back=back)


@private_page
@require_http_methods(METHODS)
def relation(request: HttpRequest, token: str) -> HttpResponse:
    """Show what a mailed link is about: one relation to answer, or the page of the relations of a sheet."""
    link = SignedLink.objects.valid(purpose=Purpose.RELATE, token=token)
    target = link.sheet if link else None
    if link and isinstance(target, Agreement) and target.asked_id == link.contributor_id:
        return _question(request, target, link.contributor)
    if link and has_relations(target) and cases.speaks_for(link.contributor, target):
        return _relations(request, target, link.contributor)
    return gone(request)


def _question(request: HttpRequest, case: Agreement, contributor: Contributor) -> HttpResponse:
    """Ask whether a relation holds; only the POST of a button answers, mail scanners follow links.

    Whoever was asked may not answer for the sheet any more: it has another author or address, or joined another.
    """
    bond, side = Bond.of_case(case), opposite(case.declared_by)
    if not cases.speaks_for(contributor, bond.sheet(side)):
        return gone(request)
    answer = request.POST.get("reponse")
    if request.method == "POST" and answer in ("oui", "non"):
        by = Author.contributing(contributor)
        with suppress(TransitionRefused):  # the page says where things stand
            actions.answer(bond=bond, side=side, yes=answer == "oui", by=by, case=case)
        return see(request.path)
    row = bond.rows().first()
    context = {
        "case": case,
        "bond": bond,
        "sheet": bond.sheet(side),
        "other": bond.sheet(opposite(side)),
        "waits": row is not None and row.declared_by == opposite(side),
        "is_agreed": row is not None and row.is_agreed,
    }
    return render(request, "initiatives/relation.html", context)


def _relations(request: HttpRequest, sheet: Any, contributor: Contributor, *, back: str = "") -> HttpResponse:
    """Show the relations of a sheet, search the other side of a new one (`?q=`, then `?avec=`), take what is said."""
    other = sheet_named(value(request.GET, "avec"))
    form = WayForm(sheet, other, request.POST if request.method == "POST" else None) if other else None
    limited, by = None, Author.contributing(contributor)
    if request.method == "POST" and request.POST.get("relation"):
        return _see(request, _change(request, sheet, by))
    if request.method == "POST" and form and form.is_valid():
        limited = hit("relation", name_of(sheet), limit=PROPOSED_A_DAY, window=timedelta(days=1))
        if limited.allowed and form.propose(by):
            return _see(request, form.done)
    text = value(request.GET, "q", NAME_LENGTH)
    context = {
        "sheet": sheet,
        "back": back,
        "relations": relations_of(sheet),
        "text": text,
        "matches": [(name_of(match), match) for match in matches(text, but=sheet)] if text else [],
        "too_short": bool(text) and len(text) < SHORTEST,
        "other": other,
        "form": form,
        "done": DONE.get(request.GET.get("fait", ""), ""),
    }
    limited = limited if limited and not limited.allowed else None
    return render_within(request, "initiatives/relations.html", context, limited=limited)


def _change(request: HttpRequest, sheet: Sheet, by: Author) -> str:
    """Answer one relation of a sheet, or take it back; return the word for what was done."""
    row = row_named(request.POST["relation"])
    bond = Bond.of(row) if row is not None else None
    side = bond.side_of(sheet) if bond else ""
    if bond is None or not side:
        return "tard"
    try:
        match request.POST.get("reponse"):
            case "oui":
                return "confirme" if actions.answer(bond=bond, side=side, yes=True, by=by) else "tard"
            case "non":
                return "refuse" if actions.answer(bond=bond, side=side, yes=False, by=by) else "tard"
            case "retirer":
                return "retire" if actions.withdraw(bond=bond, side=side, by=by) else "tard"
    except TransitionRefused:
        pass
    return "tard"


def _see(request: HttpRequest, done: str) -> HttpResponse:
    """Send the browser on with a GET: reloading the page it comes to does nothing again."""
    return see(f"{request.path}?fait={done}")
