import csv
from io import StringIO

import pytest

from opendata.columns import Column, Export
from opendata.spreadsheet import cell, lines


def export(rows):
    columns = (
        Column("titre", "Le titre.", lambda row: row[0]),
        Column("longitude", "En degrés.", lambda row: row[1]),
    )
    return Export("essais", columns, iter(rows), lambda row: [])


def test_accents_semicolons_and_line_ends_are_those_of_a_french_spreadsheet():
    text = "".join(lines(export([("Épicerie; « la fourmi »\nde Brest", -4.48)])))
    assert text.startswith("\ufefftitre;longitude\r\n")
    assert text.endswith("\r\n")
    rows = list(csv.reader(StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))
    assert rows[1] == ["Épicerie; « la fourmi »\nde Brest", "-4.48"]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", " =", "\u00a0="])
def test_a_text_never_begins_as_a_formula(start):
    assert cell(f"{start}HYPERLINK(1)") == f"'{start}HYPERLINK(1)"


@pytest.mark.parametrize("value", ["Jardin", "2-3 potagers", "", "«\u00a0= »"])
def test_other_texts_stay_as_they_are(value):
    assert cell(value) == value


def test_numbers_stay_numbers():
    assert (cell(-4.48), cell(2019), cell(None)) == (-4.48, 2019, "")


def test_rows_are_read_as_they_are_sent():
    read = []

    def rows():
        for number in range(2_000):
            read.append(number)
            yield f"n° {number}", 0.0

    pieces = lines(export(rows()))
    next(pieces)
    assert read == []
    next(pieces)
    assert 0 < len(read) <= 500
    assert sum(piece.count("\r\n") for piece in pieces) == 1_500
