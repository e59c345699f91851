import io
import json
import subprocess
import tarfile

import pytest

from places.gazetteer import sources


def test_the_package_is_fetched_with_npm_and_read(tmp_path, monkeypatch):
    asked = []

    def pack(command, *, cwd, check):
        asked.append((command, check))
        with tarfile.open(cwd / "package.tgz", "w:gz") as archive:
            for name in ("communes", "departements", "regions", "epci", "arrondissements"):
                content = json.dumps([{"code": name}]).encode()
                member = tarfile.TarInfo(f"package/data/{name}.json")
                member.size = len(content)
                archive.addfile(member, io.BytesIO(content))

    monkeypatch.setattr(subprocess, "run", pack)
    divisions = sources.fetch_divisions(tmp_path)
    assert asked == [(["npm", "pack", "@etalab/decoupage-administratif@6.0.0"], True)]
    assert divisions == {name: [{"code": name}] for name in ("communes", "departements", "regions", "epci")}


def test_a_failure_of_npm_is_not_hidden(tmp_path, monkeypatch):
    def refuse(command, **kwargs):
        raise subprocess.CalledProcessError(1, command)

    monkeypatch.setattr(subprocess, "run", refuse)
    with pytest.raises(subprocess.CalledProcessError):
        sources.fetch_divisions(tmp_path)


def test_geonames_of_france_and_overseas():
    """The largest places only: the whole list takes seconds to read."""
    records = sources.read_geonames(inhabitants=15_000)
    areas = {record.area for record in records}
    assert {"53", "11", "94", "971", "974", "987"} <= areas
    assert len([area for area in areas if len(area) == 2]) == 13
    (brest,) = [record for record in records if record.name == "Brest"]
    assert (brest.area, round(brest.point.latitude), round(brest.point.longitude)) == ("53", 48, -4)
    assert brest.population > 100_000
    assert len(brest.other_names) > 3


def test_credits_name_both_sources():
    assert [source["licence"] for source in sources.credits()] == ["Licence Ouverte 2.0", "CC BY 4.0"]
    assert "6.0.0" in sources.credits()[0]["package"]
