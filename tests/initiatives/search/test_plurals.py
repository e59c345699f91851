import pytest

from initiatives.search.plurals import other_number


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("velos", "velo"),
        ("velo", "velos"),
        ("tiers lieu", "tiers lieux"),
        ("tiers lieux", "tiers lieu"),
        ("bureau", "bureaux"),
        ("l atelier", "l ateliers"),
        ("2a", ""),
        ("52", ""),
        ("makerspace56", ""),
        ("a", ""),
        ("l a", ""),
    ],
)
def test_the_last_word_changes_its_number(text, other):
    assert other_number(text) == other
