from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from places.gazetteer import bundle
from tests.places.editions import (
    OFFICIAL_DIR,
    commune,
    edition,
    gouesnou,
    needs_official_files,
    official_files,
    quimper,
)


def compare_places(source):
    out = StringIO()
    call_command("compare_places", source=str(source), stdout=out)
    return out.getvalue()


def put(monkeypatch, *communes):
    monkeypatch.setattr(bundle, "read", lambda: edition(communes))


def test_figures(monkeypatch, tmp_path):
    where = {"latitude": 48.4, "longitude": -4.5}
    put(
        monkeypatch,
        commune(**where),
        gouesnou(position_exact=False),
        quimper(population=0, position_exact=False),
    )
    said = compare_places(official_files(tmp_path))
    assert "3 communes\u202f; les positions exactes concernent 95,9\u00a0% de la population." in said
    assert "1 positions exactes comparées\u00a0: la moitié à moins de 1,0\u00a0km" in said
    assert "2 positions approchées comparées" in said
    assert "0 à plus de 10\u00a0km (0,00\u00a0%)" in said


def test_a_broken_promise_fails(monkeypatch, tmp_path):
    put(monkeypatch, commune(latitude=49.0), gouesnou(latitude=48.4), quimper(latitude=48.4, longitude=-4.5))
    with pytest.raises(CommandError, match="33,33\u00a0% des positions exactes"):
        compare_places(official_files(tmp_path))


def test_unreadable_files(tmp_path):
    with pytest.raises(CommandError, match="ne peut pas être lu"):
        compare_places(tmp_path)


@needs_official_files
def test_the_bundle_keeps_its_promise():
    """Positions flagged exact: under 0.5 % are more than 10 km off."""
    assert "(0,17\u00a0%)" in compare_places(OFFICIAL_DIR)
