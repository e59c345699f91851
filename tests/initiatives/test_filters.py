from datetime import date

import pytest
from django.http import QueryDict

from initiatives.cards import cards
from initiatives.filters import Box, Filters, departments_of, known, sheet_at, value, values
from initiatives.filters.box import CELL_ZOOM, SQUARES, morton, tile_of
from initiatives.filters.conditions import EVERY, Condition, with_keys
from initiatives.models import Initiative, Theme
from initiatives.results.finding import find
from places.territory import Territory
from tests import makers

pytestmark = pytest.mark.django_db


def parse(query):
    return Filters.parse(QueryDict(query))


def titles(query):
    return {card.title for card in cards(find(parse(query)).hits(0, 100))}


@pytest.fixture
def directory():
    makers.make_paris()
    sante = makers.make_theme("sante", "Santé et solidarités")
    actor = makers.make_actor("Les Mains vertes", kind="association")
    city = makers.make_actor("Régie des Tilleuls", kind="collectivite")
    makers.make_initiative(
        "Jardin", tags=["verger", "Prix libre"], actors=[actor], stage="idee", scale="quartier"
    )
    makers.make_initiative(
        "Dispensaire",
        theme=sante,
        tags=["prix libre"],
        actors=[city],
        scale="commune",
        verified_at=date(2026, 3, 1),
    )
    makers.make_initiative("Marché", themes=[sante], commune=makers.make_paris(), position=(48.8566, 2.3522))
    makers.make_initiative("En ligne", locations=[{"kind": "online"}], verified_at=date(2024, 12, 31))
    makers.make_initiative("Bretagne", locations=[{"kind": "territory", "region": makers.make_region()}])
    makers.make_initiative("Cachée", status="pending", verified_at=date(2026, 3, 1))


EVERYTHING = {"Jardin", "Dispensaire", "Marché", "En ligne", "Bretagne"}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", EVERYTHING),
        ("theme=sante", {"Dispensaire", "Marché"}),
        ("theme=sante&theme=alimentation", EVERYTHING),
        ("theme=inconnu", EVERYTHING),
        ("tag=prix-libre", {"Jardin", "Dispensaire"}),
        ("tag=prix-libre&tag=verger", {"Jardin"}),
        ("territoire=departement-29", {"Jardin", "Dispensaire"}),
        ("territoire=region-53", {"Jardin", "Dispensaire", "Bretagne"}),
        ("territoire=commune-75056", {"Marché"}),
        ("territoire=lune-1", EVERYTHING),
        ("acteur=les-mains-vertes", {"Jardin"}),
        ("acteur=personne", EVERYTHING),
        ("type=collectivite", {"Dispensaire"}),
        ("type=collectivite&type=association", {"Jardin", "Dispensaire"}),
        ("avancement=idee", {"Jardin"}),
        ("echelle=commune", {"Dispensaire"}),
        ("verifie=1", {"Dispensaire", "En ligne"}),
        ("verifie=1&verifie=1", {"Dispensaire", "En ligne"}),
        ("verifie=oui&verifie=1", {"Dispensaire", "En ligne"}),
        ("verifie=1&tag=prix-libre", {"Dispensaire"}),
        ("verifie=1&theme=alimentation&q=dispensaire", set()),
        ("verifie=1&bbox=-5,48,-4,49", {"Dispensaire"}),
        ("verifie=0", EVERYTHING),
        ("verifie=", EVERYTHING),
        ("verifie=%00", EVERYTHING),
        ("verifie=1%00", EVERYTHING),
        ("verifie=11", EVERYTHING),
        ("verifie=true", EVERYTHING),
        ("verifie=" + "1" * 100_000, EVERYTHING),
        ("bbox=2,48,3,49", {"Marché"}),
        ("bbox=nan,inf,1,2", EVERYTHING),
        ("bbox=3,48,2,49", EVERYTHING),
        ("bbox=-999,48,2,49", EVERYTHING),
        ("q=tilleuls", {"Dispensaire"}),
        ("q=le", EVERYTHING),
        ("q=dispensaire&theme=sante&tag=prix-libre", {"Dispensaire"}),
        ("theme=" + "&theme=".join(["x"] * 500), EVERYTHING),
        ("tri=actor__email", EVERYTHING),
    ],
)
def test_what_passes(directory, query, expected):
    assert titles(query) == expected


def test_active_filters_and_their_removal(directory):
    filters = parse("verifie=1&theme=sante&tag=verger&q=jardin&tri=titre&avancement=idee")
    assert [(active.label, active.url) for active in filters.active] == [
        ("«\u00a0jardin\u00a0»", "?theme=sante&tag=verger&avancement=idee&verifie=1&tri=titre"),
        ("Santé et solidarités", "?q=jardin&tag=verger&avancement=idee&verifie=1&tri=titre"),
        ("#verger", "?q=jardin&theme=sante&avancement=idee&verifie=1&tri=titre"),
        ("Idée", "?q=jardin&theme=sante&tag=verger&verifie=1&tri=titre"),
        ("Fiches vérifiées", "?q=jardin&theme=sante&tag=verger&avancement=idee&tri=titre"),
    ]
    assert (
        filters.query(without=["q", "tri"], add=[("page", "2")])
        == "theme=sante&tag=verger&avancement=idee&verifie=1&page=2"
    )


@pytest.mark.parametrize(
    ("query", "sort"),
    [
        ("", "recent"),
        ("q=jardin", "pertinence"),
        ("pres=29019", "proche"),
        ("tri=proche", "recent"),
        ("tri=pertinence", "recent"),
        ("q=jardin&tri=titre", "titre"),
        ("tri=__class__", "recent"),
    ],
)
def test_order(query, sort):
    makers.make_commune()
    assert parse(query).sort == sort


def test_what_the_counts_can_answer(directory):
    theme = makers.make_theme("sante")
    assert parse("").counted == (0, [""])
    assert parse("theme=sante").counted == (theme.pk, [""])
    assert parse("territoire=region-53").counted == (0, ["departement-29"])
    assert parse("territoire=region-53&theme=sante").counted == (theme.pk, ["departement-29"])
    assert parse("territoire=commune-29019").counted == (0, ["commune-29019"])
    assert parse("territoire=commune-29019&theme=sante").counted is None
    assert parse("q=jardin").counted is None
    assert parse("theme=sante&theme=alimentation").counted is None
    assert parse("tag=verger").counted is None
    assert parse("verifie=1").counted is None


def test_box():
    assert str(Box.parse("-4.5,48.3,-4.4,48.45")) == "-4.5,48.3,-4.4,48.45"
    assert Box.parse("1,2,3") is None
    assert Box.parse("a,b,c,d") is None
    assert str(Box.around(48.0, -180.0, 1.0)) == "-180,47,-178.5,49"


@pytest.mark.parametrize(
    "text", ["-4.5,48.3,-4.4,48.45", "-180,-90,180,90", "-0.1,-0.1,0.1,0.1", "55,-22,56,-21"]
)
def test_the_runs_of_cells_of_a_rectangle_cover_it(text):
    box = Box.parse(text)
    ranges = list(box.ranges)
    assert 1 <= len(ranges) <= SQUARES
    assert all(first < after for first, after in ranges)
    for latitude in (box.south, (box.south + box.north) / 2, box.north):
        for longitude in (box.west, (box.west + box.east) / 2, box.east):
            cell = morton(*tile_of(latitude, longitude, CELL_ZOOM))
            assert any(first <= cell < after for first, after in ranges)


def test_conditions():
    condition = with_keys([["a"], ["b", "c"], ["d"]])
    assert condition == Condition("keys @> %s AND keys && %s", (["a", "d"], ["b", "c"]))
    assert with_keys([]) == EVERY


def test_cleaning():
    query = QueryDict("a=1&a=1&a=2" + "&a=3" * 600 + "&b=++x%00y%E2%80%AE++z+")
    assert value(query, "b") == "xy z"
    assert value(query, "b", 2) == "xy"
    assert value(query, "c") == ""
    assert values(query, "a") == ["1", "2", "3"]
    assert known(["b", "z", "a"], ["a", "b"]) == ("a", "b")


def test_departments():
    makers.make_commune()
    assert departments_of(Territory.from_token("region-53")) == ["29"]
    assert departments_of(Territory.from_token("departement-29")) == ["29"]
    assert departments_of(Territory.from_token("commune-29019")) is None


def test_what_is_looked_for(client, directory):
    makers.make_call(initiative=Initiative.objects.get(title="Jardin"))
    makers.make_call(
        "Une camionnette", initiative=Initiative.objects.get(title="Dispensaire"), kind="materiel"
    )
    assert titles("appel=1") == titles("appel=personnes&appel=materiel") == {"Jardin", "Dispensaire"}
    assert titles("appel=personnes") == titles("appel=personnes&appel=rien") == {"Jardin"}
    assert titles("appel=lieu") == set()
    assert titles("appel=personnes&theme=sante") == set()
    assert parse("appel=lieu&appel=1").query() == "appel=1&appel=lieu"
    assert [active.label for active in parse("appel=lieu").active] == ["Cherche\u00a0: un lieu"]
    tile = client.get("/carte/tuiles/0/0/0.json?appel=personnes").json()
    assert tile["count"] == 1 and tile["initiatives"][0]["slug"] == "jardin"
    for page in ("/initiatives/?appel=personnes", "/carte/?appel=personnes"):
        shown = client.get(page).content.decode()
        assert "Cherche\u00a0: des personnes" in shown and "Retirer" in shown


def test_a_parameter_names_a_sheet_that_has_a_page(django_assert_num_queries):
    sheet = makers.make_initiative("Jardin")
    makers.make_initiative("Verger", status="pending")
    assert sheet_at(QueryDict(f"initiative={sheet.slug}"), "initiative", Initiative) == sheet
    assert sheet_at(QueryDict("initiative=verger"), "initiative", Initiative) is None
    with django_assert_num_queries(0):
        assert sheet_at(QueryDict("initiative="), "initiative", Initiative) is None


def test_themes_come_in_their_order(django_assert_num_queries):
    food, health = makers.make_theme("alimentation"), makers.make_theme("sante", "Santé")
    assert Theme.objects.with_slugs(["sante", "lune", "alimentation"]) == tuple(
        theme for theme in Theme.objects.all() if theme in (food, health)
    )
    with django_assert_num_queries(0):
        assert Theme.objects.with_slugs([]) == ()
