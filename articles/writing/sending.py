"""What analyses have of their own on the way that all sheets go, from the form to the queue."""

from typing import Any

from django.conf import settings
from django.http import QueryDict

from articles.forms.about import suggested_territories
from articles.models import Article
from articles.models.article import TEXT_LENGTH
from articles.page import told
from articles.refreshing import refresh
from articles.writing.form import ArticleForm
from contributors.markdown import render_with_headings
from contributors.models import Contributor
from events.models import Event
from initiatives.filters import value
from initiatives.models import Initiative
from initiatives.submission.actions import add_photo, save_with_free_slug
from initiatives.submission.kinds import Kind, Page
from initiatives.submission.own import photo_kept
from initiatives.submission.preview import data_uri

SHOWN = 1280  # pixels
ADDRESS_LENGTH = 160


def _begun(query: QueryDict) -> ArticleForm:
    """Return the form; it names the published sheets of `?initiative=` and of `?rencontre=`, which it reports."""
    typed: dict[str, list[str]] = {}
    if shown := Initiative.objects.reached_by(value(query, "initiative", ADDRESS_LENGTH)):
        typed["initiatives"] = [settings.SITE_URL + shown.get_absolute_url()]
    if held := Event.objects.reached_by(value(query, "rencontre", ADDRESS_LENGTH)):
        typed["events"] = [settings.SITE_URL + held.get_absolute_url()]
        typed["kind"] = [Article.Kind.REPORT.value]
    return ArticleForm.again(typed, checked=False) if typed else ArticleForm()


def _make(form: ArticleForm, contributor: Contributor) -> Article:
    """Write the rows of the analysis."""
    article = form.as_article()
    article.submitted_by = contributor
    save_with_free_slug(article)
    for name, sheets in form.named().items():
        getattr(article, name).set(sheets)
    add_photo(article, form.photo)
    refresh(article)
    return article


def _form(form: ArticleForm) -> dict[str, Any]:
    """Return what the form needs."""
    needed = photo_kept(form.photo.kept) | {"territories": suggested_territories()}
    if form.previewed:
        needed |= _previewed(str(form.text["text"].value() or "").strip())
    return needed


def _previewed(text: str) -> dict[str, Any]:
    """Return a text as it will look, or by how many characters it is too long to be shown."""
    beyond = len(text) - TEXT_LENGTH
    if beyond > 0:
        return {"previewed": True, "beyond": beyond}
    return {"previewed": True, "preview": render_with_headings(text, longest=TEXT_LENGTH)[0]}


def _look(form: ArticleForm) -> dict[str, Any]:
    """Return what the look at an analysis shows; nobody else sees its photo yet."""
    shown = told(form.as_article(), **form.named())
    photo, said = form.photo.kept, form.photo.cleaned_data
    if photo is None:
        return shown
    return shown | {
        "photo_address": data_uri(photo, SHOWN),
        "photo": photo,
        "photo_alt": said["alt"],
        "photo_credit": said["credit"],
    }


ARTICLE = Kind(
    form=ArticleForm,
    model=Article,
    begin=_begun,
    make=_make,
    writing=Page("articles/article_write.html", _form),
    look=Page("articles/article_review.html", _look),
    elsewhere="Voir les analyses",
    another="En écrire une autre",
)
