import pytest

from contributors.models import RightsRequest, SensitiveAct
from moderation import erasure
from moderation.person_erasure import erase_words
from tests import makers
from tests.messages import TEXT, passed_on

pytestmark = pytest.mark.django_db


def test_it_is_written_down_without_a_name():
    thread = passed_on()
    person = thread.sender
    assert erase_words(contributor=person, by=None) == 0
    act = SensitiveAct.objects.get()
    assert (act.kind, act.by, act.about) == ("erasure", None, f"personne n°\u00a0{person.pk}")
    assert RightsRequest.objects.get().kind == "erasure"


def test_the_team_does_it_and_its_register_is_its_own():
    thread, user = passed_on(), makers.make_moderator()
    erase_words(contributor=thread.sender, by=user)
    assert SensitiveAct.objects.get().by == user and not RightsRequest.objects.exists()


def test_what_a_backup_brings_back_is_erased_again(django_capture_on_commit_callbacks, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    thread = passed_on()
    person, before = thread.sender, dict(vars(thread))
    with django_capture_on_commit_callbacks(execute=True):
        erase_words(contributor=person, by=None)
    thread.turns.update(text=TEXT)
    for name in ("sender_id", "sender_name", "state", "stopped_by"):
        setattr(thread, name, before[name])
    thread.save()
    erasure.replay()
    thread.refresh_from_db()
    assert thread.turns.get().text == "" and thread.sender_name == ""
