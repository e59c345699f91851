import json

import pytest
from django.core.management import CommandError, call_command

from initiatives.models import Initiative
from tests import makers

pytestmark = pytest.mark.django_db


def test_the_outcome_of_each_row_is_said(tmp_path, capsys):
    makers.make_commune()
    makers.make_theme()
    geometry = {"type": "Point", "coordinates": [-4.48, 48.39]}
    rows = [
        {"properties": {"name": name, "ville": "Brest", "cp": "29200"}, "geometry": geometry}
        for name in ("TyFab", "a@exemple.fr")
    ]
    path = tmp_path / "carte.json"
    path.write_text(json.dumps({"features": rows}))
    call_command("load_geojson", path, "--source", "Essai", "--licence", "ODbL", "--theme", "alimentation")
    said = capsys.readouterr()
    assert (
        said.out
        == "Fiches publiées\u00a0: 1, en attente\u00a0: 0, déjà là\u00a0: 0, lignes refusées\u00a0: 1.\n"
    )
    assert said.err.startswith("ligne 2\u00a0: le nom est une adresse")
    assert Initiative.objects.get().source == "Essai"


def test_likely_twins_are_named(tmp_path, capsys):
    makers.make_initiative("TyFab", position=(48.39, -4.48))
    geometry = {"type": "Point", "coordinates": [-4.48, 48.39]}
    path = tmp_path / "carte.json"
    row = {"properties": {"name": "TyFab", "ville": "Brest", "cp": "29200"}, "geometry": geometry}
    path.write_text(json.dumps({"features": [row]}))
    call_command("load_geojson", path, "--source", "Essai", "--licence", "ODbL", "--theme", "alimentation")
    said = capsys.readouterr()
    assert "publiées\u00a0: 0, en attente\u00a0: 1" in said.out
    assert "«\u00a0TyFab\u00a0» attend, car" in said.err


def test_errors_are_said(tmp_path):
    makers.make_theme()
    path = tmp_path / "carte.json"
    path.write_text("[]")
    with pytest.raises(CommandError, match="No theme"):
        call_command("load_geojson", path, "--source", "a", "--licence", "b", "--theme", "rien")
    with pytest.raises(CommandError, match="collection GeoJSON"):
        call_command("load_geojson", path, "--source", "a", "--licence", "b", "--theme", "alimentation")
