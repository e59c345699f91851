import pytest

from opendata.pictures.letters import BOLD, ELLIPSIS, REGULAR, drawable, fitted, font, line_height, wrapped

LONG = "Coopérative d’habitantes et d’habitants pour l’autoconsommation collective d’électricité"


@pytest.mark.parametrize("name", [REGULAR, BOLD])
def test_the_letters_of_french_are_there(name):
    missing = font(name, 40).getmask("\uffff")
    for character in "àâæçéèêëîïôœùûüÿÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸ«»’“”–—…·€°²³ñ":
        mask = font(name, 40).getmask(character)
        assert (mask.size, bytes(mask)) != (missing.size, bytes(missing)), character


def test_what_has_no_letter_is_left_out():
    assert drawable("Épicerie 日本 🌱 « la fourmi »") == "Épicerie « la fourmi »"
    assert drawable("e\u0301te\u0301") == "été"
    assert drawable("\u202ePas à l’envers\u200b") == "Pas à l’envers"
    assert drawable("日本") == ""
    assert drawable("12\u202f000") == "12\u00a0000"


def test_lines_fit_and_the_last_says_that_more_remains():
    letters = font(BOLD, 54)
    lines = wrapped(LONG, letters, 560, 3)
    assert len(lines) == 3
    assert lines[-1].endswith(ELLIPSIS)
    assert all(letters.getlength(line) <= 560 for line in lines)
    assert " ".join(wrapped(LONG, letters, 560, 20)) == LONG


def test_a_word_without_end_is_broken():
    letters = font(BOLD, 54)
    lines = wrapped("a" * 300, letters, 500, 4)
    assert len(lines) == 4
    assert all(letters.getlength(line) <= 500 for line in lines)


def test_words_that_french_holds_together_stay_together():
    letters = font(REGULAR, 34)
    (line,) = wrapped("Où\u202f? «\u00a0Ici\u00a0»", letters, 500, 1)
    assert line == "Où\u00a0? «\u00a0Ici\u00a0»"
    assert wrapped("", letters, 500, 1) == []


def test_a_short_title_is_large_and_a_long_one_small():
    assert fitted("Jardin", BOLD, (84, 54), 600, 300)[0].size == 84
    letters, lines = fitted(LONG * 3, BOLD, (84, 54), 600, 300)
    assert letters.size == 54
    assert len(lines) * line_height(54) <= 300
    assert lines[-1].endswith(ELLIPSIS)
