import gzip
import json

import pytest

from places.gazetteer import bundle
from places.gazetteer.content import GazetteerError
from tests.places.editions import commune, edition, gouesnou, quimper


def test_what_is_written_is_read(tmp_path):
    path = tmp_path / "gazetteer.json.gz"
    ajaccio = commune("2A004", "Ajaccio", department="2A", former_names=["Aiacciu"], former_codes=["20004"])
    papeete = commune(
        "98735",
        "Papeete",
        department="987",
        intercommunality=None,
        latitude=None,
        longitude=None,
        position_exact=False,
        postcodes=[],
    )
    written = edition([commune(postcodes=["29200", "29240"]), gouesnou(), quimper(), ajaccio, papeete])
    bundle.write(written, {"made": "2026-11-23"}, path)
    read = bundle.read(path)
    written.digest = read.digest
    assert read == written
    assert len(read.digest) == 64


def test_same_content_same_bytes(tmp_path):
    for name in ("one", "two"):
        bundle.write(edition(), {}, tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not gzip",
        gzip.compress(b"{}", mtime=0),
        gzip.compress(b"[]", mtime=0),
        gzip.compress(b'{"title": 1', mtime=0),
        gzip.compress(b"\xff\xfe", mtime=0),
    ],
)
def test_a_damaged_file_is_said(tmp_path, content):
    path = tmp_path / "gazetteer.json.gz"
    path.write_bytes(content)
    with pytest.raises(GazetteerError, match="illisible"):
        bundle.read(path)


def test_a_truncated_file_is_said(tmp_path):
    path = tmp_path / "gazetteer.json.gz"
    path.write_bytes(bundle.PATH.read_bytes()[:300_000])
    with pytest.raises(GazetteerError, match="illisible"):
        bundle.read(path)


def test_columns_of_unequal_length_are_said(tmp_path):
    path = tmp_path / "gazetteer.json.gz"
    bundle.write(edition(), {}, path)
    content = json.loads(gzip.decompress(path.read_bytes()))
    content["communes"]["exact"] = "1"
    path.write_bytes(gzip.compress(json.dumps(content).encode()))
    with pytest.raises(GazetteerError, match="illisible"):
        bundle.read(path)


def test_an_absent_file_is_said(tmp_path):
    with pytest.raises(GazetteerError, match="illisible"):
        bundle.read(tmp_path / "absent")


def test_the_bundle_itself():
    gazetteer = bundle.read()
    communes = {row.code: row for row in gazetteer.communes}
    assert len(communes) == len(gazetteer.communes) == 34_969
    assert (len(gazetteer.regions), len(gazetteer.departments), len(gazetteer.intercommunalities)) == (
        18,
        109,
        1255,
    )
    exact = [row for row in gazetteer.communes if row.position_exact]
    inhabitants = sum(row.population for row in gazetteer.communes)
    assert len(exact) > 14_000
    assert sum(row.population for row in exact) > 0.8 * inhabitants
    placeless = {row.department for row in gazetteer.communes if row.latitude is None}
    assert placeless == {"984", "989"}
    assert communes["75056"].former_codes[10] == "75111"
    assert "Paris 11e Arrondissement" in communes["75056"].former_names
    assert bundle.PATH.stat().st_size < 700_000
    with gzip.open(bundle.PATH) as file:
        header = json.load(file)
    assert [source["licence"] for source in header["sources"]] == ["Licence Ouverte 2.0", "CC BY 4.0"]
    assert header["made"] >= "2026"
