"""Percentiles, and what a case costs per request."""

import pytest

from bench.measure import Figures, percentile
from bench.visitor import Answer


@pytest.mark.parametrize(
    ("values", "share", "value"),
    [
        ([7], 0.95, 7),
        ([3, 1, 2], 0.5, 2),
        (range(1, 41), 0.95, 38),
        (range(1, 21), 0.95, 19),
        (range(1, 11), 1, 10),
        ([1, 2], 0, 1),
    ],
)
def test_percentile(values, share, value):
    assert percentile(list(values), share) == value


def answer(status=200, ms=10.0, body=b"x" * 1000):
    return Answer(status, ms, body, "", '"etag"')


def test_figures_are_per_request_and_ratios_to_the_floors_of_the_same_rounds():
    figures = Figures(view_processor=[2.0, 4.0], query_processor=[0.5], view_times=[3.0], query_times=[1.0])
    for ms in (10.0, 20.0):
        figures.add(answer(ms=ms))
    figures.application_ns, figures.database_ns = 8_000_000, 4_000_000
    assert (figures.application_ms, figures.database_ms) == (4.0, 2.0)
    assert (figures.by_view, figures.by_query) == (2.0, 12.0)
    assert figures.median_ms == 15
    assert figures.summary()["bytes"] == 1000
    assert figures.summary()["compressed_max"] < 100


def test_only_pages_and_unchanged_ones_are_answers():
    figures = Figures()
    for status in (200, 304, 404, 500, 302):
        figures.add(answer(status))
    assert figures.refused == 3
