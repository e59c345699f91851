import pytest
from django.core.management import call_command

from initiatives.models import KeyCount
from tests import makers


@pytest.mark.django_db
def test_counts_come_back(capsys):
    makers.make_initiative()
    KeyCount.objects.all().delete()
    call_command("rebuild_counts")
    assert KeyCount.objects.number("*") == 1
    assert "made anew" in capsys.readouterr().out
