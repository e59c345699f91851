"""How many lines a sheet to sign has."""

import pytest

from handouts.attendance import MOST, PER_PAGE, USUAL, asked_lines, pages


@pytest.mark.parametrize(
    ("text", "lines"),
    [("", USUAL), ("5", 5), ("0", 1), ("-3", USUAL), ("²", USUAL), ("9" * 7, MOST), ("9" * 50, USUAL)],
)
def test_asked(text, lines):
    assert asked_lines(text) == lines


def test_the_last_page_is_filled():
    assert [len(page) for page in pages(13)] == [PER_PAGE, PER_PAGE]
    assert pages(13)[1][0] == PER_PAGE + 1
