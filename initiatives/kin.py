"""Initiatives that one takes inspiration from, is a part of or follows, and those that do so of it."""

from dataclasses import dataclass

from initiatives.models import DeclaredBy, Initiative, Kinship

LABELS: dict[tuple[str, bool], str] = {
    (Kinship.Kind.INSPIRED, True): "S’inspire de",
    (Kinship.Kind.INSPIRED, False): "A inspiré",
    (Kinship.Kind.PART, True): "Fait partie de",
    (Kinship.Kind.PART, False): "Comprend",
    (Kinship.Kind.FOLLOWS, True): "Fait suite à",
    (Kinship.Kind.FOLLOWS, False): "A pour suite",
}


@dataclass(frozen=True)
class Kin:
    """An initiative linked to another, as the page of that other one says it."""

    initiative: Initiative
    said_by: str
    """Who alone says so, in words; nothing when both sides do."""


def kin_of(initiative: Initiative) -> list[tuple[str, list[Kin]]]:
    """Return the published initiatives linked to one, by what links them, in words."""
    found: dict[tuple[str, bool], list[Kin]] = {}
    rows = [(row, row.other, True) for row in initiative.kinships.all()]
    rows += [(row, row.initiative, False) for row in initiative.kinships_from.all()]
    for row, other, is_subject in rows:
        if other.is_published and row.is_shown:
            own = row.declared_by == (DeclaredBy.SUBJECT if is_subject else DeclaredBy.OBJECT)
            said_by = "selon cette initiative" if own else "selon l’autre initiative"
            kin = Kin(other, "" if row.is_agreed else said_by)
            found.setdefault((row.kind, is_subject), []).append(kin)
    return [(label, found[key]) for key, label in LABELS.items() if key in found]
