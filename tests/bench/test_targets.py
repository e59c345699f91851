"""Met or missed: one place decides, and nothing that was not measured passes."""

import pytest

from bench.targets import Measured, Target, missed

GOOD = {"median_ms": 10, "p95_ms": 20, "small_median_ms": 8, "processor": 0.9, "compressed_max": 5_000}


def measured(**changes):
    return Measured(**(GOOD | changes))


def test_all_limits_held():
    target = Target(p95_ms=20, processor=0.9, growth=1.25, compressed=5_000)
    assert missed(target, measured()) == []


@pytest.mark.parametrize(
    ("target", "changes", "fault"),
    [
        (Target(p95_ms=25), {"p95_ms": 25.1}, "p95 25 ms"),
        (Target(p95_ms=25), {"p95_ms": 1234}, "p95 1,234 ms"),
        (Target(processor=1.0), {"processor": 1.3}, "CPU 1.3 ×"),
        (Target(processor=1.0), {"processor": None}, "CPU unknown"),
        (Target(), {"small_median_ms": 4}, "growth 2.5 ×"),
        (Target(), {"small_median_ms": None}, "growth unknown"),
        (Target(compressed=10_000), {"compressed_max": 10_001}, "size 10,001 B"),
        (Target(versus="first", ratio=2.0), {"versus_ms": 4}, "ratio 2.5 ×"),
        (Target(versus="first", ratio=2.0), {}, "ratio unknown"),
        (Target(), {"refused": 3}, "3 answers refused"),
    ],
)
def test_what_is_missed_is_said_with_its_figure(target, changes, fault):
    assert missed(target, measured(**changes)) == [fault]


def test_what_is_not_asked_is_not_missed():
    assert missed(Target(growth=None), measured(small_median_ms=None, processor=None, p95_ms=10**6)) == []


def test_a_target_reads_as_a_line():
    assert str(Target(p95_ms=60, processor=1.0)) == "p95 ≤ 60 ms, CPU ≤ 1.0, growth ≤ 2"
    assert str(Target(growth=None)) == "—"
