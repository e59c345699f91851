"""Deleting sheets with all that is kept about them, and remembering which: a backup may bring them back."""

import json
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from contributors import acts
from contributors.models import Consent, Contributor, Draft, RightsRequest, SignedLink
from contributors.rights_requests import note_self_service
from moderation.actions import CONFIRMATION_TIME, lock
from moderation.authors import Author
from moderation.mails import tell_erased
from moderation.merging import undo
from moderation.models import (
    CharterTick,
    Claim,
    Distinct,
    Erasure,
    FormerSlug,
    Kit,
    KitLine,
    Merge,
    Proposal,
    Question,
    Report,
    Revision,
    Sheet,
    Status,
    Trust,
)
from moderation.models.proposal import ProposalQuerySet
from moderation.remnants import forget
from outbox.models import Message
from photos.actions import erase as erase_photos
from photos.models import Photo

# accessibility-privacy.md, « Retention »: how long after which date a sheet of each status is kept.
UNCONFIRMED_KEPT = CONFIRMATION_TIME
REFUSED_KEPT = timedelta(days=183)
REPORTS_KEPT = timedelta(days=183)  # once they are dealt with
PROPOSALS_KEPT = timedelta(days=183)  # once they are decided about
KITS_KEPT = timedelta(days=183)  # once made: an answer found on paper later says little of today


def sheet_models() -> list[type[Sheet]]:
    """Return every kind of sheet: those of the apps above are found without being named here."""
    return [model for model in apps.get_models() if issubclass(model, Sheet)]


@transaction.atomic
def erase(*, sheet: Sheet) -> None:
    """Delete a sheet: its rows, its photos, its history, the links and consents about it, and what was merged into it.

    Of one that was public, its addresses stay, to answer that it is gone, and a line in the list of erasures.
    """
    kind: Any = type(sheet)
    for merged in kind.objects.filter(merged_into=sheet.pk):
        erase(sheet=merged)
    many_to_many = sheet._meta.many_to_many
    fields = [field.name for field in many_to_many if field.related_model is Photo]
    photos = [photo for name in fields for photo in getattr(sheet, name).all()]
    about_it = {"content_type": sheet.content_type(), "object_id": sheet.pk}
    if sheet.published_at is not None:
        former = FormerSlug.objects.filter(**about_it).values_list("slug", flat=True)
        for slug in {*kind.objects.filter(pk=sheet.pk).values_list("slug", flat=True), *former}:
            Erasure.objects.update_or_create(
                content_type=sheet.content_type(), slug=slug, defaults={"object_id": sheet.pk}
            )
        remember_erasure(sheet._meta.label_lower, sheet.pk)
    photos += forget(sheet)
    proposed = Proposal.objects.about(sheet)
    _links_to(proposed).delete()
    proposed.erase()
    about = (
        Revision,
        Question,
        Report,
        Claim,
        CharterTick,
        Trust,
        KitLine,
        Consent,
        SignedLink,
        FormerSlug,
        Draft,
    )
    for model in about:
        model._default_manager.filter(**about_it).delete()
    for pairs in (Merge.objects, Distinct.objects):
        pairs.about(sheet).delete()
    sheet.delete()
    erase_photos(photos)


@transaction.atomic
def erase_for_author(*, sheet: Sheet, contributor: Contributor) -> None:
    """Erase a sheet because who sent it wants it, with the mails that name it; confirm it to them.

    What joined it and comes from somebody else is not theirs to erase: it becomes a sheet of its own again. Raises
    moderation.actions.TransitionRefused when that cannot be.
    """
    for merged in Merge.objects.standing().won_by(sheet):
        loser = merged.loser
        if isinstance(loser, Sheet) and loser.submitted_by_id != contributor.pk:
            undo(merged=merged, by=Author.system())
    locked = lock(sheet)
    mails = Message.objects.filter(to__iexact=contributor.email, subject__contains=locked.title_text[:150])
    mails.delete()
    acts.record(acts.Kind.ERASURE, by=None, about=acts.name_of(locked), detail="à la demande de son auteur")
    erase(sheet=locked)
    note_self_service(
        kind=RightsRequest.Kind.ERASURE, done="Fiche effacée aussitôt, depuis la page de suivi."
    )
    tell_erased(contributor=contributor)


def remember_erasure(kind: str, number: int) -> None:
    """Have what was erased written down once the transaction is committed: `kind` as `moderation.revision`."""
    transaction.on_commit(partial(_write_down, kind, number))


def _write_down(kind: str, number: int) -> None:
    """Add a line to the list of erasures, which lies outside the database that a backup brings back."""
    line = {"kind": kind, "number": number, "at": timezone.now().isoformat(timespec="seconds")}
    with erasure_list().open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")


def erasure_list() -> Path:
    """Return where erasures are written down."""
    return Path(settings.VAR_DIR) / "erasures.jsonl"


def replay() -> int:
    """Erase again what the list of erasures names and a backup brought back; return how many sheets and versions."""
    from moderation.version_erasure import blank

    path, again = erasure_list(), 0
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    for kind, number in {(line["kind"], line["number"]) for line in map(json.loads, lines)}:
        found = apps.get_model(kind)._default_manager.filter(pk=number).first()
        if isinstance(found, Sheet):
            erase(sheet=found)
            again += 1
        elif isinstance(found, Revision) and not found.is_erased:
            blank(found, by=Author.system())
            again += 1
    return again


def purge() -> dict[str, int]:
    """Delete what nobody confirmed and what was refused or dealt with long ago; return how many of each."""
    now = timezone.now()
    return {
        "unconfirmed sheets": _purge(Status.UNCONFIRMED, created_at=now - UNCONFIRMED_KEPT),
        "refused sheets": _purge(Status.REFUSED, updated_at=now - REFUSED_KEPT),
        "proposals": Proposal.objects.filter(
            Q(state=Proposal.State.UNCONFIRMED, created_at__lte=now - UNCONFIRMED_KEPT)
            | Q(decided_at__lte=now - PROPOSALS_KEPT)
        ).erase(),
        "reports": Report.objects.filter(closed_at__lte=now - REPORTS_KEPT).delete()[0],
        "lists to verify": _purge_kits(now - KITS_KEPT),
    }


def _links_to(proposed: ProposalQuerySet) -> QuerySet[SignedLink]:
    """Return the links that confirm these proposals."""
    return SignedLink.objects.filter(
        content_type=ContentType.objects.get_for_model(Proposal), object_id__in=proposed.values("pk")
    )


def _purge_kits(before: datetime) -> int:
    """Delete the lists to verify that were made before this moment; return how many went."""
    old = list(Kit.objects.filter(made_at__lte=before).values_list("pk", flat=True))
    Kit.objects.filter(pk__in=old).delete()
    return len(old)


def _purge(status: str, **before: datetime) -> int:
    """Delete the sheets of this status whose date is before the one given; return how many went."""
    conditions = {"status": status} | {f"{name}__lte": moment for name, moment in before.items()}
    gone = 0
    for model in sheet_models():
        for pk in list(model._default_manager.filter(**conditions).values_list("pk", flat=True)):
            with transaction.atomic():
                # Read again under a lock: its author may be confirming it at this very moment.
                sheets = model._default_manager.filter(pk=pk, **conditions)
                sheet = sheets.select_for_update(skip_locked=True).first()
                if sheet is not None:
                    erase(sheet=sheet)
                    gone += 1
    return gone
