import json
import re
from xml.etree import ElementTree

import pytest
import segno
from django.template import Context, Template

from initiatives.filters import Box
from initiatives.models import Actor
from territoires.templatetags.sheets import distance, without_scheme


def render(source, **context):
    return Template(source).render(Context(context))


HOSTILE = "</script><script>alert(1)</script><!-- & \u2028 \u2029 l’été"


def test_no_text_ends_the_island_and_machines_read_it_unchanged():
    data = {"@type": "Project", "name": HOSTILE, HOSTILE: [HOSTILE]}
    island = render("{% json_ld data %}", data=data)
    opening, closing = '<script type="application/ld+json">', "</script>"
    assert island.startswith(opening)
    assert island.endswith(closing)
    inside = island[len(opening) : -len(closing)]
    assert not re.search("[<>&\u2028\u2029]", inside)
    assert "l’été" in inside  # readable where it is harmless
    assert json.loads(inside) == data


def test_a_code_to_scan_leads_to_the_page_of_the_site(settings):
    settings.SITE_URL = "https://exemple.org"
    drawing = render("{% qr_code path %}", path="/initiatives/jardin-partage/")
    root = ElementTree.fromstring(drawing)
    assert (root.get("role"), root.get("aria-label")) == ("img", "Code à scanner vers cette page")
    (svg,) = root
    expected = segno.make("https://exemple.org/initiatives/jardin-partage/", error="m")
    assert modules(svg) == [list(row) for row in expected.matrix]
    # It is not the code of another address of the same length.
    assert modules(svg) != [
        list(row) for row in segno.make("https://exemple.org/initiatives/jardin-cultive/", error="m").matrix
    ]


def modules(svg):
    """Return the dark squares that a drawing by segno has: its path goes line by line, by moves and strokes."""
    side = int(svg.get("width")) // 3
    rows = [[0] * side for _ in range(side)]
    path = next(element for element in svg.iter() if element.tag.endswith("path")).get("d")
    x = y = 0.0
    for command, arguments in re.findall(r"([Mmh])([-\d. ]+)", path):
        numbers = [float(number) for number in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", arguments)]
        if command == "M":
            x, y = numbers
        elif command == "m":
            x, y = x + numbers[0], y + numbers[1]
        else:
            for column in range(int(x), int(x + numbers[0])):
                rows[int(y)][column] = 1
            x += numbers[0]
    return rows


@pytest.mark.parametrize(
    ("km", "words"),
    [
        (None, ""),
        (0, "moins de 1\u00a0km"),
        (0.99, "moins de 1\u00a0km"),
        (1, "1\u00a0km"),
        (19.4, "19\u00a0km"),
        (9358.2, "9\u202f358\u00a0km"),
    ],
)
def test_distances(km, words):
    assert distance(km) == words


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("https://www.exemple.fr/jardin/", "exemple.fr/jardin"),
        ("http://exemple.fr", "exemple.fr"),
        ("https://exemple.fr/?a=https://b", "exemple.fr/?a=https://b"),
        ("exemple.fr", "exemple.fr"),
        ("https://", "https://"),
    ],
)
def test_addresses_as_people_say_them(url, said):
    assert without_scheme(url) == said


@pytest.mark.parametrize(
    ("latitude", "longitude"), [(48.3904, -4.4861), (-21.1, 55.5), (0, 0), (-13.3, -176.2), (46.8, -56.2)]
)
def test_the_box_around_a_point_is_a_filter_that_holds_it(latitude, longitude):
    box = Box.parse(render("{% box_around latitude longitude %}", latitude=latitude, longitude=longitude))
    assert box.south < latitude < box.north
    assert box.west < longitude < box.east
    assert box.north - box.south < 0.1  # some ten kilometres at most


@pytest.mark.parametrize("edge", [(0, 180), (0, -180), (85, 0), (-85, 0), (90, 180)])
def test_the_box_around_a_point_at_the_edge_of_the_world_is_a_filter_too(edge):
    assert Box.parse(render("{% box_around a b %}", a=edge[0], b=edge[1])) is not None


def test_networks_are_told_of_the_picture_of_an_actor(settings):
    settings.SITE_URL = "https://exemple.org"
    actor = Actor(name='L’<b>été</b> "ouvert"', slug="ete", kind="association")
    said = render("{% sharing_picture actor %}", actor=actor)
    assert '<meta property="og:image" content="https://exemple.org/partage/acteurs/ete.jpg?v=' in said
    assert 'content="L’&lt;b&gt;été&lt;/b&gt; &quot;ouvert&quot;, Association"' in said
    assert re.search(r'og:image:width" content="1200".*og:image:height" content="630"', said)
    actor.name = "Autre"
    assert (
        render("{% sharing_picture actor %}", actor=actor).split("?v=")[1][:16] != said.split("?v=")[1][:16]
    )
