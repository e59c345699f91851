import pytest

from initiatives.labels import actor_label, place_label


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
