import json

import pytest

from initiatives.geojson import FileRefused, Source, load, read_features
from initiatives.models import Initiative
from tests import makers

pytestmark = pytest.mark.django_db


def feature(position=(-4.486, 48.39), **properties):
    row = {"id": "1", "name": "TyFab", "structure": "fablabMIT", "cp": "29200", "ville": "Brest"} | properties
    geometry = {"type": "Point", "coordinates": list(position)} if position else None
    return {"type": "Feature", "properties": row, "geometry": geometry}


@pytest.fixture
def source():
    makers.make_commune()
    return Source(
        "Carte d’essai", "CC BY 4.0", "https://exemple.fr/", makers.make_theme(), {"fablabMIT": "fablab"}
    )


def test_a_row_becomes_a_published_sheet(source):
    row = feature(
        adresse="40 rue Jules Lesven<br />2e étage", web="http://tyfab.exemple.fr", email="a@exemple.fr"
    )
    (outcome,) = load([row], source)
    assert (outcome.title, outcome.error) == ("TyFab", "")
    sheet = Initiative.objects.get()
    assert sheet.is_published
    assert sheet.locations.get().address == "40 rue Jules Lesven, 2e étage"
    assert [tag.name for tag in sheet.tags.all()] == ["fablab"]
    assert sheet.links == [{"url": "http://tyfab.exemple.fr", "title": ""}]
    assert (sheet.source, sheet.licence, sheet.email) == ("Carte d’essai", "CC BY 4.0", "")
    assert not next(iter(load([row], source))).is_new
    assert Initiative.objects.count() == 1


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (feature(name="a@exemple.fr"), "adresse électronique"),
        (feature(name=" - "), "il manque un nom"),
        (feature(position=None), "il manque un point"),
        (feature(position=("x", "y")), "ne se lisent pas"),
        (feature(position=(float("nan"), 48)), "hors du monde"),
        (feature(position=(48.39, -4.486)), "km de Brest (29)"),
        (feature(ville=""), "il manque la commune"),
        (feature(ville="Nulle-Part-en-Mer", cp="99999"), "n’est pas connue"),
        ({"type": "Feature"}, "pas de propriétés"),
        ("texte", "pas de propriétés"),
    ],
)
def test_a_row_that_cannot_be_says_why_and_stops_no_other(source, row, message):
    refused, made = load([row, feature(id="2", name="Autre")], source)
    assert message in refused.error
    assert refused.row == 1
    assert made.title == "Autre"


def test_files(tmp_path):
    path = tmp_path / "carte.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature()]}), encoding="utf-8-sig")
    assert len(read_features(path)) == 1
    for content in (b"", b"{", "é".encode("latin-1"), b"[]", b'{"features": 3}'):
        path.write_bytes(content)
        with pytest.raises(FileRefused):
            read_features(path)


def test_what_another_source_tells_already_waits_for_a_moderator(source):
    known = makers.make_initiative("TyFab", position=(48.3905, -4.4865))
    twin, other = load([feature(), feature(id="2", name="Jardin de la Penfeld")], source)
    assert (twin.twin, other.twin) == ("TyFab", "")
    statuses = dict(Initiative.objects.exclude(pk=known.pk).values_list("title", "status"))
    assert statuses == {"TyFab": "pending", "Jardin de la Penfeld": "published"}


def test_a_source_knows_its_own_rows_apart(source):
    first, second = load([feature(), feature(id="2")], source)
    assert (first.twin, second.twin) == ("", "")
    assert Initiative.objects.published().count() == 2
