"""What changed from one version of a sheet to the next."""

import time
from random import Random

import pytest

from initiatives.models import Initiative
from moderation.history import Change, Piece, SnapshotReader, changes, word_by_word
from moderation.history.reading import masked


class Reader(SnapshotReader):
    labels = {"tags": "étiquettes"}


def compared(before, after, *, public=False):
    return changes(Reader(Initiative, public=public), before, after)


def test_short_values_are_shown_whole():
    assert compared({"title": "Jardin"}, {"title": "Jardins"}) == [Change("titre", ["Jardin"], ["Jardins"])]


def test_choices_are_shown_by_their_words():
    assert compared({"stage": "idee"}, {"stage": "activite"}) == [
        Change("avancement", ["Idée"], ["En activité"])
    ]


def test_what_is_empty_on_one_side_only_comes_or_goes():
    assert compared({"phone": ""}, {"phone": "02 98"}) == [Change("téléphone public", [], ["02 98"])]
    assert compared({"since": 2019}, {"since": None}) == [Change("depuis", ["2019"], [])]


def test_of_lists_only_what_came_or_went_is_shown():
    assert compared({"tags": ["a", "b"]}, {"tags": ["b", "c"]}) == [Change("étiquettes", ["a"], ["c"])]


def test_links_are_shown_with_their_titles():
    (change,) = compared(
        {"links": []}, {"links": [{"url": "https://a.fr/", "title": "A"}, {"url": "https://b.fr/"}]}
    )
    assert change.added == ["A (https://a.fr/)", "https://b.fr/"]


def test_the_same_is_no_change():
    assert compared({"title": "a", "tags": []}, {"title": "a", "tags": []}) == []


def test_a_field_of_an_older_or_newer_time_is_shown_by_its_name():
    assert [change.label for change in compared({"gone": "x"}, {"come": "y"})] == ["come", "gone"]


def test_an_erased_version_is_compared_with_nothing():
    assert compared({}, {"title": "a"}) == [Change("titre", [], ["a"])]


def test_long_texts_are_compared_word_by_word():
    before = (
        "Chaque samedi matin, on y plante, on y arrose et on y partage les récoltes avec tout le quartier."
    )
    (change,) = compared({"description": before}, {"description": before.replace("samedi", "dimanche")})
    assert change.pieces == [
        Piece("same", "Chaque "),
        Piece("removed", "samedi "),
        Piece("added", "dimanche "),
        Piece("same", before.partition("samedi ")[2]),
    ]


def test_what_stayed_is_shortened_in_its_middle():
    text = " ".join(f"mot{number}" for number in range(100))
    first, *_ = word_by_word(text, f"{text} fin")
    assert first.text.startswith("mot0 mot1 ")
    assert " […] " in first.text
    assert len(first.text) < len(text) / 2


def test_a_date_is_in_words():
    assert compared({"verified_at": None}, {"verified_at": "2026-03-01"}) == [
        Change("vérifiée le", [], ["1er\u00a0mars 2026"])
    ]


def test_of_two_alike_one_may_go():
    assert compared({"tags": ["a", "a"]}, {"tags": ["a"]}) == [Change("étiquettes", ["a"], [])]


def test_a_paragraph_that_came_is_marked_without_the_space_after_it():
    before = (
        "Un premier paragraphe assez long pour que les textes soient comparés mot par mot, vraiment.\n\nFin."
    )
    pieces = word_by_word(before, before.replace("\n\nFin", "\n\nAu milieu.\n\nFin"))
    (came,) = [piece for piece in pieces if piece.kind == "added"]
    assert (came.words, came.space) == ("Au milieu.", "\n\n")


def test_a_paragraph_more_leaves_the_word_before_it():
    before = "Un premier paragraphe, assez long."
    kinds = [piece.kind for piece in word_by_word(before, f"{before}\n\nUn autre.")]
    assert kinds == ["same", "added"]
    same, removed = word_by_word(f"{before}\n\nUn autre.", before)
    assert (same.space, removed.text) == ("\n\n", "Un autre.")


def test_spaces_alone_are_a_change_without_marks():
    before = "mot " * 30
    assert compared({"description": before}, {"description": before.replace(" ", "  ")}) == [
        Change("description", gist="Modification")
    ]


def test_every_word_of_both_texts_is_there():
    random = Random(1)
    for _ in range(50):
        before, after = (" ".join(random.choices("abcdef", k=12)) for _ in range(2))
        pieces = word_by_word(before, after)
        old = "".join(piece.text for piece in pieces if piece.kind != "added")
        new = "".join(piece.text for piece in pieces if piece.kind != "removed")
        assert (old.split(), new.split()) == (before.split(), after.split())


@pytest.mark.parametrize("end", ["", ".", "\n"])
def test_texts_made_to_be_slow_are_compared_in_a_blink(end):
    """10,000 characters that alternate: word by word, these would take five seconds."""
    before, after = (
        " ".join(f"{chr(0x4E00 + n % 99)}{end} {mark}{n % 999}" for n in range(1600)) for mark in "uv"
    )
    start = time.perf_counter()
    pieces = word_by_word(before, after)
    assert time.perf_counter() - start < 2
    assert {piece.kind for piece in pieces} >= {"removed", "added"}


@pytest.mark.parametrize("name", ["phone", "email"])
@pytest.mark.parametrize(
    ("before", "after", "gist"), [("", "x", "Ajout"), ("x", "", "Retrait"), ("x", "y", "Modification")]
)
def test_the_public_only_learns_that_contacts_changed(name, before, after, gist):
    (change,) = compared({name: before}, {name: after}, public=True)
    assert (change.gist, change.removed, change.added, change.pieces) == (gist, (), (), ())


def test_the_public_learns_nothing_of_fields_that_are_no_more():
    assert compared({"private_email": "a@b.fr"}, {"private_email": "c@d.fr"}, public=True) == []


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Écrivez à camille.le-goff+jardin@exemple.fr !", "Écrivez à [adresse masquée] !"),
        ("Appelez le 02 98 12 34 56.", "Appelez le [numéro masqué]."),
        ("0298123456", "[numéro masqué]"),
        ("02.98.12.34.56 ou 02-98-12-34-56", "[numéro masqué] ou [numéro masqué]"),
        ("+33 2 98 12 34 56", "[numéro masqué]"),
        ("+33 (0)2 98 12 34 56", "[numéro masqué]"),
        ("0033298123456", "[numéro masqué]"),
        ("Depuis 2019, 1 500 repas", "Depuis 2019, 1 500 repas"),
        ("Le 29200 Brest", "Le 29200 Brest"),
    ],
)
def test_contacts_in_texts_are_masked(typed, shown):
    assert masked(typed) == shown


def test_masking_takes_no_time_on_hostile_texts():
    for text in ("0 " * 5000, "a." * 5000, "+33" * 3000, "0" * 10_000, "a@" * 5000):
        start = time.perf_counter()
        masked(text)
        assert time.perf_counter() - start < 0.5


def test_the_public_reads_what_was_removed_without_contacts():
    before = f"{'Un jardin partagé derrière la bibliothèque. ' * 3}Appelez Camille au 06 12 34 56 78."
    (change,) = compared({"description": before}, {"description": before[:-35]}, public=True)
    assert "06 12" not in str(change)
    assert "[numéro masqué]" in str(change)
    (change,) = compared({"description": before}, {"description": before.replace("78.", "79.")}, public=True)
    assert change == Change("description", gist="Modification")


def test_the_public_reads_texts_as_pages_set_them():
    assert compared({"title": "Fête: oui"}, {"title": "Fête : non"}, public=True) == [
        Change("titre", ["Fête\u00a0: oui"], ["Fête\u00a0: non"])
    ]
    assert compared({"title": "L'été"}, {"title": "L’été"}, public=True)[0].gist == "Modification"
