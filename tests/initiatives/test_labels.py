import pytest

from initiatives.labels import actor_label, far, place_label


@pytest.mark.parametrize(
    ("places", "label"),
    [
        ([], ""),
        (["Brest (29)"], "Brest (29)"),
        (["Brest (29)", "Brest (29)"], "Brest (29)"),
        (["Brest (29)", "En ligne"], "Brest (29) et 1 autre lieu"),
        (["Brest (29)", "En ligne", "Bretagne"], "Brest (29) et 2 autres lieux"),
    ],
)
def test_places(places, label):
    assert place_label(places) == label


@pytest.mark.parametrize(
    ("leaders", "label"),
    [
        ([], "des voisins"),
        (["A"], "A"),
        (["A", "B"], "A et B"),
        (["A", "B", "C"], "A et 2 autres"),
    ],
)
def test_leaders_before_the_free_text(leaders, label):
    assert actor_label(leaders, "des voisins") == label


@pytest.mark.parametrize(
    ("km", "words"),
    [(None, ""), (0.0, "à deux pas"), (0.34, "à 350\u00a0m"), (0.98, "à 1\u00a0km"), (1.24, "à 1,2\u00a0km"),
     (9.97, "à 10\u00a0km"), (19.4, "à 19\u00a0km"), (8361.7, "à 8\u202f362\u00a0km")],
)  # fmt: skip
def test_how_far(km, words):
    assert far(km) == words
