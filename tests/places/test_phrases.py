import pytest

from places import phrases


@pytest.mark.parametrize(
    ("name", "phrase"),
    [
        ("Brest", "à Brest"),
        ("La Rochelle", "à La Rochelle"),
        ("L’Haÿ-les-Roses", "à L’Haÿ-les-Roses"),
        ("Le Havre", "au Havre"),
        ("Les Sables-d’Olonne", "aux Sables-d’Olonne"),
        ("Lens", "à Lens"),
        ("Lesneven", "à Lesneven"),
        ("Léon", "à Léon"),
    ],
)
def test_in_a_commune(name, phrase):
    assert phrases.in_commune(name) == phrase


@pytest.mark.parametrize(
    ("code", "name", "phrase"),
    [
        ("29", "Finistère", "dans le Finistère"),
        ("93", "Seine-Saint-Denis", "en Seine-Saint-Denis"),
        ("01", "Ain", "dans l’Ain"),
        ("22", "Côtes-d’Armor", "dans les Côtes-d’Armor"),
        ("72", "Sarthe", "dans la Sarthe"),
        ("75", "Paris", "à Paris"),
        ("974", "La Réunion", "à La Réunion"),
        ("987", "Polynésie française", "en Polynésie française"),
        ("989", "Île de Clipperton", "sur l’île de Clipperton"),
        ("99", "Nouveau", "dans le département Nouveau"),
    ],
)
def test_in_a_department(code, name, phrase):
    assert phrases.in_department(code, name) == phrase


def test_in_a_region():
    assert phrases.in_region("53", "Bretagne") == "en Bretagne"
    assert phrases.in_region("44", "Grand Est") == "dans le Grand Est"
    assert phrases.in_region("99", "Nouvelle") == "dans la région Nouvelle"


@pytest.mark.parametrize(
    ("name", "phrase"),
    [
        ("Communauté de communes du Kreiz-Breizh", "dans la communauté de communes du Kreiz-Breizh"),
        ("Communauté d’agglomération du Cotentin", "dans la communauté d’agglomération du Cotentin"),
        ("Métropole de Lyon", "dans la Métropole de Lyon"),
        ("Eurométropole de Strasbourg", "dans l’Eurométropole de Strasbourg"),
        ("Brest Métropole", "à Brest Métropole"),
    ],
)
def test_in_an_intercommunality(name, phrase):
    assert phrases.in_intercommunality(name) == phrase


@pytest.mark.parametrize(
    ("token", "phrase", "name", "definite"),
    [
        ("departement-29", "dans le Finistère", "Finistère", "le Finistère"),
        ("departement-33", "en Gironde", "Gironde", "la Gironde"),
        ("departement-35", "en Ille-et-Vilaine", "Ille-et-Vilaine", "l’Ille-et-Vilaine"),
        ("departement-49", "en Maine-et-Loire", "Maine-et-Loire", "le Maine-et-Loire"),
        ("departement-01", "dans l’Ain", "Ain", "l’Ain"),
        ("region-24", "en Centre-Val de Loire", "Centre-Val de Loire", "le Centre-Val de Loire"),
        ("region-11", "en Île-de-France", "Île-de-France", "l’Île-de-France"),
        ("region-04", "à La Réunion", "La Réunion", "La Réunion"),
        ("commune-76351", "au Havre", "Le Havre", "Le Havre"),
        ("intercommunalite-1", "dans la communauté de X", "Communauté de X", "la communauté de X"),
    ],
)
def test_a_territory_as_the_object_of_a_sentence(token, phrase, name, definite):
    assert phrases.definite(token, phrase, name) == definite
