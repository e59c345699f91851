import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from outbox.models import Message
from tests import makers

pytestmark = pytest.mark.django_db
LIST = "/admin/outbox/message/"


@pytest.fixture(autouse=True)
def administrator(client):
    client.force_login(makers.make_administrator())


def make(state, body="https://exemple.fr/lien/secret"):
    return Message.objects.create(to="camille@exemple.fr", subject="Bonjour", body=body, state=state)


def again(client, *messages):
    data = {"action": "send_again", "_selected_action": [message.pk for message in messages]}
    return [str(message) for message in client.post(LIST, data, follow=True).context["messages"]]


def test_mails_are_listed_with_their_state(client):
    make("waiting"), make("sent", ""), make("failed")
    page = client.get(LIST).content.decode()
    for state in ("en attente", "envoyé", "abandonné"):
        assert state in page
    assert len(client.get(f"{LIST}?state__exact=failed").context["cl"].result_list) == 1


def test_the_text_is_shown_until_the_mail_has_left(client):
    for state, shown in (("waiting", True), ("failed", True), ("sent", False)):
        page = client.get(f"{LIST}{make(state).pk}/change/").content.decode()
        assert ("https://exemple.fr/lien/secret" in page) == shown


def test_a_mail_that_was_given_up_is_sent_again(client):
    given_up, sent = make("failed"), make("sent", "")
    assert again(client, given_up, sent) == ["1 courriel sera envoyé de nouveau."]
    assert dict(Message.objects.values_list("pk", "state")) == {given_up.pk: "waiting", sent.pk: "sent"}
    assert ProcrastinateJob.objects.get().args == {"message_id": given_up.pk}


def test_nothing_is_sent_twice(client):
    (said,) = again(client, make("waiting"), make("sent", ""))
    assert said.startswith("Aucun de ces courriels")
    assert not ProcrastinateJob.objects.exists()


def test_mails_are_neither_written_nor_changed_nor_deleted_here(client):
    message = make("waiting")
    assert client.get(f"{LIST}add/").status_code == 403
    assert client.post(f"{LIST}{message.pk}/change/", {"to": "x@exemple.fr"}).status_code == 403
    assert client.get(f"{LIST}{message.pk}/delete/").status_code == 403
