import pytest
from django.core.management import call_command

from initiatives.models import Initiative
from moderation import erasure
from tests import makers

pytestmark = pytest.mark.django_db


def test_what_a_backup_brings_back_is_erased_again(
    settings, tmp_path, django_capture_on_commit_callbacks, capsys
):
    settings.VAR_DIR = tmp_path
    sheet = makers.make_initiative()
    number = sheet.pk
    with django_capture_on_commit_callbacks(execute=True):
        erasure.erase(sheet=sheet)
    makers.make_initiative("Revenue avec la sauvegarde", id=number)
    with django_capture_on_commit_callbacks(execute=True):
        call_command("replay_erasures")
    assert "1 sheets or versions erased again" in capsys.readouterr().out
    assert not Initiative.objects.filter(pk=number).exists()
    assert erasure.replay() == 0


def test_without_a_list_nothing_is_erased(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    makers.make_initiative()
    assert erasure.replay() == 0
    assert Initiative.objects.count() == 1
