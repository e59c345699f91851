import pytest

from contributors.cells import cell


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", " =", "\u00a0=", "\n-"])
def test_a_text_of_somebody_never_begins_as_a_formula(start):
    assert cell(f"{start}HYPERLINK(1)") == f"'{start}HYPERLINK(1)"


@pytest.mark.parametrize("value", ["Dominique", "", 3, -3, -4.48, True])
def test_what_is_no_formula_stays(value):
    assert cell(value) == value


def test_nothing_is_an_empty_cell():
    assert cell(None) == ""
