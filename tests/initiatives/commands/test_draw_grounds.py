import pytest
from django.core.management import call_command

from initiatives.models import TerritoryGround
from tests import makers


@pytest.mark.django_db
def test_regions_and_departments_are_drawn(capsys):
    makers.make_commune()
    call_command("draw_grounds")
    assert sorted(TerritoryGround.objects.values_list("pk", flat=True)) == ["departement-29", "region-53"]
    assert "2 grounds" in capsys.readouterr().out
