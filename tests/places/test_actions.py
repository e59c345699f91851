import pytest

from places.actions import load
from places.gazetteer.content import GazetteerError
from places.models import Commune, Department, Edition, Intercommunality, Region
from places.signals import places_updated
from tests.places.editions import among_others, commune, edition, gouesnou, quimper

pytestmark = pytest.mark.django_db


def test_first_loading():
    loaded = load(gazetteer=edition())
    assert (loaded.changes, loaded.communes, loaded.orphans) == (1 + 2 + 2 + 3, {}, [])
    brest = Commune.objects.get(code="29019")
    assert (brest.name, brest.postcodes, brest.intercommunality.name) == (
        "Brest",
        ["29200"],
        "Brest Métropole",
    )
    assert (brest.latitude, brest.longitude, brest.position_exact) == (48.39, -4.49, True)
    assert brest.department.region == Region.objects.get()
    assert Department.objects.get(code="987").region is None
    assert Edition.objects.get().title == "Édition d’essai"


def test_centre_of_a_department_leans_to_its_inhabitants():
    load(gazetteer=edition())
    finistere = Department.objects.get(code="29")
    expected = (48.39 * 140_001 + 48.45 * 6_001 + 47.99 * 63_001) / 209_003
    assert finistere.latitude == pytest.approx(expected)
    assert Department.objects.get(code="987").latitude is None


def test_loading_again_changes_nothing():
    load(gazetteer=edition())
    before = list(Commune.objects.values())
    assert load(gazetteer=edition()).changes == 0
    assert list(Commune.objects.values()) == before


def test_what_differs_is_updated():
    load(gazetteer=edition())
    changed = commune(name="Brest-la-Belle", population=150_000, latitude=48.4)
    loaded = load(gazetteer=edition([changed, gouesnou(), quimper()]))
    assert loaded.changes == 1
    brest = Commune.objects.get(code="29019")
    assert (brest.name, brest.key, brest.population, brest.latitude) == (
        "Brest-la-Belle",
        "brest la belle",
        150_000,
        48.4,
    )
    assert brest.former_names == ["Brest"]
    assert brest in Commune.objects.search("brest")


def test_a_position_stays_where_the_new_edition_has_none():
    load(gazetteer=edition())
    placeless = commune(latitude=None, longitude=None, position_exact=False)
    load(gazetteer=edition([placeless, gouesnou(), quimper()]))
    brest = Commune.objects.get(code="29019")
    assert (brest.latitude, brest.longitude, brest.position_exact) == (48.39, -4.49, True)


def test_former_names_and_codes_gather():
    load(
        gazetteer=edition(
            [commune(former_names=["Lambézellec"], former_codes=["29128"]), gouesnou(), quimper()]
        )
    )
    again = commune(former_names=["Saint-Marc", "LAMBEZELLEC", "brest"], former_codes=["29250"])
    load(gazetteer=edition([again, gouesnou(), quimper()]))
    brest = Commune.objects.get(code="29019")
    assert len(brest.former_names) == 2  # once each, however it is spelt, and never the name of today
    assert "Saint-Marc" in brest.former_names
    assert brest.former_codes == ["29128", "29250"]
    assert Commune.objects.by_code("29250") == brest


def test_a_code_that_is_gone_has_a_successor():
    load(gazetteer=edition(among_others(commune(), gouesnou(former_codes=["29777"]), quimper())))
    merged = commune(former_codes=["29061"])
    loaded = load(gazetteer=edition(among_others(merged, quimper())))
    assert loaded.communes == {"29061": "29019"}
    gone, brest = Commune.objects.get(code="29061"), Commune.objects.get(code="29019")
    assert gone.successor == brest
    assert "Gouesnou" in brest.former_names
    assert Commune.objects.by_code("29777") == brest  # a code that had gone before
    assert Commune.objects.search("gouesnou").get() == brest
    # Separate again: it is current once more.
    load(gazetteer=edition(among_others(commune(), gouesnou(), quimper())))
    assert Commune.objects.get(code="29061").successor is None


def test_chains_of_successors_end_at_a_current_commune():
    load(gazetteer=edition(among_others(commune(), gouesnou(), quimper())))
    load(gazetteer=edition(among_others(commune(former_codes=["29061"]), quimper())))
    load(gazetteer=edition(among_others(quimper(former_codes=["29019"]))))
    assert Commune.objects.get(code="29061").successor_id == "29232"
    assert Commune.objects.by_code("29061").name == "Quimper"


def test_a_group_that_is_gone_goes_where_its_inhabitants_are():
    load(gazetteer=edition(among_others(commune(), gouesnou(), quimper())))
    moved = quimper(intercommunality="242900314")
    loaded = load(gazetteer=edition(among_others(commune(), gouesnou(), moved)))
    assert loaded.intercommunalities == {"200068120": "242900314"}
    gone = Intercommunality.objects.get(code="200068120")
    assert gone.successor_id == "242900314"
    assert gone not in Intercommunality.objects.current()


def test_what_has_no_known_successor_stays_and_is_told():
    load(gazetteer=edition(among_others(commune(), gouesnou(), quimper())))
    loaded = load(gazetteer=edition(among_others(commune(), quimper())))
    assert loaded.orphans == ["29061"]
    assert Commune.objects.get(code="29061").successor is None


def test_a_collectivity_that_the_edition_leaves_out_stays_in_silence():
    papeete = commune("98735", "Papeete", department="987", intercommunality=None)
    load(gazetteer=edition(among_others(commune(), quimper(), papeete)))
    finistere = [row for row in edition().departments if row.code == "29"]
    loaded = load(gazetteer=edition(among_others(commune(), quimper()), departments=finistere))
    assert loaded.orphans == []
    assert Commune.objects.current().filter(code="98735").exists()


def test_the_main_department_is_where_most_inhabitants_live():
    departments = [*edition().departments]
    departments[1].code, departments[1].name = "56", "Morbihan"
    lorient = commune("56121", "Lorient", department="56", population=400_000)
    load(gazetteer=edition([commune(), quimper(), lorient], departments=departments))
    assert Intercommunality.objects.get(code="242900314").department_id == "56"


def test_nothing_is_changed_when_a_listener_fails():
    def refuse(sender, **kwargs):
        raise RuntimeError("no")

    places_updated.connect(refuse)
    try:
        with pytest.raises(RuntimeError):
            load(gazetteer=edition())
    finally:
        places_updated.disconnect(refuse)
    assert not Commune.objects.exists()
    assert not Edition.objects.exists()


def test_nothing_is_changed_by_an_edition_that_is_refused():
    load(gazetteer=edition())
    with pytest.raises(GazetteerError):
        load(gazetteer=edition([commune(name="Autre")]))
    assert Commune.objects.get(code="29019").name == "Brest"
    assert Edition.objects.count() == 1
