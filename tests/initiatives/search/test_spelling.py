import pytest

from initiatives.search.spelling import distance, tolerance


@pytest.mark.parametrize(
    ("one", "other", "far"),
    [
        ("fablab", "fablab", 0),
        ("fabalb", "fablab", 1),  # two letters swapped
        ("fabla", "fablab", 1),
        ("fabblab", "fablab", 1),
        ("gablab", "fablab", 1),
        ("ba", "ab", 1),
        ("abc", "ca", 3),  # a swapped pair is not touched again
        ("", "fablab", 6),
        ("fablab", "", 6),
        ("jardin", "verger", 5),
    ],
)
def test_distance(one, other, far):
    assert distance(one, other) == distance(other, one) == far


@pytest.mark.parametrize(("word", "limit"), [("amp", 0), ("amap", 1), ("brest", 1), ("fablab", 2)])
def test_short_words_have_to_be_nearer(word, limit):
    assert tolerance(word) == limit
