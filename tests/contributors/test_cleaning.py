import pytest
from hypothesis import given
from hypothesis import strategies as st

from contributors.cleaning import clean_line, clean_text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\x00b", "ab"),
        ("a\x07b\x9fc", "abc"),
        ("a\ud800b", "ab"),
        ("Jar\u200bdin\ufeff", "Jardin"),
        ("co\u00adopérative", "coopérative"),
        ("\u202egnp.exe\u2066", "gnp.exe"),
        ("a\ufffeb\U0001ffffc\ufdd0", "abc"),
        ("\u3164", ""),
        ("e\u0301cole", "école"),
    ],
)
def test_what_nobody_sees_is_taken_away(typed, kept):
    assert clean_text(typed) == kept
    assert clean_line(typed) == kept


@pytest.mark.parametrize(
    "typed", ["L’école, « à l’été »\u202f!", "12\u202f000 m²", "Œuvre – 日本 – Ελλάδα", "🌱"]
)
def test_typography_and_other_scripts_stay(typed):
    assert clean_text(typed) == typed
    assert clean_line(typed) == typed


@pytest.mark.parametrize("line_break", ["\r\n", "\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_a_line_has_no_line_break(line_break):
    assert clean_line(f"Objet{line_break}Bcc: a@b.fr") == "Objet Bcc: a@b.fr"
    assert clean_text(f"Objet{line_break}Bcc") == "Objet\nBcc"


def test_runs_of_blanks_become_one():
    assert clean_line("  un \t deux  ") == "un deux"
    assert clean_text("un  \r\n\r\n\r\n\r\n deux \n") == "un\n\n deux"


@given(st.text())
def test_cleaning_twice_changes_nothing_and_always_encodes(typed):
    for clean in (clean_line, clean_text):
        once = clean(typed)
        assert clean(once) == once
        assert "\x00" not in once
        once.encode("utf-8")
    assert not set("\r\n\x0b\x0c\x85\u2028\u2029") & set(clean_line(typed))
