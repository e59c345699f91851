from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from places.actions import load
from places.models import Commune, Department, Edition, Region
from tests.makers import make_actor
from tests.places.editions import (
    OFFICIAL_DIR,
    commune,
    edition,
    gouesnou,
    needs_official_files,
    official_commune,
    official_files,
    quimper,
)

pytestmark = pytest.mark.django_db


def update_places(source):
    out = StringIO()
    call_command("update_places", source=str(source), stdout=out)
    return out.getvalue()


def test_exact_centres_outlines_and_names(tmp_path):
    load(gazetteer=edition([commune(position_exact=False), gouesnou(), quimper()]))
    said = update_places(official_files(tmp_path))
    brest = Commune.objects.get(code="29019")
    assert (brest.latitude, brest.longitude, brest.position_exact) == (48.4084, -4.5058, True)
    assert brest.population == 139_619
    assert Department.objects.get(code="29").outline["type"] == "MultiPolygon"
    assert Region.objects.get().outline["coordinates"]
    assert Commune.objects.search("lambezellec").get() == brest
    assert Commune.objects.by_code("29128") == brest
    assert Edition.objects.last().official
    assert said.startswith("7 lignes nouvelles ou changées.")


def test_a_second_time_changes_nothing(tmp_path):
    update_places(official_files(tmp_path))
    assert update_places(tmp_path) == "0 lignes nouvelles ou changées.\n"


def test_what_pointed_at_a_commune_that_is_gone_follows(tmp_path):
    with_old = [official_commune(f"29{n}", f"Commune {n}") for n in range(300, 320)]
    update_places(
        official_files(tmp_path, [*with_old, official_commune("29061", "Gouesnou"), *last()], **groups())
    )
    actor = make_actor(commune=Commune.objects.get(code="29061"))
    aliases = [("29061", "Gouesnou", "29019", "HIST")]
    said = update_places(official_files(tmp_path, [*with_old, *last()], aliases=aliases, **groups()))
    actor.refresh_from_db()
    assert actor.commune.code == "29019"
    assert "29061 → 29019" in said


def test_what_has_no_successor_is_told(tmp_path):
    many = [official_commune(f"29{n}", f"Commune {n}") for n in range(300, 320)]
    update_places(
        official_files(tmp_path, [*many, official_commune("29061", "Gouesnou"), *last()], **groups())
    )
    said = update_places(official_files(tmp_path, [*many, *last()], **groups()))
    assert "faute de successeur connu\u00a0: 29061" in said


def test_unreadable_files_change_nothing(tmp_path):
    load(gazetteer=edition())
    before = list(Commune.objects.values())
    files = official_files(tmp_path)
    (files / "epcis.json").write_text("[{")
    with pytest.raises(CommandError, match=r"epcis\.json est illisible.*Rien n’a été changé"):
        update_places(files)
    assert list(Commune.objects.values()) == before


def test_a_truncated_list_changes_nothing(tmp_path):
    update_places(official_files(tmp_path))
    with pytest.raises(CommandError, match="intercommunalités semble tronquée"):
        update_places(official_files(tmp_path, last(), **groups()))
    with pytest.raises(CommandError, match="communes semble tronquée"):
        quimper = official_commune("29232", "Quimper", codeEpci="200068120")
        update_places(official_files(tmp_path, [*last(), quimper]))
    assert Commune.objects.current().count() == 3


@needs_official_files
def test_the_official_figures_over_the_bundle():
    """The files are of 2024: communes that were merged or parted since go the other way round."""
    call_command("load_places", verbosity=0)
    update_places(OFFICIAL_DIR)
    gone = Commune.objects.exclude(successor=None)
    assert dict(gone.values_list("code", "successor"))["49126"] == "49069"
    assert not gone.filter(successor__successor__isnull=False).exists()
    current = Commune.objects.current()
    assert current.filter(position_exact=True).count() > 34_900
    assert set(current.filter(latitude=None).values_list("department", flat=True)) == {"984", "989"}
    assert Department.objects.exclude(outline=None).count() == 101
    assert Commune.objects.search("lambezellec")[0].name == "Brest"
    assert Commune.objects.by_code("75111").name == "Paris"  # the bundle knew it, the official files do not
    assert update_places(OFFICIAL_DIR) == "0 lignes nouvelles ou changées.\n"


def groups():
    """One intercommunality only."""
    return {
        "epcis": [{"nom": "Brest Métropole", "code": "242900314", "kind": "METRO", "population": 211_000}]
    }


def last():
    return [official_commune()]
