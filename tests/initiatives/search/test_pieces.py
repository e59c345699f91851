import pytest

from initiatives.search.pieces import changed, outside_place, pieces_of, place_apart, without
from tests import makers


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("L’Épicerie d'ici", ["l", "epicerie", "d", "ici"]),
        ('jardin -brest "des tilleuls" 2A', ["jardin", "2a"]),
        ("saint-brieuc", ["saint", "brieuc"]),
        ("\\ ' :* & |", []),
        ("", []),
    ],
)
def test_the_words_that_are_required_one_by_one(text, keys):
    assert [piece.key for piece in pieces_of(text)] == keys


def test_what_is_too_long_is_cut():
    assert len(pieces_of("mot " * 200)) == 50


def test_words_are_changed_where_they_stand():
    text = "L’Épicerie, ici !"
    _, shop, here = pieces_of(text)
    assert changed(text, [(shop, "fabrique"), (here, "là-bas")]) == "L’fabrique, là-bas !"
    assert changed(text, []) == text


@pytest.mark.parametrize(
    ("text", "at", "rest"),
    [
        ("fablab de brest", 2, "fablab"),
        ("fablab  brest", 0, "brest"),
        ("de brest", 1, ""),
        ("brest", 0, ""),
    ],
)
def test_what_links_a_word_goes_with_it(text, at, rest):
    assert without(text, pieces_of(text), at, at + 1) == rest


@pytest.mark.django_db
def test_the_words_of_a_place_are_told_from_the_others():
    makers.make_commune("76351", "Le Havre", (49.49, 0.1), postcodes=["76600"])
    assert [piece.key for piece in outside_place(pieces_of("jardin le havre partagé"))] == [
        "jardin",
        "partage",
    ]
    assert [piece.key for piece in outside_place(pieces_of("jardin partagé"))] == ["jardin", "partage"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("fablab le havre", "fablab"),
        ("fablab havre", "fablab"),
        ("Le Havre fablab", "fablab"),
        ("Épicerie près du Havre", "Épicerie"),
        ("jardin partagé à Le Havre -fleurs", "jardin partagé -fleurs"),
    ],
)
def test_a_place_is_told_from_the_rest(text, rest):
    makers.make_commune("76351", "Le Havre", (49.49, 0.1), postcodes=["76600"])
    found = place_apart(text)
    assert found is not None
    assert (found[0], found[1].name) == (rest, "Le Havre")


@pytest.mark.django_db
def test_a_name_with_hyphens_is_not_cut():
    makers.make_commune("61060", "Brieux")
    assert place_apart("fablab saint-brieux") is None
    assert place_apart("fablab brieux-sur-mer") is None


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["", "brest", "jardin", "à Brest", "xyz xyz", '"Brest" jardin'])
def test_no_place_or_nothing_else(text):
    assert place_apart(text) is None
