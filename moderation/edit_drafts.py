"""What a person changed in a sheet, kept 24 hours while they look at it before sending."""

from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.db import transaction
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from contributors.models import Contributor, Draft
from moderation import proposals
from moderation.editing import EditForm
from moderation.models import Proposal, Sheet
from photos.actions import erase
from photos.models import Photo

UNCHANGED = (
    "Vous n’avez encore rien changé. Pour dire ce qui ne va pas sans le corriger, signalez un problème."
)


class DraftGone(Exception):
    """No draft has this secret: it is unknown, or older than 24 hours."""


class DraftIncomplete(Exception):
    """What was typed no longer passes the checks of the form: a theme that it names is gone."""


@dataclass(frozen=True)
class Received:
    """A form that came, and the secret under which it is kept; empty when nothing needed keeping."""

    form: EditForm
    token: str
    is_complete: bool
    is_unchanged: bool = False


def kind_of(sheet: Sheet) -> str:
    """Return what tells the drafts about one sheet from all others."""
    return f"edit-{sheet.content_type().pk}-{sheet.pk}"


def signed_base(sheet: Sheet, form: EditForm) -> str:
    """Return what a form was opened on, to come back with it: nobody makes us believe another, or another sheet’s."""
    return signing.dumps(form.known_base, salt=_salt(sheet), compress=True)


def read_base(sheet: Sheet, signed: str) -> dict[str, Any] | None:
    """Return what the form of this sheet was opened on, or None when we did not sign it."""
    try:
        base = signing.loads(signed, salt=_salt(sheet))
    except signing.BadSignature:
        return None
    return base if isinstance(base, dict) else None


def _salt(sheet: Sheet) -> str:
    return f"moderation.editing {kind_of(sheet)}"


def find(sheet: Sheet, token: str) -> Draft | None:
    """Return the draft about this sheet that a secret opens, or None."""
    return Draft.objects.alive(kind=kind_of(sheet), token=token).select_related("photo").first()


def form_of(draft: Draft, sheet: Sheet, *, checked: bool, is_known: bool) -> EditForm:
    """Return the form as it was typed. Call it for a draft that was not sent yet."""
    return sheet.edit_form().again(draft.data, photo=draft.photo, checked=checked, is_known=is_known)


@transaction.atomic
def receive(
    *, sheet: Sheet, data: QueryDict, files: MultiValueDict, token: str, action: str, is_known: bool
) -> Received:
    """Read a form and keep what must not be lost: all of it when it is complete, or as soon as it has a photo.

    `token` is that of the draft being changed, if any; `action` is the button that was pressed.
    """
    kind = sheet.edit_form()
    drafts = Draft.objects.alive(kind=kind_of(sheet), token=token).filter(object_id=None)
    draft = drafts.select_related("photo").select_for_update(of=("self",)).first()
    base = draft.data["base"] if draft else read_base(sheet, str(data.get("base", "")))
    reshaped = kind.reshaped(data, action)
    before = draft.photo if draft else None
    form = kind(
        sheet.snapshot() if base is None else base,
        data if reshaped is None else reshaped,
        files,
        kept=before,
        checked=reshaped is None,
        is_known=is_known,
    )
    form.take_photo(before)
    valid = form.is_valid()
    unchanged = valid and not form.changes()
    complete = valid and not unchanged
    return Received(form, _keep(form, draft, kind_of(sheet), token, complete), complete, unchanged)


def _keep(form: EditForm, draft: Draft | None, kind: str, token: str, complete: bool) -> str:
    """Keep what was typed; return the secret of the draft, or nothing."""
    if draft is not None:
        before = draft.photo
        draft.data, draft.photo = form.kept(), form.photo
        draft.save(update_fields=["data", "photo"])
        _erase_replaced(before, form.photo)
        return token
    if complete or form.photo:
        return Draft.objects.start(kind=kind, data=form.kept(), photo=form.photo)[1]
    return ""


def _erase_replaced(before: Photo | None, now: Photo | None) -> None:
    if before is not None and before != now:
        erase([before])


@transaction.atomic
def submit(*, sheet: Sheet, token: str, contributor: Contributor | None, seen: int) -> Draft:
    """Send what a draft changes, once, however often it is called; return the draft, which points at what it became.

    `contributor` is the author of the sheet, who came by a link; None for anybody else, who has written who they are.

    Raises:
        DraftGone, DraftIncomplete: nothing is written.
        moderation.proposals.SheetChanged, moderation.actions.TransitionRefused: as `proposals` does.
    """
    draft = Draft.objects.alive(kind=kind_of(sheet), token=token).select_for_update().first()
    if draft is None:
        raise DraftGone
    if draft.object_id is not None:
        return draft
    form = form_of(draft, sheet, checked=True, is_known=contributor is not None)
    changes = form.changes() if form.is_valid() else {}
    if not changes:
        raise DraftIncomplete
    said = {"changes": changes, "remark": form.remark.cleaned_data["remark"], "photo": form.photo}
    became: Proposal | None
    if contributor is not None:
        became = proposals.correct(sheet=sheet, contributor=contributor, seen=seen, **said)
    else:
        became = proposals.send(sheet=sheet, contributor=_proposer(form), **said)
    draft.sheet, draft.data, draft.photo = became or sheet, {}, None
    draft.save()
    return draft


def _proposer(form: EditForm) -> Contributor:
    """Return who wrote the form."""
    if form.proposer is None:
        raise DraftIncomplete
    told = form.proposer.cleaned_data
    return Contributor.objects.meet(email=told["contributor_email"], name=told["contributor_name"])
