import datetime
import sys

import pytest

from places.gazetteer import build, bundle, sources
from places.gazetteer.positions import Point, Record

BREST = Point(48.39041, -4.48612)


def row(code, name, kind="commune-actuelle", **fields):
    given = {"code": code, "nom": name, "type": kind, "zone": "metro", "departement": "29", "region": "53"}
    return given | fields


@pytest.fixture
def divisions():
    plous = [
        row(f"292{n:02}", f"Plou{'abcdefgh'[n]}", population=1000, codesPostaux=["29200"]) for n in range(8)
    ]
    return {
        "communes": [
            *plous,
            row("29019", "Brest", population=140_000, codesPostaux=["29200"], anciensCodes=["29128"]),
            row("29003", "L'Hôpital-Camfrout", population=2_000),
            row("29128", "Lambézellec", "commune-deleguee", chefLieu="29019"),
            row("29019", "Brest Centre", "commune-deleguee", chefLieu="29019"),
            row("29901", "Brest 1er Arrondissement", "arrondissement-municipal", commune="29019"),
            row("98411", "Kerguelen", zone="com", departement="984", region="984"),
        ],
        "departements": [
            {"code": "29", "nom": "Finistère", "region": "53"},
            {"code": "984", "nom": "Terres australes", "region": "984"},
        ],
        "regions": [
            {"code": "53", "nom": "Bretagne", "zone": "metro"},
            {"code": "984", "nom": "Terres australes", "zone": "com"},
        ],
        "epci": [
            {
                "code": "242900314",
                "nom": "CC d'Iroise (CCPI)",
                "type": "CC",
                "populationMunicipale": 210_000,
                "membres": [{"code": code} for code in ["29019", *(plou["code"] for plou in plous)]],
            }
        ],
    }


@pytest.fixture
def records():
    plous = [Record(f"Plou{'abcdefgh'[n]}", "53", 1000, Point(48.4 + n / 100, -4.5)) for n in range(8)]
    return [*plous, Record("Brest", "53", 139_000, BREST)]


def test_lists_and_positions_are_joined(divisions, records):
    gazetteer = build.assemble(divisions, records, "Titre")
    communes = {commune.code: commune for commune in gazetteer.communes}
    brest = communes["29019"]
    assert (brest.latitude, brest.longitude, brest.position_exact) == (48.3904, -4.4861, True)
    assert (brest.intercommunality, brest.population, brest.postcodes) == ("242900314", 140_000, ["29200"])
    assert brest.former_names == ["Lambézellec", "Brest Centre", "Brest 1er Arrondissement"]
    assert brest.former_codes == ["29128", "29901"]
    hopital = communes["29003"]
    assert (hopital.name, hopital.position_exact, hopital.intercommunality) == (
        "L’Hôpital-Camfrout",
        False,
        None,
    )
    assert hopital.latitude == round(hopital.latitude, 2)
    assert communes["98411"].latitude is None
    assert [row.name for row in gazetteer.intercommunalities] == ["Communauté de communes d’Iroise"]


def test_collectivities_are_departments_without_region(divisions, records):
    gazetteer = build.assemble(divisions, records, "Titre")
    assert [region.code for region in gazetteer.regions] == ["53"]
    assert [(row.code, row.region) for row in gazetteer.departments] == [("29", "53"), ("984", None)]


def test_the_command_writes_what_it_says(divisions, records, tmp_path, monkeypatch, capsys):
    path = tmp_path / "gazetteer.json.gz"
    monkeypatch.setattr(sources, "fetch_divisions", lambda directory: divisions)
    monkeypatch.setattr(sources, "read_geonames", lambda: records)
    monkeypatch.setattr(sys, "argv", ["build", "--to", str(path)])
    build.main()
    assert len(bundle.read(path).communes) == 11
    assert "11 communes, 9 with an exact position" in capsys.readouterr().out
    assert datetime.date.fromisoformat(_header(path)["made"])


def _header(path):
    import gzip
    import json

    return json.loads(gzip.decompress(path.read_bytes()))
