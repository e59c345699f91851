"""What something is about."""

import pytest

from initiatives.likeness.subjects import subject
from tests import makers

pytestmark = pytest.mark.django_db


def told(**given):
    return {term.label: term for term in subject(labels={}, own=0, **given).terms}


def test_the_rarer_a_word_the_more_it_is_worth():
    for number in range(4):
        makers.make_initiative(f"Jardin {'de lombrics' if number == 0 else number}")
    terms = told(title="Un jardin et ses lombrics")
    assert terms["lombrics"].weight > terms["jardin"].weight > 0


def test_stop_words_numbers_short_words_and_places_say_nothing():
    makers.make_initiative("Le 2024 du an de Brest avec lombrics")
    assert list(told(title="Le 2024 du an de Brest avec lombrics", place_names=["Brest"])) == ["lombrics"]


def test_a_word_is_known_in_the_singular_and_in_the_plural():
    makers.make_initiative("Jardins")
    assert told(title="jardin")["jardin"].sheets == 1
    makers.make_initiative("Verger")
    assert told(title="vergers")["vergers"].sheets == 1


def test_what_nobody_else_has_is_left_out():
    makers.make_initiative("Lombric")
    assert subject(labels={}, title="Lombric", own=1).terms == ()


def test_territories_go_from_the_narrowest_to_the_widest():
    makers.make_initiative()
    tokens = ["region-53", "commune-29019", "departement-29", "intercommunalite-242900314", "commune-99999"]
    found = subject(labels={}, territories=tokens)
    assert [holder.token for holder in found.holders] == [
        "commune-29019", "intercommunalite-242900314", "departement-29", "region-53",
    ]  # fmt: skip


def test_any_text_is_safe():
    makers.make_initiative()
    for text in ("'", "\\", "a" * 5000, "'; DROP TABLE x; --", "l’été : où ?", "日本", ""):
        assert subject(labels={}, title=text, text=text).total == 1
