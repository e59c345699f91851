"""Writing a call: kept 24 hours while its author looks at it, then sent once."""

from functools import reduce
from operator import or_

from django.db import transaction
from django.http import QueryDict

from contributors import consent_texts
from contributors.models import Consent, Contributor, Draft
from contributors.models.draft import DraftQuerySet
from initiatives.calling.form import CallForm
from initiatives.models import Call, Initiative
from initiatives.models.call import MOST_OPEN
from initiatives.submission.actions import DraftGone, DraftIncomplete, save_with_free_slug
from moderation import actions
from moderation.actions import TransitionRefused, lock, record
from moderation.authors import Author
from moderation.models import Revision, Status, Trust

FULL = (
    f"Cette initiative a déjà {MOST_OPEN} appels en cours ou en relecture\u00a0: attendez que l’un d’eux se termine, "
    "ou dites-nous lequel n’a plus lieu d’être."
)


def kind_of(initiative: Initiative) -> str:
    """Return what tells the drafts of calls of one initiative from all others."""
    return f"call-{initiative.pk}"


def is_full(initiative: Initiative, *, is_known: bool) -> bool:
    """Tell whether an initiative asks enough; what strangers proposed and nobody read does not stop its author."""
    found = Call.objects.open().filter(initiative=initiative).count()
    if not is_known:
        found += Call.objects.filter(initiative=initiative, status=Status.PENDING).count()
    return found >= MOST_OPEN


def find(initiative: Initiative, token: str) -> Draft | None:
    """Return the draft that a secret opens, or None."""
    return _opened(initiative, token).first()


def _opened(initiative: Initiative, token: str) -> DraftQuerySet:
    """Return the set of at most one draft that a secret opens: of an initiative, or of one that joined it since."""
    kinds = [kind_of(initiative)]
    kinds += map(kind_of, Initiative.objects.filter(merged_into=initiative).only("pk"))
    found = [Draft.objects.alive(kind=kind, token=token) for kind in kinds]
    return reduce(or_, found)


def unavailable(initiative: Initiative) -> str:
    """Return that an initiative calls for nothing, because nobody sees it any more."""
    return f"«\u00a0{initiative.title}\u00a0» n’est plus en ligne."


def form_of(draft: Draft, *, is_known: bool, checked: bool) -> CallForm:
    """Return the form as it was typed."""
    return CallForm.again(draft.data, is_known=is_known, checked=checked)


@transaction.atomic
def receive(*, initiative: Initiative, data: QueryDict, token: str, is_known: bool) -> tuple[CallForm, str]:
    """Read a form; return it with the secret under which it is kept, empty as long as it is not complete."""
    form = CallForm(data, is_known=is_known)
    drafts = _opened(initiative, token).filter(object_id=None)
    draft = drafts.select_for_update().first() if token else None
    if not form.is_valid():
        return form, token if draft else ""
    if draft is None:
        return form, Draft.objects.start(kind=kind_of(initiative), data=form.typed(), photo=None)[1]
    draft.data = form.typed()
    draft.save(update_fields=["data"])
    return form, token


@transaction.atomic
def send(*, initiative: Initiative, token: str, contributor: Contributor | None) -> Draft:
    """Make a call of a draft, once, however often it is asked; return the draft, which points at the call.

    `contributor` is the author of the initiative, come by their link: the call joins the queue, or is published at
    once when they are trusted with the initiative. Anybody else (None) is mailed a link to confirm it.

    Raises:
        DraftGone, DraftIncomplete: nothing is written.
        TransitionRefused: the initiative is not public any more, or asks enough.
    """
    draft = _opened(initiative, token).select_for_update().first()
    if draft is None:
        raise DraftGone
    if draft.object_id is not None:
        return draft
    is_known = contributor is not None
    form = form_of(draft, is_known=is_known, checked=True)
    if not form.is_valid():
        raise DraftIncomplete
    locked = lock(initiative)
    if not isinstance(locked, Initiative) or not locked.is_published:
        raise TransitionRefused(unavailable(initiative))
    if is_full(locked, is_known=is_known):
        raise TransitionRefused(FULL)
    writer = contributor or _writer(form)
    call = form.as_call()
    call.initiative, call.submitted_by = locked, writer
    save_with_free_slug(call)
    Consent.objects.keep(
        sheet=call,
        contributor=writer,
        purpose=Consent.Purpose.PUBLICATION,
        text=consent_texts.CALL,
    )
    draft.sheet, draft.data = call, {}
    draft.save()
    if contributor is None:
        actions.submit(sheet=call, contributor=writer)
    else:
        _hand_over(call, contributor)
    return draft


def _writer(form: CallForm) -> Contributor:
    """Return who wrote the form."""
    told = form.contributor.cleaned_data
    return Contributor.objects.meet(email=told["contributor_email"], name=told["contributor_name"])


def _hand_over(call: Call, contributor: Contributor) -> None:
    """Give the call of a known author to moderators, or publish it when the author is trusted with the initiative."""
    by = Author.contributing(contributor)
    record(call, action=Revision.Action.SUBMIT, by=by)
    if Trust.objects.covers(call.initiative, contributor):
        actions.publish(sheet=actions.enqueue(sheet=call, by=by), by=by)
    else:
        actions.confirm(sheet=call, contributor=contributor)
