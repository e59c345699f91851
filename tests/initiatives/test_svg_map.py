"""The map drawn by the server."""

from urllib.parse import parse_qs, urlsplit

import pytest
from django.template.loader import render_to_string

from initiatives.basemap.ground import Ground, fitted
from initiatives.basemap.marks import Spot
from initiatives.basemap.outlines import Bounds, Projection
from initiatives.svg_map import METROPOLE, SvgMap
from places.models import Department

PLACES = {
    "29": ("Finistère", 48.25, -4.1),
    "56": ("Morbihan", 47.8, -2.9),
    "75": ("Paris", 48.86, 2.35),
    "92": ("Hauts-de-Seine", 48.85, 2.24),
    "974": ("La Réunion", -21.1, 55.5),
    "988": ("Nouvelle-Calédonie", -22.2, 166.4),
}
DEPARTMENTS = [
    Department(code=code, name=name, latitude=latitude, longitude=longitude)
    for code, (name, latitude, longitude) in PLACES.items()
]
COUNTS = {"29": 62, "56": 7, "75": 1200, "92": 3, "974": 1, "988": 2}


def drawing(counts=COUNTS, **options):
    return SvgMap.by_department(counts, DEPARTMENTS, **options)


def counted(frame):
    return {mark.name: mark.count for mark in frame.marks}


def query(mark):
    return parse_qs(urlsplit(mark.href).query)


def test_the_mainland_is_in_the_main_frame_and_the_rest_in_insets():
    map_ = drawing()
    assert counted(map_.main) == {"Finistère": 62, "Morbihan": 7}
    insets = {frame.name: counted(frame) for frame in map_.insets}
    assert insets["Paris et petite couronne"] == {"Paris": 1200, "Hauts-de-Seine": 3}
    assert insets["La Réunion"] == {"La Réunion": 1}
    assert insets["Nlle-Calédonie"] == {"Nouvelle-Calédonie": 2}


def test_every_initiative_is_counted_once():
    map_ = drawing()
    assert sum(mark.count for frame in map_.frames for mark in frame.marks) == sum(COUNTS.values())
    assert map_.total == sum(COUNTS.values())


def test_overseas_departments_are_drawn_even_empty_the_others_are_not():
    codes = [frame.code for frame in drawing({}).insets]
    assert codes == ["971", "972", "973", "974", "976"]


def test_an_empty_department_has_no_circle():
    assert counted(drawing({"29": 0, "56": 3}).main) == {"Morbihan": 3}


def test_a_department_without_position_is_left_out():
    nowhere = Department(code="35", name="Ille-et-Vilaine")
    assert SvgMap.by_department({"35": 4}, [nowhere]).total == 0


def test_a_circle_is_where_its_department_is():
    (mark,) = drawing({"29": 3}).main.marks
    x, y = Projection(METROPOLE, 1000)(-4.1, 48.25)
    assert (mark.x, mark.y) == (round(x), round(y))


def test_a_circle_leads_to_its_department_and_keeps_the_other_filters():
    map_ = drawing(query="theme=culture&theme=sante&territoire=region-53&bbox=1,2,3,4&page=2&q=caf%C3%A9")
    (mark,) = [mark for mark in map_.main.marks if mark.name == "Finistère"]
    assert urlsplit(mark.href).path == "/carte/"
    assert query(mark) == {"theme": ["culture", "sante"], "territoire": ["departement-29"], "q": ["café"]}


def test_circles_lead_where_the_page_says():
    assert all(mark.href.startswith("/initiatives/?") for mark in drawing(address="/initiatives/").main.marks)


def test_far_places_keep_filters():
    places = {place.name: place.href for place in drawing(query="theme=culture").far_places}
    assert list(places) == ["Hexagone", "La Réunion"]
    assert parse_qs(urlsplit(places["La Réunion"]).query) == {
        "theme": ["culture"],
        "bbox": ["55.10,-21.50,55.95,-20.75"],
    }


def test_a_small_picture_gathers_near_departments():
    map_ = drawing(spacing=120, insets=False)
    assert counted(map_.main) == {"Finistère et alentours": 69, "Paris et alentours": 1203}
    assert map_.insets == []
    (west, south, east, north) = map(float, query(map_.main.marks[0])["bbox"][0].split(","))
    assert west < -4.1 < -2.9 < east and south < 47.8 < 48.25 < north


def test_circles_at_the_edge_stay_whole():
    edge = Spot("x", "Au bord", 48.0, -5.0, 5, "territoire=x")
    map_ = SvgMap([edge], Ground.drawn(Bounds(-5, 47, -1, 49)))
    (mark,) = map_.main.marks
    assert mark.x > mark.radius


def test_a_territory_is_drawn_over_the_land():
    ring = [(-4.5, 47.9), (-3.5, 47.9), (-3.5, 48.7), (-4.5, 48.7), (-4.5, 47.9)]
    bounds = Bounds(-5.2, 47.6, -3.2, 48.9)
    assert SvgMap([], Ground.drawn(bounds, outlines=[ring])).outline.count("M") == 1
    assert SvgMap([], Ground.drawn(bounds)).outline == ""


@pytest.mark.parametrize("box", [(106, 106), (210, 208), (300, 100)])
def test_bounds_take_the_shape_of_their_box(box):
    width, height = box
    bounds = fitted(Bounds(55, -21.5, 56, -20.7), width, height)
    assert Projection(bounds, width).height == pytest.approx(height, rel=0.01)
    assert bounds.west <= 55 and bounds.east >= 56 and bounds.south <= -21.5 and bounds.north >= -20.7


def rendered(**context):
    return render_to_string("components/svg_map.html", context)


def test_the_component_names_each_circle():
    text = rendered(map=drawing())
    assert 'aria-label="Finistère\u00a0: 62 initiatives"' in text
    assert 'aria-label="La Réunion\u00a0: 1 initiative"' in text
    assert "1\u202f200</text>" in text
    assert 'aria-label="Initiatives par département"' in text


def test_lengths_are_written_for_machines():
    """In French a comma would stand in numbers: 12,5 is no length for a browser."""
    text = rendered(map=drawing())
    assert 'viewBox="0 0 1000 ' in text
    numbers = [
        part.split('"')[0]
        for name in (" cx=", " cy=", " r=", " x=", " y=")
        for part in text.split(f'{name}"')[1:]
    ]
    assert numbers and all(number.lstrip("-").isdigit() for number in numbers)


def test_a_still_map_has_no_links():
    text = rendered(map=drawing(), still=True, label="Où sont les initiatives")
    assert "<a " not in text
    assert 'role="img" aria-label="Où sont les initiatives"' in text


def test_two_maps_in_one_page_have_different_ids():
    one, two = (
        {part.split('"')[0] for part in rendered(map=drawing(), id=name).split(' id="')[1:]} for name in "ab"
    )
    assert one and not one & two


@pytest.mark.django_db
def test_a_small_picture_shows_the_mainland_with_few_circles():
    for department in DEPARTMENTS:
        department.save()
    teaser = SvgMap.teaser(COUNTS, query="theme=sante")
    assert teaser.insets == []
    assert sum(mark.count for mark in teaser.main.marks) == 62 + 7 + 1200 + 3
    assert len(teaser.main.marks) == 2  # Brittany, and Paris with its neighbour
    assert all(query(mark)["theme"] == ["sante"] for mark in teaser.main.marks)
