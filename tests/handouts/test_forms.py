"""What may be typed for badges."""

import pytest

from handouts.badges import MOST
from handouts.forms import BadgesForm


@pytest.mark.parametrize(
    ("names", "blank", "said"),
    [
        ("", "", "Écrivez au moins un nom"),
        ("", "0", "Écrivez au moins un nom"),
        ("Jo\n" * (MOST + 1), "", "en plusieurs fois"),
        ("Jo", str(MOST), "en plusieurs fois"),
        ("Jo", "-1", "ou zéro"),
        ("Jo", "9" * 30, "au plus"),
        ("Jo", "dix", "en chiffres"),
        ("x" * 20_001, "", "caractères"),
    ],
)
def test_mistakes_are_said(names, blank, said):
    form = BadgesForm({"titre": "", "noms": names, "vierges": blank})
    assert not form.is_valid()
    assert said in str(form.errors)


def test_names_or_blank_ones_are_enough():
    assert BadgesForm({"noms": "Jo"}).is_valid()
    assert BadgesForm({"vierges": "10"}).is_valid()
