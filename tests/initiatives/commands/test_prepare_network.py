import pytest
from django.core.management import call_command

from initiatives.models import NetworkLayout
from tests import makers


@pytest.mark.django_db
def test_the_country_and_its_territories_are_laid_out(capsys):
    actor = makers.make_actor()
    for title in ("Jardin", "Verger"):
        makers.make_initiative(title, actors=[actor])
    call_command("prepare_network")
    assert sorted(NetworkLayout.objects.values_list("scope", flat=True)) == [
        "",
        "commune-29019",
        "departement-29",
        "intercommunalite-242900314",
        "region-53",
    ]
    assert "prepared" in capsys.readouterr().out
