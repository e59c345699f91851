import pytest

from initiatives.counts.reading import integers, numbered


def test_rows_are_told_by_the_names_that_are_known():
    rows, numbers = numbered([b"a b", b"", b"b", b"x"], {b"a": 7, b"b": 8})
    assert list(zip(rows.tolist(), numbers.tolist(), strict=True)) == [(0, 7), (0, 8), (2, 8)]


@pytest.mark.django_db
def test_columns_of_integers_are_read():
    assert [column.tolist() for column in integers("VALUES (1, 2), (-3, 1234567890123)", 2)] == [
        [1, -3],
        [2, 1234567890123],
    ]
    assert [column.tolist() for column in integers("SELECT 1, 2 WHERE false", 2)] == [[], []]
