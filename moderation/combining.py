"""Two snapshots made into one, and taken apart again."""

from collections.abc import Mapping
from typing import Any

WINNER, LOSER, BOTH = "winner", "loser", "both"
EMPTY: tuple[Any, ...] = (None, "", [], {})


def is_empty(value: Any) -> bool:
    """Tell whether a part of a snapshot says nothing."""
    return value in EMPTY


def choices_for(mine: Any, theirs: Any) -> list[str]:
    """Return what may be chosen of two values that differ: both, where they are lists and both say something."""
    both = isinstance(mine, list) and isinstance(theirs, list) and mine and theirs
    return [WINNER, LOSER, BOTH] if both and _joined(mine, theirs) not in (mine, theirs) else [WINNER, LOSER]


def combined(
    mine: Mapping[str, Any], theirs: Mapping[str, Any], choices: Mapping[str, str]
) -> dict[str, Any]:
    """Return the snapshot of the winner, with what was chosen from that of the loser; other words mean the winner's."""
    made = dict(mine)
    for name, choice in choices.items():
        if name not in theirs:
            continue
        if choice == LOSER:
            made[name] = theirs[name]
        elif choice == BOTH and isinstance(theirs[name], list):
            made[name] = _joined(made.get(name) or [], theirs[name])
    return made


def parted(
    before: Mapping[str, Any], after: Mapping[str, Any], now: Mapping[str, Any]
) -> tuple[dict[str, Any], list[str]]:
    """Return today's snapshot without what came from `before` to `after`, and the names of what cannot be taken back.

    Of a list, the things that came go and those that went come back, whatever was done to the others since; any other
    value goes back unless it was changed since.
    """
    made, changed = dict(now), []
    for name in before.keys() & after.keys() & now.keys():
        if before[name] == after[name]:
            continue
        if now[name] == after[name]:
            made[name] = before[name]
        elif isinstance(now[name], list) and isinstance(before[name], list) and isinstance(after[name], list):
            made[name] = _without(now[name], after[name], before[name])
        elif now[name] != before[name]:
            changed.append(name)
    return made, changed


def _key(item: Any) -> Any:
    """Return what tells one thing of a list from another: its number, its address, else all that it says."""
    if isinstance(item, dict):
        for name in ("id", "url"):
            if name in item:
                return (name, item[name])
        # Who says so does not make it another thing: one side declares a relation, then both do.
        told = {name: value for name, value in item.items() if name != "declared_by"}
        return tuple(sorted((name, str(value)) for name, value in told.items()))
    return item


def _joined(mine: list[Any], theirs: list[Any]) -> list[Any]:
    known = {_key(item) for item in mine}
    return [*mine, *(item for item in theirs if _key(item) not in known)]


def _without(now: list[Any], after: list[Any], before: list[Any]) -> list[Any]:
    """Return a list without what came, and with what went."""
    was, became = ({_key(item) for item in items} for items in (before, after))
    stayed = [item for item in now if _key(item) in was or _key(item) not in became]
    kept = {_key(item) for item in stayed}
    return [*stayed, *(item for item in before if _key(item) not in became and _key(item) not in kept)]
