import pytest
from django.http import QueryDict

from initiatives import pages
from initiatives.counts import rebuild_counts
from initiatives.filters import Filters
from initiatives.models import Initiative
from initiatives.pages import around, inside_and_around, newest, result_page
from initiatives.results.finding import find
from moderation import caching
from places.territory import Territory
from tests import makers


def filters(query=""):
    return Filters.parse(QueryDict(query))


@pytest.mark.django_db
def test_orders():
    quimper = makers.make_commune("29232", "Quimper", (47.9975, -4.0979), postcodes=["29000"])
    makers.make_initiative("Brest", summary="Un verger.", position=(48.39, -4.48))
    makers.make_initiative("à Quimper, le verger", summary="Un lieu.", commune=quimper, position=None)
    makers.make_initiative("Zoo en ligne", summary="Un lieu.", locations=[{"kind": "online"}])

    def titles(query):
        return [card.title for card in result_page(find(filters(query)), None).object_list]

    assert titles("") == ["Zoo en ligne", "à Quimper, le verger", "Brest"]
    assert titles("tri=titre") == ["à Quimper, le verger", "Brest", "Zoo en ligne"]
    assert titles("q=verger") == ["à Quimper, le verger", "Brest"]
    assert titles("pres=99999") == titles("pres=99999&tri=proche") == titles("")  # no such commune
    near = result_page(find(filters("pres=29232")), None).object_list
    assert [initiative.title for initiative in near] == ["à Quimper, le verger", "Brest", "Zoo en ligne"]
    assert near[0].km == 0
    assert near[1].km == pytest.approx(52, abs=2)
    assert near[2].km is None


@pytest.mark.django_db
def test_pages_never_overlap_and_stop_at_the_ceiling(monkeypatch):
    monkeypatch.setattr(pages, "PER_PAGE", 2)
    monkeypatch.setattr("initiatives.results.kept.CEILING", 4)
    for number in range(6):
        makers.make_initiative(f"Initiative {number}")
    first, second, last = (result_page(find(filters()), number) for number in ("1", "2", "9"))
    shown = [initiative.title for page in (first, second) for initiative in page.object_list]
    assert shown == ["Initiative 5", "Initiative 4", "Initiative 3", "Initiative 2"]
    assert (last.number, last.has_next()) == (2, False)


@pytest.mark.django_db
def test_cards_cost_the_same_whatever_their_number(django_assert_num_queries):
    def show():
        page = result_page(find(filters()), None)
        return [(i.place_label, i.actor_label, i.cover, i.main_theme.name) for i in page.object_list]

    makers.make_initiative(actors=[makers.make_actor()], photos=[makers.make_photo()])
    with django_assert_num_queries(5) as captured:
        show()
    for number in range(15):
        makers.make_initiative(
            f"Initiative {number}",
            actors=[makers.make_actor(f"Acteur {number}")],
            photos=[makers.make_photo()],
        )
    with django_assert_num_queries(len(captured)):
        assert len(show()) == 16


@pytest.mark.django_db
def test_newest():
    makers.make_initiative("Ancienne")
    makers.make_initiative("Nouvelle", stage="idee")
    assert [i.title for i in newest(1)] == ["Nouvelle"]
    assert [i.title for i in newest(5, key="avancement:activite")] == ["Ancienne"]


def titles(hits):
    return [Initiative.objects.get(pk=hit.initiative).title for hit in hits]


@pytest.mark.django_db
@pytest.mark.parametrize("frequent", [None, 1])
def test_around_a_territory_are_sheets_of_wider_scales_that_do_not_lie_in_it(monkeypatch, frequent):
    commune = makers.make_commune()
    national, here = {"kind": "national"}, {"kind": "commune", "commune": commune}
    makers.make_initiative("Partout", locations=[national])
    for title in ("Partout et ici", "Partout et ici aussi", "Partout et encore ici"):
        makers.make_initiative(title, locations=[national, here])
    makers.make_initiative(
        "En région", locations=[{"kind": "territory", "region": commune.department.region}]
    )
    if frequent:
        rebuild_counts(frequent=frequent)
    territory = Territory.from_token(commune.token)
    for looked_at in (24, 2, 3, 4):  # with fewer, those of the country that are remembered all lie here
        monkeypatch.setattr(pages, "LOOKED_AT", looked_at)
        caching.forget()
        assert titles(around(territory, 6)) == ["En région", "Partout"]


@pytest.mark.django_db
def test_the_sheets_inside_and_around_are_told_apart():
    commune = makers.make_commune()
    makers.make_initiative("Ici", commune=commune)
    makers.make_initiative("Partout", locations=[{"kind": "national"}])
    found = find(filters(f"territoire={commune.token}"))
    shown = inside_and_around(Territory.from_token(commune.token), found, 6)
    assert [[card.title for card in some] for some in shown] == [["Ici"], ["Partout"]]
