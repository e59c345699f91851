import pytest
from django.contrib.auth import get_user_model

from contact import threads
from contributors.models import SensitiveAct
from tests import makers
from tests.messages import TEXT, passed_on, receiver

pytestmark = pytest.mark.django_db
LIST = "/admin/contributors/contributor/"


@pytest.fixture
def chief(client):
    user = get_user_model().objects.create_superuser("cheffe", "cheffe@exemple.fr", "mot de passe long")
    client.force_login(user)
    return user


def asked(person, **more):
    return {"action": "erase_words", "_selected_action": [person.pk]} | more


def test_what_a_person_wrote_is_erased_after_a_page_that_says_so(client, chief):
    thread = passed_on()
    page = client.post(LIST, asked(thread.sender))
    assert page.status_code == 200 and thread.sender.email in page.content.decode()
    assert thread.turns.get().text == TEXT
    done = client.post(LIST, asked(thread.sender, confirmed="1"), follow=True)
    assert "est effacé" in done.content.decode()
    assert thread.turns.get().text == ""
    assert SensitiveAct.objects.get(kind="erasure").by == chief


def test_what_waits_for_a_decision_is_said(client, chief):
    thread = passed_on()
    threads.report(thread=thread, contributor=receiver(thread), text="Il insiste.")
    done = client.post(LIST, asked(thread.sender, confirmed="1"), follow=True)
    assert "attend d’abord une décision" in done.content.decode()


def test_a_moderator_does_not(client):
    client.force_login(makers.make_moderator())
    thread = passed_on()
    assert client.post(LIST, asked(thread.sender, confirmed="1")).status_code == 403
    assert thread.turns.get().text == TEXT
