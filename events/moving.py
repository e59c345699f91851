"""Which dates of a meeting go on as which others when its rule changes: who comes to one is told, and comes along."""

from bisect import bisect
from datetime import date, timedelta
from functools import cache

from events.models.occurrence import Occurrence

# From the second Tuesday of a month to its last Thursday: what is farther in a series is another date.
FARTHEST = timedelta(days=23)
PAIR, LEAVE, PASS = range(3)


def pairs(rows: list[Occurrence], new: list[Occurrence], *, stays: list[date]) -> list[tuple[int, int]]:
    """Return which rows move to which new times, by their ranks in these lists, each in the order of its days.

    `stays` are the days that the meeting had and still has, in order. Where there is none and all move alike, a single
    one first of all, they move however far that is: the meeting is put off. Otherwise each goes to a day near its own,
    none passes another, and those for which there is no day near are left out.
    """
    if not stays and len(rows) == len(new):
        moves = {there.day - row.day for row, there in zip(rows, new, strict=True)}
        if len(moves) == 1:
            return [(rank, rank) for rank in range(len(rows))]
    return _nearest([row.day for row in rows], [there.day for there in new], stays)


def _nearest(days: list[date], new: list[date], stays: list[date]) -> list[tuple[int, int]]:
    """Return the pairs for which all together move the least, where one left out counts as the farthest move."""

    def is_near(day: date, other: date) -> bool:
        return abs(other - day) <= FARTHEST and bisect(stays, day) == bisect(stays, other)

    @cache
    def least(rank: int, other: int) -> tuple[timedelta, int]:
        """Return what the days from these ranks on cost, and what to do at first: PAIR, LEAVE the row, PASS the day."""
        if rank == len(days):
            return timedelta(), LEAVE
        choices = [(FARTHEST + least(rank + 1, other)[0], LEAVE)]
        if other < len(new):
            if is_near(days[rank], new[other]):
                move = abs(new[other] - days[rank])
                choices.append((move + least(rank + 1, other + 1)[0], PAIR))
            choices.append((least(rank, other + 1)[0], PASS))
        return min(choices)

    found, rank, other = [], 0, 0
    while rank < len(days):
        choice = least(rank, other)[1]
        if choice == PAIR:
            found.append((rank, other))
        rank, other = rank + (choice != PASS), other + (choice != LEAVE)
    return found
