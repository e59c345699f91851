"""Names as they are typed, and badges as they are printed."""

import pytest

from handouts.badges import MOST, Badge, badges


def test_a_line_is_a_name_and_where_it_comes_from():
    ((first, second, third, fourth, blank),) = badges(
        ["Awa Diop, Jardin", " Jo ", "", "Le Goff, Camille; Wiki, des communs", "Ana\tBrest"], 1
    )
    assert (first, second) == (Badge("Awa Diop", "Jardin"), Badge("Jo"))
    assert (third, fourth) == (Badge("Le Goff, Camille", "Wiki, des communs"), Badge("Ana", "Brest"))
    assert blank == Badge()


def test_ten_to_a_page_and_no_more_than_can_be_printed():
    assert [len(page) for page in badges(["Jo"] * 11, 0)] == [10, 1]
    assert sum(map(len, badges(["Jo"] * 500, 500))) == MOST


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("Awa Diop", "short"),
        ("Marie-Antoinette Le Bihan", "long"),
        ("W" * 40, "longest"),
        ("Ana " * 20, "longest"),
    ],
)
def test_long_names_are_written_smaller(name, size):
    assert Badge(name).size == size
