import pytest

from places.gazetteer.content import department_code, french, intercommunality_name
from tests.places.editions import commune, edition, gouesnou


@pytest.mark.parametrize(
    ("official", "ours"),
    [
        ("CC du Kreiz-Breizh (CCKB)", "Communauté de communes du Kreiz-Breizh"),
        ("CC Vallée des Baux-Alpilles (CC VBA)", "Communauté de communes Vallée des Baux-Alpilles"),
        ("CA de l'Albigeois (C2A)", "Communauté d’agglomération de l’Albigeois"),
        ("CU du Grand Reims", "Communauté urbaine du Grand Reims"),
        ("Brest Métropole", "Brest Métropole"),
        (
            "CC de la Haute Somme (Combles - Péronne - Roisel)",
            "Communauté de communes de la Haute Somme (Combles - Péronne - Roisel)",
        ),
        ('CC Verdon "Sources de lumière"', "Communauté de communes Verdon «\u00a0Sources de lumière\u00a0»"),
        ("CC  Double  espace", "Communauté de communes Double espace"),
        ("CC", "CC"),
    ],
)
def test_names_of_intercommunalities_in_full(official, ours):
    assert intercommunality_name(official) == ours


def test_typography():
    assert french("L'Haÿ-les-Roses ") == "L’Haÿ-les-Roses"


@pytest.mark.parametrize(
    ("code", "department"), [("29019", "29"), ("2A004", "2A"), ("97411", "974"), ("98735", "987")]
)
def test_department_of_a_code(code, department):
    assert department_code(code) == department


def test_other_names_and_codes_once():
    brest = commune()
    for code, name in [
        ("29128", "Lambézellec"),
        ("29128", "LAMBEZELLEC"),
        ("29019", "Brest"),
        ("29250", "brest"),
    ]:
        brest.was(code, name)
    assert (brest.former_names, brest.former_codes) == (["Lambézellec"], ["29128", "29250"])


def test_main_department_counts_empty_communes():
    empty = commune("56001", "Vide", department="56", population=0, intercommunality="200000001")
    assert edition([commune(), gouesnou(), empty]).main_departments() == {
        "242900314": "29",
        "200000001": "56",
    }
