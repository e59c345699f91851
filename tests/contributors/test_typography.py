import time

import pytest
from django.utils.safestring import SafeString, mark_safe
from hypothesis import given
from hypothesis import strategies as st

from contributors.typography import HELD, HOLDING, PROTECTED, RULES, typo

NBSP, THIN = "\u00a0", "\u202f"


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("C'est l'été d'«ici»", f"C’est l’été d’«{NBSP}ici{NBSP}»"),
        ("« déjà »", f"«{NBSP}déjà{NBSP}»"),
        ("Quoi ? Oui ! Bien ; voilà", f"Quoi{THIN}? Oui{THIN}! Bien{THIN}; voilà"),
        ("Quoi?! (vraiment?) «Non!»", f"Quoi{THIN}?! (vraiment{THIN}?) «{NBSP}Non{THIN}!{NBSP}»"),
        ("Titre: texte", f"Titre{NBSP}: texte"),
        ("Titre :\nsuite", f"Titre{NBSP}:\nsuite"),
        (f"déjà{NBSP}?", f"déjà{THIN}?"),
        ("etc... et puis", "etc… et puis"),
        ("12 000 habitants, 3 000 000 km", f"12{THIN}000 habitants, 3{THIN}000{THIN}000{NBSP}km"),
        ("1 000,50 €", f"1{THIN}000,50{NBSP}€"),
        ("50%, 10€, 5 ha, 6 m²", f"50{NBSP}%, 10{NBSP}€, 5{NBSP}ha, 6{NBSP}m²"),
        ("à 14 h, 14h30, 9h", f"à 14{NBSP}h, 14{NBSP}h{NBSP}30, 9{NBSP}h"),
        ("le 1er mars et le 21 août", f"le 1er{NBSP}mars et le 21{NBSP}août"),
        ("n° 12", f"n°{NBSP}12"),
    ],
)
def test_what_people_type_is_set(typed, text):
    assert typo(typed) == text


@pytest.mark.parametrize(
    "typed",
    [
        "14:30",
        "02 98 00 80 80",
        "en 2016 200 personnes",
        "https://exemple.fr/page?a=1;b=2",
        "http://exemple.fr/l'adresse",
        "www.exemple.fr/?q=x",
        "mailto:nom@exemple.fr?subject=x",
        "l&eacute;gende",
        "std::vector",
        "échelle 1:25",
        "à bientôt :) ;-) :D",
        ":sourire: là",
        "rock 'n' roll",
        "les 5' de pause",
        "C:\\dossier",
        "",
    ],
)
def test_what_is_no_prose_stays(typed):
    assert typo(typed) == typed


def test_punctuation_after_an_address_is_set():
    assert typo("Voir: https://exemple.fr/a ?") == f"Voir{NBSP}: https://exemple.fr/a{THIN}?"


@given(st.text(alphabet="ab1 20h:;!?«»'’.…%€()/@é\u00a0\u202f\n\tkm-", max_size=30))
def test_a_second_pass_changes_nothing(text):
    once = typo(text)
    assert typo(once) == once


@given(st.text(max_size=60))
def test_only_spaces_apostrophes_and_dots_change(text):
    def bare(words):
        return "".join(words.replace("'", "’").replace("...", "…").split())

    assert bare(typo(text)) == bare(text)


def test_the_result_is_never_safe():
    assert not isinstance(typo(mark_safe("<b>l'été</b>")), SafeString)
    assert (typo(None), typo(12)) == ("", "12")


@pytest.mark.parametrize("piece", [" ", " :", "«", "1 234 ", ":a", "&", "a@", "a.", "'", "?", "a!b", "http"])
def test_long_texts_take_linear_time(piece):
    started = time.perf_counter()
    typo(piece * (10_000 // len(piece)))
    assert time.perf_counter() - started < 1


@given(st.text(alphabet="abh1er 0235'.«»:;!?%€°@&w/“”’…kgmars\u00a0\u202f()-n,A" + HELD))
def test_a_rule_that_is_not_tried_would_have_found_nothing(text):
    for signs, pattern, _ in RULES:
        assert not signs.isdisjoint(text) or not pattern.search(text)
    assert HOLDING.search(text) or not PROTECTED.search(text)
