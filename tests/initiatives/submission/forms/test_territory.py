import pytest

from initiatives.submission.forms.territory import described, territories_called, territories_like
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def places():
    makers.make_intercommunality()
    reunion = makers.make_region("04", "La Réunion")
    makers.make_department("974", "La Réunion", reunion)
    ardeche = makers.make_department("07", "Ardèche", makers.make_region("84", "Auvergne-Rhône-Alpes"))
    for code, department in [("200000001", ardeche), ("200000002", makers.make_department())]:
        makers.make_intercommunality(code, "CC du Pays Vert", department, kind="CC")


def tokens(found):
    return [place.token for place in found]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Bretagne", ["region-53"]),
        ("bretagne ", ["region-53"]),
        ("FINISTERE", ["departement-29"]),
        ("29", ["departement-29"]),
        ("brest metropole", ["intercommunalite-242900314"]),
        ("Auvergne Rhône Alpes", ["region-84"]),
        # What lies in the department of La Réunion lies in the region of that name.
        ("La Réunion", ["departement-974"]),
        ("CC du Pays Vert", ["intercommunalite-200000001", "intercommunalite-200000002"]),
        ("Brest", []),
        ("", []),
        ("%_'\\", []),
        ("日本", []),
    ],
)
def test_a_territory_is_known_by_its_very_name(typed, found):
    assert sorted(tokens(territories_called(typed))) == found


def test_an_intercommunality_that_is_gone_is_not_found():
    gone = makers.make_intercommunality("200000003", "CC de Jadis", kind="CC")
    gone.successor = makers.make_intercommunality()
    gone.save()
    assert territories_called("CC de Jadis") == []


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("Bretange", "region-53"),
        ("brest", "intercommunalite-242900314"),
        ("Finistère Nord", "departement-29"),
    ],
)
def test_what_resembles_is_suggested_the_nearest_first(typed, first):
    assert tokens(territories_like(typed))[0] == first


@pytest.mark.parametrize("typed", ["", "x", "%", "zzzzzzzz", "é" * 10_000])
def test_nothing_resembles_nonsense(typed):
    assert territories_like(typed) == []


def test_what_is_suggested_tells_homonyms_apart():
    names = [described(place) for place in territories_called("CC du Pays Vert")]
    assert sorted(names) == [
        "CC du Pays Vert, communauté de communes (07)",
        "CC du Pays Vert, communauté de communes (29)",
    ]
    assert described(territories_called("Bretagne")[0]) == "Bretagne, région"
