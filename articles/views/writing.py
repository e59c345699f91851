"""Writing an analysis: the form, the look before sending, what happens next."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from articles.forms.about import suggested_territories
from articles.models import Article
from articles.page import told
from articles.writing import drafts
from articles.writing.form import ArticleForm
from contributors.limits import Hit, address_key, hit, render_within
from contributors.models import Draft
from contributors.private_pages import private_page
from contributors.robots import RobotTrap
from initiatives.submission.actions import DraftGone, DraftIncomplete
from initiatives.submission.preview import data_uri

FORMS_AN_HOUR = 200  # per visitor: a workshop shares one address; each form may bring a photo to decode
SENT_AN_HOUR = 30  # per visitor
MAILS_A_DAY = 20  # per address written to
THUMBNAIL, SHOWN = 320, 1280  # pixels
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
METHODS = ["GET", "HEAD", "POST"]


@private_page
@require_http_methods(METHODS)
def write_article(request: HttpRequest) -> HttpResponse:
    """Show the form, or take it in; `?brouillon=` shows a draft again, `&erreurs` what it lacks.

    `?initiative=` begins it with an initiative that it is about, `?rencontre=` with a meeting that it reports.
    """
    if request.method == "POST":
        return _take(request)
    token = request.GET.get("brouillon", "")
    if not token:
        about = {"initiative": request.GET.get("initiative", ""), "event": request.GET.get("rencontre", "")}
        return _form_page(request, drafts.form_about(**{name: slug[:160] for name, slug in about.items()}))
    draft = drafts.find(token)
    if draft is None:
        return _gone(request)
    if draft.object_id is not None:
        return _see(reverse("article_review", args=[token]))
    return _form_page(request, drafts.form_of(draft, checked="erreurs" in request.GET), token=token)


def _take(request: HttpRequest) -> HttpResponse:
    """Answer a form that was sent: the look before sending when it is complete, else the form with what it lacks."""
    trap, token = RobotTrap(request.POST), request.POST.get("brouillon", "")
    if trap.is_sprung:
        return render(request, "articles/article_sent.html", {})
    passage = hit("article_form", address_key(request), limit=FORMS_AN_HOUR, window=HOUR)
    if not passage.allowed:
        form = ArticleForm(request.POST, checked=False)
        return _form_page(request, form, token=token, limited=passage)
    form, token = drafts.receive(data=request.POST, files=request.FILES, token=token)
    complete = form.is_valid()
    if complete and trap.is_plausible:
        return _see(reverse("article_review", args=[token]))
    return _form_page(request, form, token=token, hasty=complete)


def _form_page(
    request: HttpRequest,
    form: ArticleForm,
    *,
    token: str = "",
    hasty: bool = False,
    limited: Hit | None = None,
) -> HttpResponse:
    """Show the form, whatever brings it back."""
    photo = form.photo.kept
    context = {
        "form": form,
        "trap": RobotTrap(request.POST if request.method == "POST" else None),
        "token": token,
        "hasty": hasty,
        "error_lines": form.error_lines(),
        "territories": suggested_territories(),
        "photo": photo,
        "photo_address": data_uri(photo, THUMBNAIL) if photo else "",
    }
    return render_within(request, "articles/article_write.html", context, limited=limited)


@private_page
@require_http_methods(METHODS)
def review(request: HttpRequest, token: str) -> HttpResponse:
    """Show the analysis as it will look; the POST of its button sends it, once, however often it comes."""
    draft = drafts.find(token)
    if draft is None:
        return _gone(request)
    if draft.object_id is not None:
        return _see(request.path) if request.method == "POST" else _sent(request, draft)
    form = drafts.form_of(draft, checked=True)
    if not form.is_valid():
        return _see(f"{reverse('article_submit')}?brouillon={token}&erreurs")
    limited = _limited(request, form) if request.method == "POST" else None
    if request.method == "POST" and limited is None:
        return _send(request, token)
    context = told(form.as_article(), **form.named()) | {"form": form, "token": token} | _photo(form)
    return render_within(request, "articles/article_review.html", context, limited=limited)


def _photo(form: ArticleForm) -> dict[str, Any]:
    """Return what shows the photo, which nobody else sees yet."""
    photo = form.photo.kept
    if photo is None:
        return {}
    told = form.photo.cleaned_data
    return {
        "photo_address": data_uri(photo, SHOWN),
        "photo": photo,
        "photo_alt": told["alt"],
        "photo_credit": told["credit"],
    }


def _limited(request: HttpRequest, form: ArticleForm) -> Hit | None:
    """Count one sending; return what says how long to wait when there were too many."""
    email = form.contributor.cleaned_data["contributor_email"].lower()
    passages = [
        hit("article_send", address_key(request), limit=SENT_AN_HOUR, window=HOUR),
        hit("article_mail", email, limit=MAILS_A_DAY, window=DAY),
    ]
    return next((passage for passage in passages if not passage.allowed), None)


def _send(request: HttpRequest, token: str) -> HttpResponse:
    """Send a draft; lead to what happens next."""
    try:
        drafts.send(token=token)
    except DraftGone:
        return _gone(request)
    except DraftIncomplete:
        return _see(f"{reverse('article_submit')}?brouillon={token}&erreurs")
    return _see(request.path)


def _sent(request: HttpRequest, draft: Draft) -> HttpResponse:
    """Say what happens next."""
    article = draft.sheet
    if not isinstance(article, Article):
        return _gone(request)
    sent_to = article.submitted_by.email if article.submitted_by else ""
    return render(request, "articles/article_sent.html", {"article": article, "sent_to": sent_to})


def _gone(request: HttpRequest) -> HttpResponse:
    return render(request, "articles/article_gone.html", status=410)


def _see(address: str) -> HttpResponse:
    """Send the browser on with a GET: reloading the page it comes to sends nothing again."""
    return HttpResponseRedirect(address, status=303)
