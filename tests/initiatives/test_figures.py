"""Numbers of a territory beside those of what holds it."""

from dataclasses import replace

import pytest

from initiatives.counts import rebuild_counts
from initiatives.figures import by_territory, figures_of, scale_of
from initiatives.filters import Filters
from initiatives.results.finding import find
from moderation import caching
from places.models import Commune
from places.territory import Inside, Territory
from tests import makers

pytestmark = pytest.mark.django_db


def figures(token):
    territory = Territory.from_token(token)
    found = find(replace(Filters(), territory=territory))
    return figures_of(territory, found, found.count)


@pytest.fixture
def themes():
    """Three sheets at Brest, one at Morlaix and two in Paris; of three themes, one has nothing."""
    sante, culture = makers.make_theme("sante", "Santé"), makers.make_theme("culture", "Culture")
    rien = makers.make_theme("travail", "Travail")
    brest = makers.make_commune(population=140_000)
    morlaix = makers.make_commune("29151", "Morlaix", (48.577, -3.828), population=10_000)
    paris = makers.make_paris()
    Commune.objects.filter(pk=paris.pk).update(population=1_850_000)
    for number, (theme, commune) in enumerate(
        [
            (sante, brest),
            (sante, brest),
            (culture, brest),
            (sante, morlaix),
            (culture, paris),
            (culture, paris),
        ]
    ):
        position = (commune.latitude, commune.longitude)
        makers.make_initiative(f"Fiche {number}", theme=theme, themes=[], commune=commune, position=position)
    return sante, culture, rien


@pytest.mark.parametrize("frequent", [0, 1])
def test_a_department_beside_its_region_and_a_region_beside_the_country(themes, frequent):
    sante, culture, rien = themes
    if frequent:
        rebuild_counts(frequent=1)
    found = figures("region-53")
    assert (found.around, found.people) == ("en France", "100\u202f000 habitants")
    assert found.rate == pytest.approx(4 / 1.5)
    assert found.wider_rate == pytest.approx(6 / 20)
    assert [(row.theme, row.count, row.share) for row in found.rows] == [(sante, 3, 75), (culture, 1, 25)]
    assert [row.wider_share for row in found.rows] == [50, 50]
    assert [row.rate for row in found.rows] == pytest.approx([2, 2 / 3])
    assert [(row.bar, row.wider_bar) for row in found.rows] == [(100, 8), (33, 8)]
    assert found.missing == [rien]
    found = figures("departement-29")
    assert found.around == "en Bretagne"
    assert found.rate == found.wider_rate


def test_a_commune_beside_its_group(themes):
    found = figures("commune-29019")
    assert (found.around, found.here.inhabitants, found.wider.inhabitants) == (
        "à Brest Métropole",
        140_000,
        210_000,
    )
    assert [row.count for row in found.rows] == [2, 1]


def test_where_people_are_not_known_shares_are_compared(themes):
    Commune.objects.update(population=0)
    found = figures("region-53")
    assert (found.rate, found.wider_rate, found.is_rated) == (None, None, False)
    assert [(row.bar, row.wider_bar) for row in found.rows] == [(100, 67), (33, 67)]


def test_what_nobody_verified(themes):
    assert figures("region-53").unverified == 4
    makers.make_initiative("Vérifiée", verified_at="2026-01-01")
    caching.forget()
    assert figures("region-53").unverified == 4


def test_nothing_at_all():
    makers.make_theme()
    makers.make_commune()
    found = figures("commune-29019")
    assert (found.rows, len(found.missing), found.rate) == ([], 1, 0)


@pytest.mark.parametrize("frequent", [0, 1])
def test_a_theme_by_territory_the_best_served_first(themes, frequent):
    if frequent:
        rebuild_counts(frequent=1)
    parts = [Inside("region", "11", "Île-de-France"), Inside("region", "53", "Bretagne")]
    rows, people = by_territory(find(replace(Filters(), themes=(themes[1],))), parts)
    assert people == "100\u202f000 habitants"
    assert [(row.name, row.count, row.bar) for row in rows] == [
        ("Bretagne", 1, 100),
        ("Île-de-France", 2, 16),
    ]
    assert by_territory(find(Filters()), []) == ([], "10\u202f000 habitants")


def test_rates_are_told_for_as_many_people_as_it_takes():
    assert scale_of(1, 10_000)[0] == 10_000
    assert scale_of(1, 10_001)[0] == 100_000
    assert scale_of(0, 0)[0] == 10_000
    assert scale_of(0, 500)[0] == 100_000
