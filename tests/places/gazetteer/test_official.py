import http.server
import json
import threading
from functools import partial

import pytest

from places.gazetteer import official
from places.gazetteer.content import GazetteerError
from tests.places.editions import OFFICIAL_DIR, needs_official_files, official_commune, official_files

SQUARE = [[-5, 48], [-4, 48], [-4, 49], [-5, 49], [-5, 48]]


@pytest.fixture
def files(tmp_path):
    return official_files(tmp_path)


@pytest.fixture
def address(files):
    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *args):
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=files)) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_a_directory(files):
    gazetteer = official.read(str(files))
    brest = gazetteer.communes[0]
    assert (brest.code, brest.name, brest.department, brest.intercommunality) == (
        "29019",
        "Brest",
        "29",
        "242900314",
    )
    assert (brest.latitude, brest.longitude, brest.position_exact) == (48.4084, -4.5058, True)
    assert (brest.former_names, brest.former_codes) == (["Lambézellec"], ["29128"])
    assert [group.name for group in gazetteer.intercommunalities] == [
        "Brest Métropole",
        "Communauté d’agglomération Quimper Bretagne Occidentale",
    ]
    assert (gazetteer.regions[0].name, gazetteer.departments[0].region) == ("Bretagne", "53")
    assert gazetteer.departments[0].outline["type"] == "MultiPolygon"
    assert gazetteer.regions[0].outline == gazetteer.departments[0].outline
    assert gazetteer.official


def test_an_address(files, address):
    assert official.read(f"{address}/") == official.read(str(files))


def test_an_address_without_the_files(address):
    with pytest.raises(GazetteerError, match=r"communes\.json ne peut pas être lu"):
        official.read(f"{address}/nowhere")


def test_an_address_where_nobody_answers():
    with pytest.raises(GazetteerError, match="ne peut pas être lu"):
        official.read("http://127.0.0.1:1")


def test_other_schemes_are_directories(files):
    """An address like file:///etc or ftp://… is never opened as one."""
    with pytest.raises(GazetteerError, match="ne peut pas être lu"):
        official.read(f"file://{files}")


def test_an_answer_that_ends_early(files, monkeypatch):
    class Answer:
        headers = {"Content-Length": "1000"}

        def __enter__(self):
            return self

        def __exit__(self, *args):
            pass

        def read(self, size):
            return b"[]"

    monkeypatch.setattr("urllib.request.urlopen", lambda url, timeout: Answer())
    with pytest.raises(GazetteerError, match="tronqué"):
        official.read("https://exemple.fr")


def test_a_file_that_is_too_large(files, monkeypatch):
    monkeypatch.setattr(official, "MAX_BYTES", 10)
    with pytest.raises(GazetteerError, match="dépasse"):
        official.read(str(files))


@pytest.mark.parametrize("name", official.FILES)
@pytest.mark.parametrize("damage", ["absent", "truncated", "binary", "empty"])
def test_each_file_damaged_each_way(files, name, damage):
    path = files / name
    content = path.read_bytes()
    if damage == "absent":
        path.unlink()
    else:
        new = {"truncated": content[: len(content) // 3], "binary": b"\x80\x81\x00", "empty": b""}
        path.write_bytes(new[damage])
    with pytest.raises(GazetteerError, match=name.replace(".", r"\.")):
        official.read(str(files))


@pytest.mark.parametrize(
    "content",
    [None, {}, "text", 3, [3], [None], [[]], [{}], {"features": 3}, {"features": [{}]}, [{"code": 3}]],
)
@pytest.mark.parametrize("name", [name for name in official.FILES if "json" in name])
def test_another_shape(files, name, content):
    (files / name).write_text(json.dumps(content))
    with pytest.raises(GazetteerError):
        official.read(str(files))


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("code", "2901"),
        ("code", "29019' OR 1"),
        ("code", 29019),
        ("nom", ""),
        ("nom", "x" * 500),
        ("nom", "Bre\0st"),
        ("nom", None),
        ("population", -1),
        ("population", "139619"),
        ("population", 10**12),
        ("codeDepartement", "2"),
        ("codeEpci", "24290031"),
        ("codesPostaux", ["2920"]),
        ("codesPostaux", 29200),
        ("centre", {"coordinates": [-4.5]}),
        ("centre", {"coordinates": [48.4, 495.0]}),
        ("centre", {"coordinates": [float("nan"), 48.4]}),
        ("centre", {"coordinates": [float("inf"), 48.4]}),
        ("centre", 3),
    ],
)
def test_a_commune_that_makes_no_sense(tmp_path, field, value):
    communes = [official_commune("29061", "Gouesnou"), official_commune() | {field: value}]
    with pytest.raises(GazetteerError, match=r"communes\.json est illisible, ligne 2"):
        official.read(str(official_files(tmp_path, communes)))


def test_what_may_be_absent(tmp_path):
    bare = official_commune()
    for name in ("centre", "codeEpci", "codeRegion", "codesPostaux", "population"):
        del bare[name]
    commune = official.read(str(official_files(tmp_path, [bare]))).communes[0]
    assert (commune.latitude, commune.longitude, commune.position_exact) == (None, None, False)
    assert (commune.intercommunality, commune.postcodes, commune.population) == (None, [], 0)


@pytest.mark.parametrize(
    "epci",
    [
        {"nom": "X", "code": "242900314", "kind": "SIVOM", "population": 1},
        {"nom": "X", "code": "242900314", "population": 1},
        {"nom": "X", "code": "24290031", "kind": "CC", "population": 1},
    ],
)
def test_an_intercommunality_that_makes_no_sense(tmp_path, epci):
    with pytest.raises(GazetteerError, match=r"epcis\.json est illisible, ligne 1"):
        official.read(str(official_files(tmp_path, epcis=[epci])))


def test_an_alias_of_an_unknown_commune_is_left_out(tmp_path):
    aliases = [("29999", "Ailleurs", "35238", "HIST"), ("29128", "Lambézellec", "29019", "HIST")]
    communes = official.read(str(official_files(tmp_path, aliases=aliases))).communes
    assert [commune.former_codes for commune in communes] == [["29128"], [], []]


def test_an_outline_out_of_the_world(files):
    feature = {
        "properties": {"code": "29"},
        "geometry": {"type": "Polygon", "coordinates": [[[x, y + 60] for x, y in SQUARE]]},
    }
    (files / "departements.geojson").write_text(json.dumps({"features": [feature]}))
    with pytest.raises(GazetteerError, match="contour"):
        official.read(str(files))


@needs_official_files
def test_the_official_files():
    gazetteer = official.read(str(OFFICIAL_DIR))
    assert len(gazetteer.communes) > 34_000
    assert (len(gazetteer.regions), len(gazetteer.departments)) == (18, 101)
    assert all(row.outline for row in [*gazetteer.regions, *gazetteer.departments])
    points = sum(
        len(ring) for row in gazetteer.departments for part in row.outline["coordinates"] for ring in part
    )
    assert points < 12_000
    placeless = {row.department for row in gazetteer.communes if row.latitude is None}
    assert placeless <= {"975", "977", "978", "986", "987", "988"}
