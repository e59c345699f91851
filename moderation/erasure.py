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
from moderation import holdings, mentions
from moderation.actions import CONFIRMATION_TIME
from moderation.authors import Author
from moderation.mails import tell_erased
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
from moderation.parting import forget, part
from moderation.remnants import forget as forget_remnants
from outbox.models import Message
from outbox.withdrawing import withdraw
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
    """Delete a sheet: its rows, its photos, its history, the links and consents about it.

    What joined it goes with it if it has the same author; what others wrote becomes a sheet of its own again, and a
    sheet that it had joined gives back what it took. Of one that was public, its addresses stay, to answer that it is
    gone, and a line in the list of erasures. Raises moderation.actions.TransitionRefused when what others wrote
    cannot be taken out of it.
    """
    _erase(sheet)


def _erase(sheet: Sheet) -> set[str]:
    """Erase a sheet and what goes with it; return what they were called."""
    gone = [*part(sheet), sheet]
    sheet.refresh_from_db()
    numbers = {one.pk for one in gone}
    titles = {one.title_text for one in gone}
    for one in gone:
        # One at a time: what had joined another of them may go along with it.
        while belonging := next(iter(one.belongings()), None):
            titles |= _erase(belonging)
        forget(one, gone=numbers)
        _delete(one)
    return titles


def _delete(sheet: Sheet) -> None:
    """Delete a sheet with all that is kept about it."""
    kind: Any = type(sheet)
    photos, bound = _own_photos(sheet), sheet.bound()
    mentions.forget(sheet, bound)
    about_it = {"content_type": sheet.content_type(), "object_id": sheet.pk}
    if sheet.published_at is not None:
        former = FormerSlug.objects.filter(**about_it).values_list("slug", flat=True)
        for slug in {*kind.objects.filter(pk=sheet.pk).values_list("slug", flat=True), *former}:
            Erasure.objects.update_or_create(
                content_type=sheet.content_type(), slug=slug, defaults={"object_id": sheet.pk}
            )
        remember_erasure(sheet._meta.label_lower, sheet.pk)
    photos += forget_remnants(sheet)
    holdings.forget(sheet.content_type(), [sheet.pk])
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
    sheet.was_erased()
    mentions.refresh(bound)
    erase_photos(photos)


@transaction.atomic
def erase_for_author(*, sheet: Sheet, contributor: Contributor) -> None:
    """Erase a sheet because who sent it wants it, with the mails that name it; confirm it to them.

    Raises moderation.actions.TransitionRefused as `erase`, ObjectDoesNotExist when it is gone already.
    """
    sheet.refresh_from_db()
    acts.record(acts.Kind.ERASURE, by=None, about=acts.name_of(sheet), detail="à la demande de son auteur")
    for title in {sheet.title_text, *_erase(sheet)}:
        theirs = Message.objects.filter(to__iexact=contributor.email, subject__contains=title[:150])
        withdraw(
            theirs.values_list("pk", flat=True)
        )  # a letter of that name may be about others: it is owed again
        theirs.delete()
    note_self_service(
        kind=RightsRequest.Kind.ERASURE, done="Fiche effacée aussitôt, depuis la page de suivi."
    )
    tell_erased(contributor=contributor)


def remember_erasure(kind: str, number: int) -> None:
    """Have what was erased written down once the transaction is committed: `kind` as `moderation.revision`."""
    transaction.on_commit(partial(_write_down, kind, number))


def _write_down(kind: str, number: int) -> None:
    """Add a line to the list of erasures, which lies outside the database that a backup brings back."""
    line = {"kind": kind, "number": number, "at": timezone.now().isoformat()}
    with erasure_list().open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")


def erasure_list() -> Path:
    """Return where erasures are written down."""
    return Path(settings.VAR_DIR) / "erasures.jsonl"


def replay() -> int:
    """Erase again what the list of erasures names and a backup brought back; return how many sheets and versions.

    A backup brings the counters back as well: what was made since an erasure may have the number of what was erased.
    """
    from moderation.version_erasure import blank

    path, again = erasure_list(), 0
    lines = map(json.loads, path.read_text(encoding="utf-8").splitlines() if path.exists() else [])
    last: dict[tuple[str, int], datetime] = {}
    for line in lines:
        erased, at = (line["kind"], line["number"]), datetime.fromisoformat(line["at"])
        last[erased] = max(at, last.get(erased, at))
    for (kind, number), at in last.items():
        found = apps.get_model(kind)._default_manager.filter(pk=number, created_at__lte=at).first()
        if isinstance(found, Sheet):
            erase(sheet=found)
            again += 1
        elif isinstance(found, Contributor):
            with transaction.atomic():
                holdings.forget_person(found, at)
        elif isinstance(found, Revision) and not found.is_erased:
            blank(found, by=Author.system())
            again += 1
        elif found is not None and not isinstance(found, Revision):
            again += holdings.erase_again(found)
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
        **holdings.purge(),
    }


def _own_photos(sheet: Sheet) -> list[Photo]:
    """Return the photos of a sheet that no other one shows."""
    found = []
    for field in sheet._meta.many_to_many:
        if field.related_model is Photo:
            shown: Any = getattr(sheet, field.name)
            others = shown.through.objects.exclude(**{shown.source_field_name: sheet.pk})
            found += [photo for photo in shown.all() if not others.filter(photo=photo).exists()]
    return found


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
