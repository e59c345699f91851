from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from initiatives.models import Initiative
from moderation import actions, erasure, merging
from moderation.authors import Author
from moderation.models import Merge, Revision, Status
from moderation.version_erasure import erase_version
from tests import makers

pytestmark = pytest.mark.django_db


def test_what_a_backup_brings_back_is_erased_again(
    settings, tmp_path, django_capture_on_commit_callbacks, capsys
):
    settings.VAR_DIR = tmp_path
    sheet = makers.make_initiative()
    number, made = sheet.pk, sheet.created_at
    with django_capture_on_commit_callbacks(execute=True):
        erasure.erase(sheet=sheet)
    makers.make_initiative("Revenue avec la sauvegarde", id=number, created_at=made)
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


def test_what_took_the_number_of_what_was_erased_stays(
    settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.VAR_DIR = tmp_path
    sheet = makers.make_initiative()
    actions.amend(sheet=sheet, by=Author.system())
    version = Revision.objects.about(sheet)[1]
    with django_capture_on_commit_callbacks(execute=True):
        erase_version(sheet=sheet, revision=version, by=Author.system())
        erasure.erase(sheet=sheet)
    made = makers.make_initiative("Toute nouvelle", id=version.object_id)
    Revision.objects.filter(pk=Revision.objects.about(made)[0].pk).update(id=version.pk)
    assert erasure.replay() == 0
    assert Initiative.objects.get().title == "Toute nouvelle"
    assert Revision.objects.get(pk=version.pk).data


def test_what_others_wrote_is_parted_again_from_what_a_backup_brings_back(
    settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.VAR_DIR = tmp_path
    winner = makers.make_initiative("Jardin", contributor=makers.make_contributor("a@exemple.fr"))
    loser = makers.make_initiative("Autre jardin", contributor=makers.make_contributor("b@exemple.fr"))
    merging.merge(winner=winner, loser=loser, choices={}, by=Author.system())
    later = timezone.now() + timedelta(minutes=1)
    line = f'{{"kind": "initiatives.initiative", "number": {winner.pk}, "at": "{later.isoformat()}"}}'
    erasure.erasure_list().write_text(line + "\n")
    with django_capture_on_commit_callbacks(execute=True):
        assert erasure.replay() == 1
    assert [(sheet.pk, sheet.status) for sheet in Initiative.objects.all()] == [(loser.pk, Status.PUBLISHED)]
    assert not Merge.objects.exists()
