"""What a person typed, kept under a secret address while they look at it: no account, no session.

24 hours; two weeks once they had the link sent to themselves (`initiatives.submission.later`).
"""

import json
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from contributors.models import Draft
from initiatives.submission.forms import SubmissionForm
from initiatives.submission.kinds import kind_called
from photos.actions import erase
from photos.models import Photo

KIND = SubmissionForm.kind
# Characters of a form that is kept unchecked: ten times a full one. Whoever sends more does not write a sheet.
MOST_KEPT = 200_000


@dataclass(frozen=True)
class Received:
    """A form that came, and the secret under which it is kept; empty when nothing needed keeping."""

    form: Any  # a LongForm, of the kind that was asked for
    token: str
    is_complete: bool
    is_sent: bool = False


def find(token: str, kind: str = KIND) -> Draft | None:
    """Return the draft of this kind that a secret opens, or None: unknown, or purged."""
    return Draft.objects.alive(kind=kind, token=token).select_related("photo").first()


def form_of(draft: Draft, *, checked: bool) -> Any:
    """Return the form as it was typed: a `LongForm` of the kind of the draft."""
    return kind_called(draft.kind).form.again(draft.data, kept=draft.photo, checked=checked)


@transaction.atomic
def receive(
    *,
    data: QueryDict,
    files: MultiValueDict,
    token: str = "",
    checked: bool = True,
    keep: bool = False,
    kind: str = KIND,
) -> Received:
    """Read a form and keep what must not be lost: all of it when it is complete, or as soon as it has a photo.

    `token` is that of the draft being changed, if any. A draft that was sent is left as it is: the same form once more
    is that sheet, another one begins a draft of its own. `keep` keeps the form
    whatever it lacks, unless it is out of all proportion.
    """
    drafts = (
        Draft.objects.alive(kind=kind, token=token).select_related("photo") if token else Draft.objects.none()
    )
    draft, new_form = drafts.select_for_update(of=("self",)).first(), kind_called(kind).form
    if draft is not None and draft.object_id is not None:
        if draft.was_sent_as(new_form(data, files, checked=False).typed()):
            return Received(new_form(), token, is_complete=False, is_sent=True)
        draft = None
    before = draft.photo if draft else None
    form = new_form(data, files, kept=before, checked=checked)
    photo = None
    if form.photo is not None:
        photo = form.photo.kept = form.photo.take_in() or (None if form.photo.wants_removal else before)
    complete = checked and form.is_valid()
    if draft is not None:
        draft.data, draft.photo = form.typed(), photo
        draft.save(update_fields=["data", "photo"])
        _erase_replaced(before, photo)
    elif complete or photo or (keep and len(json.dumps(form.typed())) <= MOST_KEPT):
        _, token = Draft.objects.start(kind=kind, data=form.typed(), photo=photo)
    else:
        token = ""
    return Received(form, token, is_complete=complete)


def _erase_replaced(before: Photo | None, now: Photo | None) -> None:
    if before is not None and before != now:
        erase([before])
