import pytest

from initiatives.search.numbers import MOST, departments_numbered, other_ordinals
from initiatives.search.terms import Term, terms_of
from tests import makers


@pytest.mark.django_db
def test_departments_by_their_number():
    makers.make_department("2A", "Corse-du-Sud")
    makers.make_department("974", "La Réunion")
    makers.make_department("29", "Finistère")
    found = departments_numbered(terms_of('fablab 2A 974 99 "29" 1 029'))
    assert {term.text: department.token for term, department in found.items()} == {
        "2a": "departement-2A",
        "974": "departement-974",
    }


@pytest.mark.django_db
def test_a_few_numbers_are_enough():
    codes = ["10", "21", "35", "44", "56"]
    for code in codes:
        makers.make_department(code, f"Pays {code}")
    assert [term.text for term in departments_numbered(terms_of(" ".join(codes)))] == codes[:MOST]


@pytest.mark.parametrize(
    ("typed", "city", "ways"),
    [
        ("14", "paris", ["14e", "14eme"]),
        ("14e", "paris", ["14", "14eme"]),
        ("14ème", "paris", ["14", "14e"]),
        ("01", "lyon", ["1", "1er"]),
        ("1er", "lyon", ["1"]),
        ("13", "marseille", ["13e", "13eme"]),
        ("0", "paris", []),
        ("21", "paris", []),
        ("17", "marseille", []),
        ("10", "lyon", []),
        ("14", "brest", []),
        ("14", "", []),
        ("75014", "paris", []),
        ("quatorze", "paris", []),
    ],
)
def test_arrondissements_of_the_three_cities(typed, city, ways):
    assert other_ordinals(terms_of(typed)[0], city) == ways
    assert other_ordinals(Term(terms_of(typed)[0].text, is_phrase=True), city) == []
