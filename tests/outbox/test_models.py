import pytest

from outbox.models import Message

pytestmark = pytest.mark.django_db


def test_a_mail_waits_first_and_the_newest_is_listed_first():
    first = Message.objects.create(to="a@exemple.fr", subject="Un", body="x")
    second = Message.objects.create(to="a@exemple.fr", subject="Deux", body="x")
    assert first.state == Message.State.WAITING
    assert list(Message.objects.all()) == [second, first]
    assert str(first) == "Un"
