"""Lines of 72 characters."""

from hypothesis import given
from hypothesis import strategies as st

from newsletter.columns import WIDTH, wrapped

LONG = "https://exemple.fr/initiatives/" + "jardin-" * 12


def test_lines_are_cut_between_words():
    text = "un mot " * 30
    assert max(map(len, wrapped(text).split("\n"))) <= WIDTH
    assert wrapped(text).split() == text.split()


def test_an_address_stays_whole():
    assert wrapped(f"Voir {LONG} demain").split("\n") == ["Voir", LONG, "demain"]
    assert wrapped(LONG) == LONG


def test_spaces_of_typography_are_no_place_to_cut():
    text = "x" * 67 + " mot\u00a0: suite"
    assert wrapped(text).split("\n") == ["x" * 67, "mot\u00a0: suite"]


def test_empty_lines_and_indents_stay():
    assert wrapped("a\n\n  b") == "a\n\n  b"
    assert all(line.startswith("  ") for line in wrapped("  " + "mot " * 40).split("\n"))
    deep = wrapped(" " * 100 + "x" * 80).split("\n")
    assert "".join(line.strip() for line in deep) == "x" * 80 and max(map(len, deep)) <= WIDTH


def test_a_long_word_is_cut_beside_an_address_too():
    assert wrapped(f"{'x' * 100} {LONG}").split("\n") == ["x" * 72, "x" * 28, LONG]
    assert wrapped("x" * 100 + "\t" + "y" * 80).split("\n") == ["x" * 72, "x" * 28, "y" * 72, "y" * 8]


def test_the_signature_keeps_the_space_by_which_mail_programs_know_it():
    assert wrapped("a  \n-- \nb") == "a\n-- \nb"


@given(
    st.text(
        st.characters(codec="utf-8", exclude_characters="\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"),
        max_size=400,
    )
)
def test_no_line_is_longer_but_for_addresses(text):
    for line in wrapped(text).split("\n"):
        assert len(line) <= WIDTH or "://" in line or "@" in line
