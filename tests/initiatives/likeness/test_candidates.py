"""By which ways candidates are found, and that each stays short."""

import pytest

from initiatives.counts import rebuild_counts
from initiatives.likeness import candidates as module
from initiatives.likeness.candidates import candidates
from initiatives.likeness.subjects import Holder, Subject, Term, subject
from tests import makers

COMMUNE, DEPARTMENT, REGION = (
    Holder("commune-29019", 4_000, True),
    Holder("departement-29", 20_000, True),
    Holder("region-53", 100_000, True),
)


def term(kind, count, key="tag:1"):
    return Term(kind, key, key, count, 1.0, False)


def branches(*terms, holders=(COMMUNE, DEPARTMENT, REGION), total=1_500_000):
    about = Subject(tuple(terms), tuple(holders), total)
    return {
        "+".join(term.key for term in branch.terms): branch.holder and branch.holder.token
        for branch in module._branches(about)
    }


@pytest.mark.parametrize(
    ("count", "where"),
    [(60, None), (1_000, "region-53"), (5_000, "departement-29"), (30_000, "commune-29019")],
)
def test_the_more_sheets_have_a_term_the_narrower_it_is_looked_for(count, where):
    assert branches(term("tag", count)) == {"tag:1": where}


def test_a_commune_that_is_full_of_it_is_not_looked_through():
    full = Holder("commune-75056", 60_000, True)
    assert branches(term("theme", 500_000, "theme:1"), holders=[full]) == {}


def test_tags_that_come_together_are_looked_for_farther():
    found = branches(term("tag", 30_000), term("tag", 7_000, "tag:2"))
    assert found == {"tag:1+tag:2": "region-53", "tag:1": "commune-29019", "tag:2": "departement-29"}


def test_a_rare_word_is_looked_for_where_few_sheets_are():
    assert branches(term("title", 50, "lombric")) == {"lombric": "departement-29"}
    assert branches(term("title", 5, "lombric"), total=10_000) == {"lombric": None}


@pytest.mark.django_db
def test_sheets_of_frequent_words_are_found_by_bits():
    sheets = [makers.make_initiative(f"Jardin numéro {number}", summary="x") for number in range(6)]
    makers.make_initiative("Forge", summary="y")
    rebuild_counts(frequent=3)
    about = subject(labels={}, title="Jardin", own=0, territories=["departement-29"])
    assert about.terms[0].is_frequent
    assert {found.initiative for found in candidates(about)} == {sheet.pk for sheet in sheets}
    assert module._by_bits(about)


@pytest.mark.django_db
def test_of_what_is_everywhere_the_newest_are_taken(monkeypatch):
    monkeypatch.setattr(module, "TOO_MANY", 1)
    monkeypatch.setattr(module, "EXPECTED", 1)
    sheets = [makers.make_initiative(f"Verger {number}", locations=[]) for number in range(5)]
    theme = sheets[0].main_theme
    about = subject(labels={f"theme:{theme.pk}": theme.name})
    assert not list(module._branches(about))
    assert {found.initiative for found in candidates(about)} == {sheet.pk for sheet in sheets}


@pytest.mark.django_db
def test_nothing_is_alike_in_an_empty_directory():
    assert candidates(subject(labels={}, title="Jardin", own=0)) == []


@pytest.mark.django_db
def test_a_word_with_an_apostrophe_is_no_syntax():
    makers.make_initiative("Verger")
    word = Term("title", "l'a\\b", "l'a", 1, 1.0, False)
    assert candidates(Subject((word,), (), 1)) == []
