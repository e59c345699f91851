"""What both sides said of the relations of a sheet that joins another, and what they are still asked."""

from collections.abc import Mapping
from typing import Any

from initiatives.models import Agreement, DeclaredBy
from initiatives.relating.bonds import KINDS, Bond, opposite
from initiatives.relating.cases import about, follow, speaks_for
from moderation.models import Sheet


def take_words_over(winner: Sheet, loser: Sheet) -> dict[str, Any]:
    """Have a sheet keep the stronger word of two that said the same, and its speaker asked what the other one's was.

    Return, as JSON data, what undoes it. Call it once the relations of the loser have gone to the winner.
    """
    words = _strengthen(winner, loser)
    return {"words": words, "cases": _give_cases(loser, winner)}


def give_words_back(moved: Mapping[str, Any]) -> None:
    """Have what the winner said be no more than what it said itself, unless it changed since."""
    for kind, subject, other, role, said in moved.get("words", []):
        _row(kind, subject, other, role).filter(declared_by=DeclaredBy.BOTH).update(declared_by=said)


def give_cases_back(winner: Sheet, loser: Sheet, moved: Mapping[str, Any]) -> None:
    """Have the speaker of the loser asked again what nobody answered meanwhile."""
    _give_cases(winner, loser, moved.get("cases", []))
    follow(winner)


def _row(kind: str, subject: int, other: int, role: str) -> Any:
    columns = KINDS[kind]
    told = {columns.role: role} if columns.role else {}
    return columns.model.objects.filter(**{columns.subject: subject, columns.object: other}, **told)


def _strengthen(winner: Sheet, loser: Sheet) -> list[list[Any]]:
    """Have the relations that both have, each in other words, be agreed; return them with what the winner had said.

    Either one of the two was agreed, or one side said so to one sheet, and the other side to the other.
    """
    found: list[list[Any]] = []
    for kind, columns in KINDS.items():
        for own, other in ((columns.subject, columns.object), (columns.object, columns.subject)):
            if columns.model._meta.get_field(own).related_model is not type(winner):
                continue
            key = [other, *([columns.role] if columns.role else [])]
            theirs = {
                tuple(said): declared_by for *said, declared_by in _words_of(columns.model, own, loser, key)
            }
            for row in columns.model.objects.filter(**{own: winner}).exclude(declared_by=DeclaredBy.BOTH):
                said = row.declared_by
                same = theirs.get(
                    tuple(getattr(row, columns.model._meta.get_field(name).attname) for name in key)
                )
                if same and same != said:
                    row.declared_by = DeclaredBy.BOTH
                    row.save(update_fields=["declared_by"])
                    sides = [getattr(row, f"{name}_id") for name in (columns.subject, columns.object)]
                    found.append([kind, *sides, getattr(row, columns.role) if columns.role else "", said])
    return found


def _words_of(model: Any, own: str, loser: Sheet, key: list[str]) -> Any:
    """Return what tells the relations of a sheet apart, each with who declares it."""
    return model.objects.filter(**{own: loser}).values_list(*key, "declared_by")


def _give_cases(origin: Sheet, target: Sheet, numbers: list[int] | None = None) -> list[int]:
    """Have the questions about a sheet that wait be about another: those of these numbers, or all; return which.

    Where somebody else answers for that one, they are asked. What the other is asked already is asked once.
    """
    waiting = about(origin).waiting().select_for_update()
    given = []
    for case in waiting.order_by("pk") if numbers is None else waiting.filter(pk__in=numbers).order_by("pk"):
        columns = KINDS[case.kind]
        sides = {name: getattr(case, name) for name in (columns.subject, columns.object)}
        if target in sides.values():  # what bound the two binds nothing any more
            continue
        sides = {name: target if side == origin else side for name, side in sides.items()}
        same = Agreement.objects.filter(kind=case.kind, role=case.role, **sides).first()
        if same is not None:
            case.delete()
            continue
        for name, side in sides.items():
            setattr(case, name, side)
        silent = Bond.of_case(case).sheet(opposite(case.declared_by))
        if case.asked is None or not speaks_for(case.asked, silent):
            case.asked, case.asked_at, case.reminded_at, case.handed_at = None, None, None, None
        case.save()
        given.append(case.pk)
    follow(target)
    return given
