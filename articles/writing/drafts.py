"""An analysis kept 24 hours while its author looks at it, then sent once."""

from django.conf import settings
from django.db import transaction
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from articles.models import Article
from articles.refreshing import refresh
from articles.writing.form import ArticleForm
from contributors import consent_texts
from contributors.models import Consent, Contributor, Draft
from contributors.refusals import Gone
from events.models import Event
from initiatives.models import Initiative
from initiatives.submission.actions import DraftGone, DraftIncomplete, save_with_free_slug
from moderation import actions
from photos.actions import erase
from photos.models import Photo

KIND = "article"


def find(token: str) -> Draft | None:
    """Return the draft that a secret opens, or None."""
    return Draft.objects.alive(kind=KIND, token=token).select_related("photo").first()


def form_of(draft: Draft, *, checked: bool) -> ArticleForm:
    """Return the form as it was typed."""
    photo = draft.photo if isinstance(draft.photo, Photo) else None
    return ArticleForm.again(draft.data, kept=photo, checked=checked)


def form_about(*, initiative: str = "", event: str = "") -> ArticleForm:
    """Return a form that names the published sheets of these addresses; an empty one for any other text."""
    typed: dict[str, list[str]] = {}
    if shown := _published(Initiative, initiative):
        typed["initiatives"] = [settings.SITE_URL + shown.get_absolute_url()]
    if held := _published(Event, event):
        typed["events"] = [settings.SITE_URL + held.get_absolute_url()]
        typed["kind"] = [Article.Kind.REPORT.value]
    return ArticleForm.again(typed, checked=False) if typed else ArticleForm()


def _published(model: type[Initiative] | type[Event], slug: str) -> Initiative | Event | None:
    try:
        found = (model.objects.at(slug) or model.objects.moved(slug)) if slug else None
    except Gone:  # erased: one may still write about something else
        return None
    return found if isinstance(found, Initiative | Event) else None


@transaction.atomic
def receive(*, data: QueryDict, files: MultiValueDict, token: str) -> tuple[ArticleForm, str]:
    """Read a form; return it with the secret under which it is kept: when it is complete, or as soon as it has a photo.

    The secret is empty as long as nothing needs keeping.
    """
    drafts = Draft.objects.alive(kind=KIND, token=token).filter(object_id=None).select_related("photo")
    draft = drafts.select_for_update(of=("self",)).first() if token else None
    before = draft.photo if draft and isinstance(draft.photo, Photo) else None
    form = ArticleForm(data, files, kept=before)
    photo = form.photo.kept = form.photo.take_in() or (None if form.photo.wants_removal else before)
    if draft is not None:
        draft.data, draft.photo = form.typed(), photo
        draft.save(update_fields=["data", "photo"])
        if before is not None and before != photo:
            erase([before])
        return form, token
    if form.is_valid() or photo:
        return form, Draft.objects.start(kind=KIND, data=form.typed(), photo=photo)[1]
    return form, ""


@transaction.atomic
def send(*, token: str) -> Draft:
    """Make an analysis of a draft, once, however often it is asked, and mail its author a link; return the draft.

    Raises:
        DraftGone, DraftIncomplete: nothing is written.
    """
    draft = Draft.objects.alive(kind=KIND, token=token).select_for_update().first()
    if draft is None:
        raise DraftGone
    if draft.object_id is not None:
        return draft
    form = form_of(draft, checked=True)
    if not form.is_valid():
        raise DraftIncomplete
    writer = form.contributor.cleaned_data
    contributor = Contributor.objects.meet(email=writer["contributor_email"], name=writer["contributor_name"])
    article = _written(form, contributor)
    Consent.objects.keep(
        sheet=article,
        contributor=contributor,
        purpose=Consent.Purpose.PUBLICATION,
        text=consent_texts.ARTICLE,
    )
    draft.sheet, draft.data, draft.photo = article, {}, None
    draft.save()
    actions.submit(sheet=article, contributor=contributor)
    return draft


def _written(form: ArticleForm, contributor: Contributor) -> Article:
    """Write the rows of the analysis."""
    article = form.as_article()
    article.submitted_by = contributor
    save_with_free_slug(article)
    for name, sheets in form.named().items():
        getattr(article, name).set(sheets)
    if photo := form.photo.kept:
        photo.alt, photo.credit = form.photo.cleaned_data["alt"], form.photo.cleaned_data["credit"]
        photo.save(update_fields=["alt", "credit"])
        article.photos.add(photo)
    refresh(article)
    return article
