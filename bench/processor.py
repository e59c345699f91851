"""Processor time of a server and of all its processes, from /proc."""

import os
from contextlib import suppress
from pathlib import Path

TICK_NS = 1_000_000_000 // os.sysconf("SC_CLK_TCK")
PROC = Path("/proc")


def used_ns(root: int) -> int:
    """Return the nanoseconds of processor that process `root` and its children have used, those that ended included.

    Threads alive are read from `schedstat`, to the nanosecond; the short-lived processes of a parallel query come with
    what their parent has waited for, to the hundredth of a second.
    """
    return _ended_ns(root) + sum(_alive_ns(pid) for pid in (root, *_children(root)))


def _alive_ns(pid: int) -> int:
    total = 0
    with suppress(FileNotFoundError, ProcessLookupError):
        for task in (PROC / str(pid) / "task").iterdir():
            with suppress(FileNotFoundError, ProcessLookupError):
                total += int((task / "schedstat").read_text().split()[0])
    return total


def _children(pid: int) -> list[int]:
    found = []
    for process in PROC.glob("[0-9]*"):
        with suppress(FileNotFoundError, ProcessLookupError):
            if int(_fields(process)[1]) == pid:
                found.append(int(process.name))
    return found


def _fields(process: Path) -> list[str]:
    """Return the fields of `stat` (proc(5)) from the third on: the second, a name, may hold spaces."""
    return (process / "stat").read_text().rpartition(")")[2].split()


def _ended_ns(pid: int) -> int:
    """Return the time of the children that ended: cutime and cstime, the 16th and 17th fields."""
    fields = _fields(PROC / str(pid))
    return (int(fields[13]) + int(fields[14])) * TICK_NS
