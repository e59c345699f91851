import pytest
from django.core.management import CommandError, call_command

from initiatives.demo.loading import load_themes
from initiatives.models import Initiative
from tests import makers

pytestmark = pytest.mark.django_db


def test_make_and_remove(capsys):
    makers.make_commune()
    load_themes()
    call_command("generate_initiatives", "--count", "3", "--seed", "2")
    assert Initiative.objects.count() == 3
    call_command("generate_initiatives", "--remove")
    assert "3 trial sheets removed." in capsys.readouterr().out


def test_rows_may_be_made_before(tmp_path):
    makers.make_commune()
    load_themes()
    rows = str(tmp_path / "rows")
    asked = ("generate_initiatives", "--count", "3")
    with pytest.raises(CommandError):
        call_command(*asked, "--from-rows", rows)
    call_command(*asked, "--make-rows", rows)
    assert Initiative.objects.count() == 0
    with pytest.raises(CommandError):
        call_command(*asked, "--make-rows", rows)
    call_command(*asked, "--from-rows", rows)
    assert Initiative.objects.count() == 3


@pytest.mark.parametrize("count", [0, -1, 10**9])
def test_counts_that_make_no_sense(count):
    with pytest.raises(CommandError):
        call_command("generate_initiatives", "--count", str(count))
