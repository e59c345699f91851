from datetime import UTC, date, datetime

from opendata.columns import OPEN_LICENCE, PORTION, day, joined, licence_of_data, portions


def test_a_day_is_that_of_france():
    assert day(datetime(2026, 7, 14, 22, 30, tzinfo=UTC)) == "2026-07-15"
    assert day(date(2026, 7, 14)) == "2026-07-14"
    assert day(None) == ""


def test_several_values_are_one_cell():
    assert joined(["compost", "jardin partagé"]) == "compost | jardin partagé"
    assert joined([]) == ""


def test_a_long_list_is_read_by_portions():
    numbers = list(range(2 * PORTION + 1))
    assert [len(part) for part in portions(numbers)] == [PORTION, PORTION, 1]
    assert [number for part in portions(numbers) for number in part] == numbers


def test_what_comes_from_elsewhere_keeps_its_licence():
    assert licence_of_data("Réseau des fablabs", "ODbL 1.0") == "ODbL 1.0"
    assert licence_of_data("", "CC BY-SA 4.0") == OPEN_LICENCE
