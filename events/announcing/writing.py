"""Writing a meeting: kept 24 hours while its author looks at it, then sent once."""

from django.conf import settings
from django.db import transaction
from django.http import QueryDict

from contributors import consent_texts
from contributors.models import Consent, Contributor, Draft
from contributors.refusals import Gone
from events.announcing.form import EventForm
from events.models import Event
from events.recurrence import Rhythm
from events.scheduling import schedule
from initiatives.models import Initiative
from initiatives.submission.actions import DraftGone, DraftIncomplete, save_with_free_slug
from moderation import actions

KIND = "event"


def find(token: str) -> Draft | None:
    """Return the draft that a secret opens, or None."""
    return Draft.objects.alive(kind=KIND, token=token).first()


def form_of(draft: Draft, *, checked: bool) -> EventForm:
    """Return the form as it was typed."""
    return EventForm.again(draft.data, checked=checked)


def form_about(slug: str) -> EventForm:
    """Return a form that names the published initiative of this address; an empty one for any other text."""
    try:
        found = Initiative.objects.at(slug) or Initiative.objects.moved(slug) if slug else None
    except Gone:  # erased: one may still announce something else
        found = None
    if found is None:
        return EventForm()
    begun = {"initiatives": [settings.SITE_URL + found.get_absolute_url()], "rhythm": [Rhythm.ONCE.value]}
    return EventForm.again(begun, checked=False)


@transaction.atomic
def receive(*, data: QueryDict, token: str) -> tuple[EventForm, str]:
    """Read a form; return it with the secret under which it is kept, empty as long as it is not complete."""
    form = EventForm(data)
    drafts = Draft.objects.alive(kind=KIND, token=token).filter(object_id=None)
    draft = drafts.select_for_update().first() if token else None
    if not form.is_valid():
        return form, token if draft else ""
    if draft is None:
        return form, Draft.objects.start(kind=KIND, data=form.typed(), photo=None)[1]
    draft.data = form.typed()
    draft.save(update_fields=["data"])
    return form, token


@transaction.atomic
def send(*, token: str) -> Draft:
    """Make a meeting of a draft, once, however often it is asked, and mail its author a link; return the draft.

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
    event = _written(form, contributor)
    Consent.objects.keep(
        sheet=event,
        contributor=contributor,
        purpose=Consent.Purpose.PUBLICATION,
        text=consent_texts.EVENT,
    )
    draft.sheet, draft.data = event, {}
    draft.save()
    actions.submit(sheet=event, contributor=contributor)
    return draft


def _written(form: EventForm, contributor: Contributor) -> Event:
    """Write the rows of the meeting."""
    event = form.as_event()
    event.submitted_by = contributor
    save_with_free_slug(event)
    for name, sheets in form.named().items():
        getattr(event, name).set(sheets)
    schedule(event)
    return event
