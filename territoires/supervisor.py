"""The processes behind `make run`: the web server and the worker, started together and stopped together."""

import ctypes
import fcntl
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

# After SIGTERM, requests and jobs under way have this long to end.
STOP_SECONDS = 15
# A child that may be restarted is, unless it dies this often within that many seconds.
MAX_DEATHS = 5
DEATHS_SECONDS = 60
PR_SET_PDEATHSIG = 1  # from <sys/prctl.h>


class AlreadyRunning(Exception):
    """Somebody else holds the lock; `str()` is what that process wrote in it."""


class Stop(Exception):
    """A signal asks to stop: Ctrl-C, `make stop`, or the terminal that closes."""


@contextmanager
def alone(lock_path: Path, what: str) -> Iterator[None]:
    """Hold the lock file for a block, with `what` written in it; raises `AlreadyRunning` when it is held.

    The kernel frees it when the process ends in any way: nothing stale is left by `kill -9`.
    """
    lock_path.parent.mkdir(parents=True, exist_ok=True)
    with lock_path.open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise AlreadyRunning(lock.read().strip()) from None
        lock.truncate(0)
        lock.write(what)
        lock.flush()
        yield


def holder(lock_path: Path) -> str | None:
    """Return what the process that holds the lock wrote in it, or None when nobody holds it."""
    if not lock_path.exists():
        return None
    with lock_path.open() as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return lock.read().strip()
    return None


@contextmanager
def stopped_by_signals() -> Iterator[None]:
    """Turn SIGINT, SIGTERM and SIGHUP into `Stop` for a block, even when started in the background."""

    def stop(number: int, frame: FrameType | None) -> None:
        # Only the first: the next would interrupt the orderly stop.
        for sign in former:
            signal.signal(sign, signal.SIG_IGN)
        raise Stop

    former = {sign: signal.getsignal(sign) for sign in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    for sign in former:
        signal.signal(sign, stop)
    try:
        yield
    finally:
        for sign, handler in former.items():
            signal.signal(sign, handler)


@dataclass
class Child:
    """A process to run. One that `restarts` is started again when it dies, as systemd would do."""

    name: str
    command: list[str]
    restarts: bool = False
    process: subprocess.Popen[bytes] | None = None
    deaths: list[float] = field(default_factory=list)

    def start(self) -> None:
        """Start the process, in a session of its own so that Ctrl-C reaches it in good order, through us."""
        self.process = subprocess.Popen(self.command, start_new_session=True, preexec_fn=end_with_parent)

    def dies_too_often(self) -> bool:
        """Note a death; say whether there were too many lately."""
        now = time.monotonic()
        self.deaths = [moment for moment in self.deaths if now - moment < DEATHS_SECONDS] + [now]
        return len(self.deaths) >= MAX_DEATHS


_libc = ctypes.CDLL(None)


def end_with_parent(sign: signal.Signals = signal.SIGTERM) -> None:
    """Have the kernel send a signal to this process when its parent ends, killed without a chance to do it itself."""
    if sys.platform == "linux":
        _libc.prctl(PR_SET_PDEATHSIG, sign)


def watch(children: list[Child]) -> str:
    """Watch started children until one dies for good; return a sentence that says which and how."""
    while True:
        for child in children:
            code = child.process.poll() if child.process else None
            if code is None:
                continue
            how = f"signal {-code}" if code < 0 else f"code {code}"
            if not child.restarts or child.dies_too_often():
                return f"The {child.name} ended ({how})."
            print(f"The {child.name} ended ({how}): starting it again.", file=sys.stderr, flush=True)
            time.sleep(1)
            child.start()
        time.sleep(0.2)


def stop_all(children: list[Child]) -> None:
    """Stop the children that run, all at once, politely, then by force."""
    running = [child.process for child in children if child.process and child.process.poll() is None]
    for process in running:
        process.terminate()
    deadline = time.monotonic() + STOP_SECONDS
    for process in running:
        try:
            process.wait(max(0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            # The whole session: a server that is killed could leave its own children.
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
