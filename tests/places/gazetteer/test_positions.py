"""Matching GeoNames with communes on a small country: each case is a way to be wrong."""

import pytest

from places.gazetteer.positions import Point, Record, Town, locate

# Eight neighbours around 48.4, -4.5 and eight around 45.0, 3.0, 600 km away in the same area.
WEST, SOUTH = Point(48.4, -4.5), Point(45.0, 3.0)


def around(middle, prefix, group):
    towns, records = [], []
    for number in range(8):
        name = f"{prefix}{'abcdefgh'[number]}"
        point = Point(middle.latitude + 0.03 * (number % 3 - 1), middle.longitude + 0.04 * (number // 3 - 1))
        towns.append(town(f"{group}{number:02}", name, intercommunality=group, department=group[:2]))
        records.append(Record(name, "53", 1000, point))
    return towns, records


def town(code, name, population=1000, **fields):
    return Town(code, name, **{"area": "53", "department": "29", "population": population} | fields)


@pytest.fixture
def country():
    west, south = around(WEST, "Plou", "291"), around(SOUTH, "Mont", "561")
    return west[0] + south[0], west[1] + south[1]


def located(country, towns=(), records=()):
    return locate([*country[0], *towns], [*country[1], *records])


def test_a_name_among_its_neighbours(country):
    positions = located(
        country, [town("29019", "Brest", intercommunality="291")], [Record("Brest", "53", 1200, WEST)]
    )
    assert positions["29019"] == (WEST, True)
    assert all(exact for _, exact in positions.values())


@pytest.mark.parametrize(
    "record",
    [
        Record("Brest", "52", 1000, WEST),  # another region
        Record("Brest", "53", 1000, SOUTH),  # far from all its neighbours
        Record("Brest", "53", 90_000, WEST),  # another size
        Record("Bresta", "53", 1000, WEST),  # another name
    ],
)
def test_a_doubt_is_not_exact(country, record):
    point, exact = located(country, [town("29019", "Brest", intercommunality="291")], [record])["29019"]
    assert not exact
    assert point.distance(WEST) < 10  # the mean of its neighbours


def test_articles_and_short_forms_do_not_matter(country):
    towns = [
        town("29020", "Le Mont-Dore", intercommunality="291"),
        town("29021", "Sainte-Anne", intercommunality="291"),
    ]
    records = [Record("Mont-Dore", "53", 1000, WEST), Record("Ste Anne", "53", 1000, WEST)]
    positions = located(country, towns, records)
    assert [positions[code][1] for code in ("29020", "29021")] == [True, True]


def test_another_name_serves_when_nobody_bears_the_first(country):
    towns = [town("29019", "Dunkerque", intercommunality="291")]
    record = Record("Dunkirk", "53", 1000, WEST, other_names=("Dunkerque", "Duinkerke"))
    assert located(country, towns, [record])["29019"] == (WEST, True)


def test_homonyms_are_told_apart_by_their_neighbours(country):
    towns = [
        town("29019", "Saint-Denis", intercommunality="291"),
        town("56019", "Saint-Denis", intercommunality="561", department="56"),
    ]
    positions = located(country, towns, [Record("Saint-Denis", "53", 1000, SOUTH)])
    assert positions["56019"] == (SOUTH, True)
    assert not positions["29019"][1]
    both = [Record("Saint-Denis", "53", 1000, SOUTH), Record("Saint-Denis", "53", 1000, WEST)]
    positions = located(country, towns, both)
    assert (positions["29019"], positions["56019"]) == ((WEST, True), (SOUTH, True))


def test_homonyms_side_by_side_are_a_doubt(country):
    towns = [town(code, "Saint-Denis", intercommunality="291") for code in ("29019", "29020")]
    positions = located(country, towns, [Record("Saint-Denis", "53", 1000, WEST)])
    assert not positions["29019"][1]
    assert not positions["29020"][1]


def test_a_part_of_a_merged_commune_is_not_its_position(country):
    """The record is a village that was merged, with the name of a commune far from there."""
    towns = [
        town("29019", "Le Pin", intercommunality="291"),
        town("56019", "Villages du Lac", intercommunality="561", department="56", merged_names=("Le Pin",)),
    ]
    positions = located(country, towns, [Record("Le Pin", "53", 1000, SOUTH)])
    assert not positions["29019"][1]
    assert not positions["56019"][1]


def test_the_seat_of_a_merged_commune_is_its_position(country):
    merged = town("29019", "Vire Normandie", 17_000, intercommunality="291", seat_names=("Vire",))
    assert located(country, [merged], [Record("Vire", "53", 2_000, WEST)])["29019"] == (WEST, True)


def test_two_records_of_one_name_must_be_one_place(country):
    towns = [town("29019", "Brest", intercommunality="291")]
    near = Point(48.41, -4.51)
    twice = [Record("Brest", "53", 1000, WEST), Record("Brest", "53", 1100, near)]
    assert located(country, towns, twice)["29019"] == (near, True)  # the more populated
    apart = [Record("Brest", "53", 1000, WEST), Record("Brest", "53", 1000, Point(48.5, -4.4))]
    assert not located(country, towns, apart)["29019"][1]


def test_overseas_a_unique_name_is_enough():
    island = town("98735", "Papeete", area="987", department="987")
    atoll = Point(-9.8, -139.0)
    far = town("98731", "Nuku-Hiva", area="987", department="987")
    positions = locate([island, far], [Record("Nuku-Hiva", "987", 1000, atoll)])
    assert positions["98731"] == (atoll, True)
    assert positions["98735"] == (atoll, False)


def test_without_any_neighbour():
    alone = town("97701", "Saint-Barthélemy", area="977", department="977")
    empty = town("98411", "Kerguelen", 0, area="984", department="984")
    gustavia = Point(17.9, -62.85)
    records = [Record("Lorient", "977", 300, SOUTH), Record("Gustavia", "977", 6_000, gustavia)]
    records.append(Record("Port-aux-Français", "984", 45, SOUTH))
    assert locate([alone, empty], records) == {"97701": (gustavia, False)}


def test_the_closest_circle_gives_the_approximate_position(country):
    west = [row for row in country[0] if row.intercommunality == "291"]
    country[0][0:1] = [Town(**vars(west[0]) | {"postcodes": ("29111",)})]
    positions = located(country, [town("29019", "Nulle-Part", intercommunality="291", postcodes=("29111",))])
    assert positions["29019"] == (positions[west[0].code][0], False)


def test_distances_in_kilometres():
    assert Point(48.0, 2.0).distance(Point(49.0, 2.0)) == pytest.approx(111.2)
    assert Point(60.0, 2.0).distance(Point(60.0, 3.0)) == pytest.approx(55.6)
