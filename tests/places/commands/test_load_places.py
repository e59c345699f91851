from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from places.gazetteer import bundle
from places.models import Commune, Department, Edition, Intercommunality, Region
from tests.places.editions import among_others, commune, edition, gouesnou, quimper

pytestmark = pytest.mark.django_db


def load_places(**options):
    out = StringIO()
    call_command("load_places", stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def bundled(monkeypatch):
    """Put small editions in the place of the bundle."""

    def put(gazetteer):
        monkeypatch.setattr(bundle, "read", lambda: gazetteer)

    put(edition(among_others(commune(), gouesnou(), quimper())))
    return put


def test_the_whole_bundle():
    assert load_places().startswith("34969 communes (INSEE")
    assert Commune.objects.current().count() == 34_969
    assert Region.objects.count() == 18
    assert Department.objects.filter(region=None).count() == 8
    assert Intercommunality.objects.count() == 1255
    assert Commune.objects.filter(position_exact=True).count() > 14_000
    assert Commune.objects.by_code("75111").name == "Paris"
    assert Department.objects.get(code="29").latitude == pytest.approx(48.25, abs=0.2)
    before = Edition.objects.count()
    assert "déjà chargés" in load_places()
    assert Edition.objects.count() == before


def test_once(bundled):
    assert load_places() == "23 communes (Édition d’essai), 48 lignes nouvelles ou changées.\n"
    assert load_places() == "Les lieux sont déjà chargés (Édition d’essai).\n"
    assert load_places(force=True) == "23 communes (Édition d’essai), 0 lignes nouvelles ou changées.\n"


def test_a_newer_bundle_replaces_the_older(bundled):
    load_places()
    bundled(edition(among_others(commune(name="Brest-la-Belle"), gouesnou(), quimper()), digest="2"))
    assert "1 lignes" in load_places()
    assert Commune.objects.get(code="29019").name == "Brest-la-Belle"


def test_official_figures_are_not_replaced(bundled):
    load_places()
    Edition.objects.create(title="INSEE", digest="3", official=True)
    bundled(edition(among_others(commune(name="Brest-la-Belle"), gouesnou(), quimper()), digest="2"))
    assert load_places() == "Les lieux sont déjà chargés (INSEE).\n"
    assert "1 lignes" in load_places(force=True)


def test_a_damaged_bundle_changes_nothing(monkeypatch, tmp_path):
    damaged = tmp_path / "gazetteer.json.gz"
    damaged.write_bytes(b"nothing")
    read = bundle.read
    monkeypatch.setattr(bundle, "read", lambda: read(damaged))
    with pytest.raises(CommandError, match="Rien n’a été changé"):
        load_places()
    assert not Commune.objects.exists()
