import pytest

from contributors import passwords
from outbox.models import Message
from tests import makers

pytestmark = pytest.mark.django_db


def test_the_mail_names_the_account_and_how_long_the_link_works(settings):
    settings.SITE_URL = "https://exemple.org"
    passwords.send_link(makers.make_moderator("camille"))
    message = Message.objects.get()
    assert "le compte camille" in message.body
    assert "pendant 2\u00a0heures" in message.body
    assert "https://exemple.org/admin/nouveau-mot-de-passe/" in message.body
