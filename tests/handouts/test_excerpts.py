"""Long texts cut where a reader would."""

import pytest

from handouts.excerpts import CUT, LINE, excerpt


def test_a_short_text_stays_whole():
    assert excerpt("Un.\n\n- deux\n- trois", 20) == ("Un.\n\n- deux\n- trois", False)
    assert excerpt("", 20) == ("", False)


def test_cut_after_a_sentence():
    text, is_cut = excerpt("Une phrase entière. " * 100, 6)
    assert is_cut
    assert text.endswith("entière." + CUT)
    assert len(text) <= 6 * LINE + len(CUT)


def test_cut_between_paragraphs_leaves_no_title_alone():
    paragraph = "Mot " * 60
    text, _ = excerpt(f"{paragraph}\n\n## Un titre\n\n{paragraph}", 6)
    assert "Un titre" not in text
    text, _ = excerpt(f"## Un titre\n\n{'x' * 5000}", 2)
    assert text == ""


def test_a_list_is_cut_between_its_lines():
    text, is_cut = excerpt("\n".join(f"- ligne {number}" for number in range(50)), 10)
    assert is_cut
    assert text.removesuffix(CUT).split("\n")[-1].startswith("- ligne ")


def test_no_link_and_no_bold_is_cut_in_two():
    words = "mot " * 80
    text, _ = excerpt(f"{words}[un lien](https://exemple.fr/{'a' * 200}) {words}" * 2, 5)
    assert "](" not in text
    text, _ = excerpt(f"**{words * 3}**", 5)
    assert "*" not in text


@pytest.mark.parametrize(
    "text", ["x" * 10_000, "[" * 10_000, "# " * 5000, "\n" * 9000, "- \n" * 3000, "🥕" * 9000]
)
def test_hostile_texts(text):
    shown, _ = excerpt(text, 20)
    assert len(shown) <= 25 * LINE
