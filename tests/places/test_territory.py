import pytest

from places.gazetteer import bundle
from places.models import Commune, Department, Intercommunality, Region
from places.phrases import IN_DEPARTMENT, IN_REGION
from places.territory import Territory, called
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def brest():
    bretagne = Region.objects.create(code="53", name="Bretagne")
    finistere = Department.objects.create(code="29", name="Finistère", region=bretagne)
    group = Intercommunality.objects.create(
        code="242900314", name="Brest Métropole", kind="METRO", department=finistere
    )
    Commune.objects.create(code="29083", name="Île-de-Sein", department=finistere)
    return Commune.objects.create(
        code="29019", name="Brest", department=finistere, intercommunality=group, former_codes=["29128"]
    )


@pytest.mark.parametrize(
    ("token", "name", "phrase"),
    [
        ("region-53", "Bretagne", "en Bretagne"),
        ("departement-29", "Finistère", "dans le Finistère"),
        ("intercommunalite-242900314", "Brest Métropole", "à Brest Métropole"),
        ("commune-29019", "Brest", "à Brest"),
    ],
)
def test_each_level(brest, token, name, phrase):
    territory = Territory.from_token(token)
    assert (territory.token, territory.name, str(territory), territory.phrase) == (token, name, name, phrase)
    kind, code = token.split("-")
    assert (territory.kind, territory.code) == (kind, code)
    assert territory.get_absolute_url() == f"/territoires/{kind}/{code}/"


@pytest.mark.parametrize(
    "token",
    [
        "",
        "commune",
        "commune-",
        "commune-29999",
        "commune-29019 ",
        "commune-29\x0019",
        "ville-29019",
        "departement-2A' OR 1",
        "departement-\ud800",
        "region-" + "5" * 10_000,
        "Region-53",
    ],
)
def test_no_territory(brest, token):
    assert Territory.from_token(token) is None


def test_codes_that_are_gone_give_their_successor(brest):
    Commune.objects.create(code="29061", name="Gouesnou", department=brest.department, successor=brest)
    Intercommunality.objects.create(
        code="200000001",
        name="Ancienne",
        kind="CC",
        department=brest.department,
        successor=brest.intercommunality,
    )
    assert Territory.from_token("commune-29061").place == brest
    assert Territory.from_token("commune-29128").place == brest
    assert Territory.from_token("intercommunalite-200000001").place == brest.intercommunality


def test_parents_from_the_widest(brest):
    names = [parent.name for parent in Territory(brest).parents]
    assert names == ["Bretagne", "Finistère", "Brest Métropole"]
    assert [parent.name for parent in Territory(brest.intercommunality).parents] == ["Bretagne", "Finistère"]
    assert Territory(brest.department.region).parents == []
    assert [label for label, _ in Territory(brest).crumbs] == ["Territoires", *names]
    assert Territory(brest).crumbs[1] == ("Bretagne", "/territoires/region/53/")


def test_a_collectivity_has_no_region():
    polynesie = Department.objects.create(code="987", name="Polynésie française")
    papeete = Commune.objects.create(code="98735", name="Papeete", department=polynesie)
    assert [parent.name for parent in Territory(papeete).parents] == ["Polynésie française"]
    assert Territory(polynesie).parents == []


def test_children_by_name(brest):
    Commune.objects.create(
        code="29061",
        name="Gouesnou",
        department=brest.department,
        intercommunality=brest.intercommunality,
    )
    Commune.objects.create(
        code="29999",
        name="Ancienne",
        department=brest.department,
        intercommunality=brest.intercommunality,
        successor=brest,
    )

    def inside(place):
        return [child.name for child in Territory(place).children]

    assert inside(brest.department.region) == ["Finistère"]
    assert inside(brest.department) == ["Brest Métropole", "Île-de-Sein"]
    assert inside(brest.intercommunality) == ["Brest", "Gouesnou"]
    assert inside(brest) == []


def test_few_queries(brest, django_assert_num_queries):
    with django_assert_num_queries(1):
        territory = Territory.from_token("commune-29019")
        assert len(territory.parents) == 3
    with django_assert_num_queries(1):
        assert len(Territory.from_token("departement-29").parents) == 1


def test_several_come_in_their_order_without_those_that_mean_nothing(brest):
    found = Territory.from_tokens(["region-53", "lune-1", "commune-99999", "commune-29128"])
    assert [territory.token for territory in found] == ["region-53", "commune-29019"]


def test_every_region_and_department_has_its_preposition():
    gazetteer = bundle.read()
    assert set(IN_REGION) == {region.code for region in gazetteer.regions}
    assert set(IN_DEPARTMENT) == {department.code for department in gazetteer.departments}


def test_the_label_tells_homonyms_apart(brest):
    places = [brest, brest.intercommunality, brest.department, brest.department.region]
    assert [Territory(place).label for place in places] == [
        "Brest (29)",
        "Brest Métropole (29)",
        "Finistère (département)",
        "Bretagne (région)",
    ]


def test_what_was_not_read_is_read_when_it_is_asked_for(brest, django_assert_num_queries):
    place = Territory.from_token("commune-29019").place
    assert place.label == "Brest (29)"
    with django_assert_num_queries(1):
        assert place.former_codes == ["29128"]


def test_what_is_inside_has_its_filter_and_its_address(brest):
    (group, island) = Territory.from_token("departement-29").children
    assert (group.token, group.get_absolute_url()) == (
        "intercommunalite-242900314",
        "/territoires/intercommunalite/242900314/",
    )
    assert (island.token, island.get_absolute_url()) == ("commune-29083", "/territoires/commune/29083/")


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("departement-29", ["departement-29"]),
        (" 29 ", ["departement-29"]),
        ("finistère", ["departement-29"]),
        ("FINISTERE", ["departement-29"]),
        ("bretagne", ["region-53"]),
        ("brest metropole", ["intercommunalite-242900314"]),
        ("paris", ["commune-75056", "departement-75"]),
        ("departement-999", []),
        ("Atlantide", []),
        ("\0", []),
        ("", []),
    ],
)
def test_territories_are_found_by_what_they_are_called(text, tokens):
    makers.make_commune()
    makers.make_paris()
    assert [territory.token for territory in called(text)] == tokens
