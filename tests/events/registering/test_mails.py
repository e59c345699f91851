"""The mails to who registers for a meeting."""

import pytest

from events.registering import mails
from events.registering.mail_examples import EXAMPLES
from moderation import erasure
from outbox import actions as outbox
from outbox.models import Message
from tests import makers
from tests.registrations import booked, meeting

pytestmark = pytest.mark.django_db

WITHOUT_PAGE = {"registration_off", "report_wanted"}  # the page is gone; the mail is to whoever announced it


@pytest.mark.parametrize("name", sorted(EXAMPLES.keys() - WITHOUT_PAGE))
def test_each_leads_to_the_page_of_the_meeting(name):
    context = EXAMPLES[name]()
    outbox.write_from(f"{mails.FOLDER}{name}.txt", context, to="claude@exemple.fr")
    assert f"La rencontre\u00a0: {context['page']}\n" in Message.objects.get().body


def test_another_meeting_of_the_same_name_takes_none_of_them_along(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    registration = booked(meeting())
    other = makers.make_event(registration.event.title)
    Message.objects.all().delete()
    mails.tell_known(registration=registration, link=mails.link("x"))
    erasure.erase(sheet=other)
    assert Message.objects.count() == 1
