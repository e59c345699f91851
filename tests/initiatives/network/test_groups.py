import pytest
from django.http import QueryDict

from initiatives.facets import Facets
from initiatives.filters import Filters
from initiatives.network.groups import groups_of
from initiatives.results.finding import find
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def country():
    food, digital = (
        makers.make_theme(),
        makers.make_theme("numerique", "Numérique et communs"),
    )
    for number in range(3):
        makers.make_initiative(f"Jardin {number}", theme=food, themes=[digital][: number % 2])
    makers.make_initiative("Wiki", theme=digital)
    makers.make_initiative("Wiki de Paris", theme=digital, commune=makers.make_paris(), position=None)
    return food, digital


def group(query="", **options):
    filters = Filters.parse(QueryDict(query))
    return groups_of(filters, Facets(filters, find(filters)))


def said(groups):
    return {row.node.name: [(cell.node.name, cell.count) for cell in row.cells] for row in groups.rows}


def test_parts_and_their_themes_are_counted(country):
    assert said(group()) == {
        "Bretagne": [("Alimentation et agriculture", 3), ("Numérique et communs", 2)],
        "Île-de-France": [("Numérique et communs", 1)],
    }
    assert said(group("theme=alimentation")) == {"Bretagne": [("Alimentation et agriculture", 3)]}
    assert said(group("territoire=region-53")) == {
        "Finistère": [("Alimentation et agriculture", 3), ("Numérique et communs", 2)]
    }
    assert said(group("q=wiki")) == {
        "Bretagne": [("Numérique et communs", 1)],
        "Île-de-France": [("Numérique et communs", 1)],
    }


def test_each_leads_to_what_it_counts(country):
    for query in ("", "theme=alimentation", "q=jardin", "territoire=departement-29&type=association"):
        for row in group(query).rows:
            filters = Filters.parse(QueryDict(row.node.url.removeprefix("?")))
            assert find(filters).count == row.node.count
            for cell in row.cells:
                assert find(Filters.parse(QueryDict(cell.query))).count == cell.count


def test_stars_have_a_theme_on_the_same_side_and_larger_ones_are_larger(country):
    first, second = group().stars
    assert [star.node.name for star in (first, second)] == [
        "Bretagne",
        "Île-de-France",
    ]  # by name, accents apart
    sides = {(leaf.theme.slug, leaf.x, leaf.y) for star in (first, second) for leaf in star.leaves}
    assert len(sides) == 2
    assert first.radius > second.radius
    assert first.leaves[0].radius > first.leaves[1].radius
    assert first.said == "Bretagne, 4\u00a0initiatives"
    assert second.leaves[0].said == "Île-de-France, Numérique et communs\u00a0: 1\u00a0initiative"


def test_intercommunalities_are_named_briefly(country):
    community = makers.make_intercommunality("200067072", "Communauté de communes du Pays Bigouden Sud")
    commune = makers.make_commune("29220", "Pont-l’Abbé", (47.87, -4.22), intercommunality=community)
    makers.make_initiative("Halle", commune=commune)
    stars = {star.wide: star.tall for star in group("territoire=departement-29").stars}
    assert stars == {"Brest Métropole 4": "Brest…", "Pays Bigouden Sud 1": "Pays Bigou…"}


def test_where_there_are_no_parts_themes_are_bound_by_what_they_share(country):
    groups = group("territoire=commune-29019")
    assert groups.stars == []
    assert said(groups) == {
        "Alimentation et agriculture": [("Numérique et communs", 1)],
        "Numérique et communs": [],
    }
    (edge,) = groups.graph.edges
    assert {edge.source, edge.target} == {theme.pk for theme in country}
    assert groups.places.keys() == groups.graph.nodes.keys()


def test_nothing(country):
    assert group("q=fusee").rows == []
