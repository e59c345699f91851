from datetime import date

import pytest
from django.http import QueryDict

from initiatives.counts import rebuild_counts
from initiatives.facets import Facets
from initiatives.filters import Filters
from initiatives.models import Initiative
from tests import makers

pytestmark = pytest.mark.django_db


def filters(query=""):
    return Filters.parse(QueryDict(query))


@pytest.fixture(params=[None, 1], ids=["looked at", "kept"])
def kept(request):
    """Say the same of sheets looked at one by one and of counts that are kept."""
    return lambda: rebuild_counts(frequent=request.param) if request.param else None


def numbers(choices):
    return {choice.label: choice.count for choice in choices}


@pytest.fixture
def directory(kept):
    sante = makers.make_theme("sante", "Santé")
    actor = makers.make_actor(kind="association")
    makers.make_initiative("Un", tags=["verger"], actors=[actor], stage="idee")
    makers.make_initiative("Deux", theme=sante, tags=["verger", "entraide"], verified_at=date(2026, 3, 1))
    makers.make_initiative("Trois", theme=sante, commune=makers.make_paris(), position=(48.85, 2.35))
    kept()


def test_all_counts_without_filters(directory):
    shown = Facets(filters())
    assert numbers(shown.themes) == {"Alimentation et agriculture": 1, "Santé": 2}
    assert numbers(shown.tags) == {"verger": 2, "entraide": 1}
    assert numbers(shown.types) == {"Association": 1}
    assert numbers(shown.stages) == {"Idée": 1, "En activité": 2}
    assert numbers(shown.scales) == {"Quartier": 3}
    assert numbers(shown.places) == {"Bretagne": 2, "Île-de-France": 1}
    assert numbers(shown.verified) == {"Fiches vérifiées": 1}


def test_a_dimension_counts_as_if_nothing_were_chosen_in_it(directory):
    shown = Facets(filters("theme=sante"))
    assert numbers(shown.themes) == {"Alimentation et agriculture": 1, "Santé": 2}
    assert [choice.label for choice in shown.themes if choice.selected] == ["Santé"]
    assert numbers(shown.tags) == {"verger": 1, "entraide": 1}
    assert numbers(shown.stages) == {"En activité": 2}


@pytest.mark.parametrize(
    ("query", "count", "themes"),
    [
        ("", 1, {"Alimentation et agriculture": 1, "Santé": 2}),
        ("theme=sante", 1, {"Alimentation et agriculture": 1, "Santé": 2}),
        ("tag=verger&avancement=activite", 1, {"Alimentation et agriculture": 0, "Santé": 1}),
        ("q=deux", 1, {"Alimentation et agriculture": 0, "Santé": 1}),
        ("territoire=region-53&bbox=-5,48,-4,49", 1, {"Alimentation et agriculture": 1, "Santé": 1}),
        ("avancement=idee", None, {"Alimentation et agriculture": 1, "Santé": 0}),
        ("verifie=1", 1, {"Alimentation et agriculture": 0, "Santé": 1}),
        ("verifie=1&theme=sante", 1, {"Alimentation et agriculture": 0, "Santé": 1}),
        ("verifie=1&avancement=idee", 0, {"Alimentation et agriculture": 0, "Santé": 0}),
    ],
)
def test_verified_sheets_are_offered_where_there_are_some(directory, query, count, themes):
    shown = Facets(filters(query))
    assert [(choice.value, choice.count, choice.selected) for choice in shown.verified] == (
        [] if count is None else [("1", count, "verifie" in query)]
    )
    assert numbers(shown.themes) == themes


def test_places_below_the_chosen_one(directory):
    shown = Facets(filters("territoire=region-53&theme=sante"))
    assert [(c.label, c.count, c.query) for c in shown.places] == [
        ("Finistère", 1, "theme=sante&territoire=departement-29")
    ]
    assert numbers(Facets(filters("territoire=departement-29")).places) == {"Brest Métropole": 2}
    assert Facets(filters("territoire=commune-29019")).places == []


def test_the_number_of_queries_is_that_of_the_filters(directory, django_assert_max_num_queries):
    for number in range(12):
        makers.make_initiative(f"Encore {number}", tags=[f"mot {number}"])
    with django_assert_max_num_queries(16):
        shown = Facets(filters("theme=sante&avancement=activite&tag=verger&verifie=1"))
        for choices in (shown.themes, shown.tags, shown.types, shown.stages, shown.scales, shown.places):
            assert isinstance(choices, list)
        assert len(shown.verified) == 1


def test_what_is_looked_for(directory, kept):
    assert Facets(filters()).calls == []
    one = Initiative.objects.get(title="Un")
    makers.make_call(initiative=one)
    makers.make_call("Un toit", initiative=one, kind="lieu")
    makers.make_call("Des bras", initiative=Initiative.objects.get(title="Deux"))
    kept()
    expected = {"Un coup de main, quel qu’il soit": 2, "Des personnes": 2, "Un lieu": 1}
    for query in ("", "tag=verger", "q=jardin", "theme=alimentation&theme=sante", "tag=verger&appel=1"):
        assert numbers(Facets(filters(query)).calls) == expected, query
    assert numbers(Facets(filters("theme=sante")).calls) == {
        "Un coup de main, quel qu’il soit": 1,
        "Des personnes": 1,
    }
