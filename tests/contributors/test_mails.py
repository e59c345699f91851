import pytest

from contributors import mails
from contributors.models import Invitation
from outbox.models import Message
from tests import makers

pytestmark = pytest.mark.django_db


def test_a_name_stays_what_it_is_and_injects_no_header():
    invitation = Invitation(name="L’été & <b>\r\nBcc: x@y.fr", invited_by=makers.make_moderator("camille"))
    mails.write("invitation", to="camille@exemple.fr", invitation=invitation, link="https://exemple.org/x")
    message = Message.objects.get()
    assert message.subject == "Rejoignez l’équipe des Territoires contributifs"
    assert "L’été & <b>" in message.body
