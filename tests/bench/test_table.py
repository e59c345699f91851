"""The table: a miss is never hidden."""

from collections import Counter

import pytest

from bench.cases import Case
from bench.measure import Figures
from bench.table import Line, as_markdown, as_text, heads
from bench.targets import Target


def figures(ms, processor=3.0):
    return Figures(
        times=[ms] * 40,
        sizes=[12_345] * 40,
        compressed=[2_000] * 40,
        statuses=Counter({200: 40}),
        application_ns=int(processor * 40e6),
        view_times=[3.0],
        view_processor=[3.0],
        query_times=[1.0],
        query_processor=[1.0],
        queries=7,
    )


def line(target, small=10.0, large=15.0):
    return Line(Case("list", target, ["/initiatives/"]), figures(small), figures(large))


def test_a_line_that_meets_its_target():
    cells = line(Target(p95_ms=80, processor=1.0)).cells()
    assert cells[0] == "list"
    assert cells[6:10] == ["15.0 / 15.0", "7", "12.3k (2.0k)", "3.0 + 0.0"]
    assert cells[10:] == ["1.50", "1.00", "3.0", "met"]


def test_a_line_that_misses_it():
    assert line(Target(p95_ms=12)).verdict == "MISSED: p95 15 ms"
    assert line(Target(), small=5).verdict == "MISSED: growth 3 ×"


def test_a_ratio_to_another_case():
    far = line(Target(versus="first page", ratio=2.0))
    far.versus_ms = 5.0
    assert far.verdict == "MISSED: ratio 3 ×"


def test_a_case_that_the_site_does_not_have():
    skipped = Line(Case("suggestions", Target(p95_ms=20), []), None, None)
    assert skipped.verdict.startswith("skipped")
    assert len(skipped.cells()) == len(heads(150, 15_000))


@pytest.mark.parametrize("write", [as_text, as_markdown])
def test_both_forms_hold_every_cell(write):
    row = line(Target(p95_ms=80)).cells()
    shown = write(heads(150, 15_000), [row])
    assert all(cell in shown for cell in row)
    assert "15,000" in shown


def test_markdown_has_one_row_per_line():
    shown = as_markdown(["a", "b"], [["1|2", "3"]]).splitlines()
    assert shown == ["| a | b |", "| --- | --- |", "| 1\\|2 | 3 |"]
