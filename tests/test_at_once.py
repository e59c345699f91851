"""What is done at the same moment in tests: what goes wrong is told."""

from threading import Event

from tests import at_once


def test_what_fails_and_what_does_not_end_are_faults(monkeypatch):
    monkeypatch.setattr(at_once, "LATE", 0.1)
    end = Event()

    def fail():
        raise KeyError

    try:
        faults = at_once.at_once(fail, end.wait, lambda: None)
    finally:
        end.set()
    assert sorted(type(fault).__name__ for fault in faults) == ["KeyError", "TimeoutError"]
