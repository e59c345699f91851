import pytest
from django.core.paginator import Paginator

from moderation.paging import asked_page


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (None, 1),
        ("", 1),
        ("-1", 1),
        ("0", 1),
        ("abc", 1),
        ("1" + "0" * 30, 1),
        ("2", 2),
        ("99", 3),
        ("²", 1),
        ("٢", 1),
    ],
)
def test_page_numbers_as_typed(number, expected):
    assert asked_page(Paginator(range(30), 10), number).number == expected
