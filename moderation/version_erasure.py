"""Erasing what one earlier version of a sheet said: the step stays in the history, its words and photos go."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from contributors.models import Draft
from moderation.actions import TransitionRefused, lock
from moderation.authors import Author
from moderation.combining import is_empty
from moderation.erasure import remember_erasure, sheet_models
from moderation.models import Merge, Proposal, Revision, Sheet
from photos.actions import erase as erase_photos
from photos.models import Photo


@transaction.atomic
def erase_version(*, sheet: Sheet, revision: Revision, by: Author) -> Revision:
    """Erase what a sheet said after an earlier step, with its note and the photos that nothing else shows.

    It is written down, so that a backup that brings it back does so for a moment only. Raises TransitionRefused for
    the newest version, which is what the sheet says today, for one that is erased, and for another sheet's.
    """
    locked = lock(sheet)
    versions = Revision.objects.about(locked)
    version = versions.select_for_update(of=("self",)).filter(pk=revision.pk).first()
    if version is None:
        raise TransitionRefused("Cette version n’existe plus.")
    if version.is_erased:
        raise TransitionRefused("Le contenu de cette version est déjà effacé.")
    if version.pk == versions.values_list("pk", flat=True).first():
        raise TransitionRefused(
            "C’est la version d’aujourd’hui\u00a0: corrigez d’abord la fiche, puis effacez celle-ci."
        )
    blank(version, by=by)
    remember_erasure(Revision._meta.label_lower, version.pk)
    return version


@transaction.atomic
def blank(version: Revision, *, by: Author) -> None:
    """Take the words out of a version, and delete the photos that it alone still named.

    They also leave what is kept to undo merges and to compare proposals with: undoing would publish them again.
    """
    numbers, said = photos_of(version), version.data
    version.data, version.note = {}, ""
    version.erased_at, version.erased_by = timezone.now(), by.user
    version.save(update_fields=["data", "note", "erased_at", "erased_by"])
    others = Revision.objects.filter(content_type=version.content_type_id, object_id=version.object_id)
    named = {number for other in others.only("data") for number in photos_of(other)}
    if isinstance(sheet := version.sheet, Sheet):
        _forget(sheet, said, numbers - named)
    erase_photos(_unused(numbers - named))


def _forget(sheet: Sheet, said: dict[str, Any], photos: set[int]) -> None:
    """Take what an erased version said, and the sheet says no more, out of its standing merges and its proposals."""
    now = sheet.snapshot()
    newest = Revision.objects.about(sheet).first()
    today = [now, newest.data if newest else {}]  # of one that joined another, photos are away
    words = {
        name: value
        for name, value in said.items()
        if name != "photos" and not is_empty(value) and all(value != known.get(name) for known in today)
    }
    for merged in Merge.objects.about(sheet).standing():
        won = merged.winner_number == sheet.pk
        for kept in (merged.winner_before, merged.winner_after) if won else (merged.loser_before,):
            for name in [name for name, value in words.items() if kept.get(name) == value]:
                del kept[name]
            _drop_photos(kept, photos)
        merged.save(update_fields=["winner_before", "winner_after", "loser_before"])
    for proposal in Proposal.objects.about(sheet):
        _forget_proposed(proposal, words, now)
        _drop_photos(proposal.changes.get("photos", {}), photos, "before", "after")
        proposal.save(update_fields=["changes"])


def _drop_photos(holder: dict[str, Any], photos: set[int], *names: str) -> None:
    """Take these photos out of the lists of this name, `photos` unless others are given."""
    for name in names or ("photos",):
        if name in holder:
            holder[name] = [photo for photo in holder[name] if photo["id"] not in photos]


def _forget_proposed(proposal: Proposal, words: dict[str, Any], now: dict[str, Any]) -> None:
    """Take these words out of a proposal: one that waits is compared with what the sheet says now."""
    for name in proposal.changes.keys() & words.keys():
        change = proposal.changes[name]
        if proposal.decided_at and words[name] in (change["before"], change["after"]):
            del proposal.changes[name]
        elif not proposal.decided_at and change["before"] == words[name]:
            change["before"] = now[name]


def photos_of(version: Revision) -> set[int]:
    """Return the numbers of the photos that a snapshot names: every kind of sheet lists them alike."""
    return {photo["id"] for photo in version.data.get("photos", []) if isinstance(photo.get("id"), int)}


def _unused(numbers: Iterable[int]) -> list[Photo]:
    """Return the photos of these numbers that no sheet and no draft shows."""
    photos = Photo.objects.filter(pk__in=list(numbers))
    holders: list[tuple[Any, str]] = [(Draft, "photo")]
    holders += [
        (kind, field.name)
        for kind in sheet_models()
        for field in kind._meta.many_to_many
        if field.related_model is Photo
    ]
    for model, name in holders:
        photos = photos.exclude(Exists(model._default_manager.filter(**{name: OuterRef("pk")})))
    return list(photos)
