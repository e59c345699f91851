import os
import signal
import subprocess
import sys
import time

import pytest

from territoires import supervisor
from territoires.supervisor import (
    AlreadyRunning,
    Child,
    Stop,
    alone,
    holder,
    stop_all,
    stopped_by_signals,
    watch,
)

FOR_EVER = [sys.executable, "-c", "import time; time.sleep(600)"]
STUBBORN = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(600)",
]
ENDS = [sys.executable, "-c", "raise SystemExit(3)"]


def gone(pid, seconds=5):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            with open(f"/proc/{pid}/stat") as stat:
                if stat.read().rpartition(")")[2].split()[0] == "Z":
                    return True
        except FileNotFoundError:
            return True
        time.sleep(0.02)
    return False


def test_only_one_holds_the_lock_and_the_second_learns_who(tmp_path):
    lock = tmp_path / "var" / "lock"
    assert holder(lock) is None
    with alone(lock, "123 http://127.0.0.1:8000/"):
        assert holder(lock) == "123 http://127.0.0.1:8000/"
        with pytest.raises(AlreadyRunning, match="123 http://127.0.0.1:8000/"), alone(lock, "456"):
            pass
        assert holder(lock) == "123 http://127.0.0.1:8000/"  # the first is not hurt
    assert holder(lock) is None
    with alone(lock, "4"):
        assert holder(lock) == "4"


def test_kill_9_frees_the_lock(tmp_path):
    code = (
        "import sys, time, pathlib; from territoires.supervisor import alone\n"
        "with alone(pathlib.Path(sys.argv[1]), 'me'): print('held', flush=True); time.sleep(600)"
    )
    with subprocess.Popen([sys.executable, "-c", code, tmp_path / "lock"], stdout=subprocess.PIPE) as process:
        assert process.stdout.readline() == b"held\n"
        assert holder(tmp_path / "lock") == "me"
        process.kill()
    with alone(tmp_path / "lock", "other"):
        pass


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_and_the_next_do_not_interrupt_the_stop(sign):
    before = signal.getsignal(sign)
    with pytest.raises(Stop), stopped_by_signals():
        try:
            os.kill(os.getpid(), sign)
            time.sleep(5)
        finally:
            os.kill(os.getpid(), signal.SIGINT)
    assert signal.getsignal(sign) == before


def test_a_death_ends_the_watch_and_says_how():
    server = Child("server", ENDS)
    server.start()
    assert watch([server]) == "The server ended (code 3)."
    killed = Child("server", FOR_EVER)
    killed.start()
    killed.process.kill()
    assert watch([killed]) == "The server ended (signal 9)."


def test_what_restarts_is_started_again_until_it_dies_too_often(monkeypatch, capsys):
    monkeypatch.setattr(supervisor.time, "sleep", lambda seconds: None)
    starts = []
    worker = Child("worker", ENDS, restarts=True)
    start = worker.start
    monkeypatch.setattr(worker, "start", lambda: (starts.append(1), start()))
    worker.start()
    assert watch([worker]) == "The worker ended (code 3)."
    assert len(starts) == supervisor.MAX_DEATHS
    assert capsys.readouterr().err.count("starting it again") == supervisor.MAX_DEATHS - 1


def test_deaths_far_apart_are_forgiven(monkeypatch):
    clock = iter(range(0, 10_000, supervisor.DEATHS_SECONDS + 1))
    monkeypatch.setattr(supervisor.time, "monotonic", lambda: next(clock))
    worker = Child("worker", ENDS, restarts=True)
    assert not any(worker.dies_too_often() for _ in range(3 * supervisor.MAX_DEATHS))


def test_all_are_stopped_politely_then_by_force(monkeypatch):
    monkeypatch.setattr(supervisor, "STOP_SECONDS", 0.5)
    children = [
        Child("polite", FOR_EVER),
        Child("stubborn", STUBBORN),
        Child("dead", ENDS),
        Child("never", ENDS),
    ]
    for child in children[:3]:
        child.start()
    time.sleep(0.5)  # the stubborn one has to say so first
    stop_all(children)
    assert children[0].process.returncode == -signal.SIGTERM
    assert children[1].process.returncode == -signal.SIGKILL
    assert children[2].process.returncode == 3


@pytest.mark.skipif(sys.platform != "linux", reason="a service of the Linux kernel")
def test_children_end_with_a_supervisor_that_is_killed():
    code = (
        "import sys, time; from territoires.supervisor import Child\n"
        f"child = Child('server', {FOR_EVER!r}); child.start(); print(child.process.pid, flush=True); time.sleep(600)"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True) as process:
        child = int(process.stdout.readline())
        assert not gone(child, seconds=0.2)
        process.kill()
        assert gone(child)
