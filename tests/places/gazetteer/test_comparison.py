import pytest

from places.gazetteer.comparison import Distances, compare
from tests.places.editions import commune, gouesnou, quimper


def test_exact_and_approximate_apart():
    ours = [commune(), gouesnou(position_exact=False), quimper(latitude=None, longitude=None)]
    official = [commune(latitude=48.48), gouesnou(), quimper()]
    comparison = compare(ours, official)
    assert [round(distance) for distance, _ in comparison.exact.pairs] == [10]
    assert [distance for distance, _ in comparison.approximate.pairs] == [0]
    assert comparison.communes == 3
    assert comparison.inhabitants == pytest.approx(203_000 / 209_000)


def test_the_promise():
    near = [commune(f"{code:05}", "Près") for code in range(1000)]
    official = [commune(row.code, "Près") for row in near]
    assert compare(near, official).holds
    for row in official[:4]:
        row.latitude += 1
    assert compare(near, official).holds
    official[4].latitude += 1
    comparison = compare(near, official)
    assert comparison.exact.share_far == 0.005
    assert not comparison.holds
    assert [row.code for _, row in comparison.exact.far] == ["00000", "00001", "00002", "00003", "00004"]


def test_nothing_to_compare_is_no_proof():
    assert not compare([commune()], [quimper()]).holds
    assert (Distances().quantile(0.5), Distances().share_far) == (0.0, 0.0)


def test_quantiles():
    distances = Distances([(float(number), commune()) for number in range(100)])
    assert [distances.quantile(share) for share in (0.5, 0.9, 1.0)] == [50.0, 90.0, 99.0]
