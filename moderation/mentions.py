"""What other sheets keep of one that is erased: its name in their histories, what their lists read of it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Q, TextField
from django.db.models.functions import Cast

from moderation.models import FormerSlug, Merge, Proposal, Revision, Sheet

GONE = "une fiche effacée"
SOME = 1000  # sheets whose histories are searched by one query
NAMES = ("name", "title")  # what the title is called in a snapshot
Bound = Mapping[type[Sheet], Collection[int]]
"""Primary keys by kind: see `Sheet.bound`."""


def forget(sheet: Sheet, bound: Bound) -> None:
    """Take the name of a sheet that is about to be erased out of what is kept about those to which it was bound.

    That is their histories, what would undo their merges, and what was proposed to change in them.
    """
    names, slugs = _names(sheet), _slugs(sheet)
    for kind, numbers in bound.items():
        content_type = kind.content_type(kind())
        ordered = sorted(numbers)
        for start in range(0, len(ordered), SOME):
            some = ordered[start : start + SOME]
            about = Revision.objects.filter(content_type=content_type, object_id__in=some)
            _revisions(sheet, about, names, slugs)
            merges = Merge.objects.filter(content_type=content_type, winner_number__in=some)
            merges |= Merge.objects.filter(content_type=content_type, loser_number__in=some)
            _rewrite(sheet, merges, ("winner_before", "winner_after", "loser_before"), slugs)
            proposed = Proposal.objects.filter(content_type=content_type, object_id__in=some)
            _proposals(sheet, proposed, slugs)


def refresh(bound: Bound) -> None:
    """Bring in line what lists read of these sheets, once the one that they named is gone."""
    for kind, numbers in bound.items():
        kind.refresh_all(numbers)


def _names(sheet: Sheet) -> list[str]:
    """Return what a sheet is called, and was."""
    said = Revision.objects.about(sheet).values_list(*(f"data__{name}" for name in NAMES))
    return sorted({sheet.title_text, *(name for row in said for name in row if isinstance(name, str))} - {""})


def _slugs(sheet: Any) -> set[str]:
    former = FormerSlug.objects.filter(content_type=sheet.content_type(), object_id=sheet.pk)
    return {sheet.slug, *former.values_list("slug", flat=True)}


def _holding(rows: Any, columns: Sequence[str], slugs: Collection[str]) -> Iterator[Any]:
    """Yield the rows of which one of these columns of JSON data holds one of these addresses."""
    texts = {f"{column}_text": Cast(column, TextField()) for column in columns}
    held = Q(pk__in=[])
    for name in texts:
        for slug in slugs:
            held |= Q(**{f"{name}__contains": f'"{slug}"'})
    yield from rows.alias(**texts).filter(held)


def _revisions(sheet: Sheet, about: Any, names: Collection[str], slugs: Collection[str]) -> None:
    told = Q(pk__in=[])
    for name in names:
        told |= Q(note__contains=f"«\u00a0{name}\u00a0»")
    for revision in about.filter(told).only("note"):
        for name in names:
            revision.note = revision.note.replace(f"«\u00a0{name}\u00a0»", f"«\u00a0{GONE}\u00a0»")
        revision.save(update_fields=["note"])
    _rewrite(sheet, about, ("data",), slugs)


def _rewrite(sheet: Sheet, rows: Any, columns: Sequence[str], slugs: Collection[str]) -> None:
    for row in _holding(rows, columns, slugs):
        for column in columns:
            setattr(row, column, sheet.left_out_of(getattr(row, column), slugs))
        row.save(update_fields=list(columns))


def _proposals(sheet: Sheet, proposed: Any, slugs: Collection[str]) -> None:
    for proposal in _holding(proposed, ("changes",), slugs):
        for moment in ("before", "after"):
            said = {name: change[moment] for name, change in proposal.changes.items() if moment in change}
            for name, value in sheet.left_out_of(said, slugs).items():
                proposal.changes[name][moment] = value
        proposal.save(update_fields=["changes"])
