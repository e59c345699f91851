"""Whose address is in which mail: in those to its owner, and where its owner wanted it."""

import pytest

from contact import introductions, threads
from contact.models import Side
from outbox.models import Message
from tests import makers
from tests.french_typography import faults
from tests.messages import WRITER, asked, passed_on, receiver, spoken_for

pytestmark = pytest.mark.django_db
READER = "camille@courriel-prive.fr"
X, Y = "x@courriel-prive.fr", "y@courriel-prive.fr"


def addresses_of_others():
    """Return, for each mail, the private addresses in it that are not its receiver's."""
    found = []
    for mail in Message.objects.all():
        text = f"{mail.subject}\n{mail.body}\n{mail.reply_to}"
        found += [(mail.to, one) for one in (WRITER, READER, X, Y) if one in text and one != mail.to]
    return found


def test_no_mail_of_a_conversation_tells_an_address():
    makers.make_moderator()
    thread = passed_on(spoken_for(email=READER))
    threads.reply(thread=thread, contributor=receiver(thread), text="Venez samedi.", shows_address=False)
    threads.reply(thread=thread, contributor=thread.sender, text="À samedi.", shows_address=False)
    threads.report(thread=thread, contributor=receiver(thread), text="Trop de samedis.")
    assert Message.objects.count() == 5 and addresses_of_others() == []


def test_of_two_only_who_shows_it_is_seen():
    thread = passed_on(spoken_for(email=READER))
    threads.reply(thread=thread, contributor=receiver(thread), text="Venez samedi.", shows_address=True)
    assert set(addresses_of_others()) == {(WRITER, READER)}


def test_no_mail_of_an_introduction_tells_an_address_before_both_agree():
    asked()
    first, second = Side.objects.order_by("pk")
    introductions.agree(side=first, name="Xavière")
    assert addresses_of_others() == []
    introductions.agree(side=second, name="Yann")
    assert set(addresses_of_others()) == {(X, Y), (Y, X)}


def test_subjects_are_one_line_whatever_was_typed():
    passed_on(spoken_for("Jardin\r\nBcc: tout@exemple.fr", READER))
    assert not [mail for mail in Message.objects.all() if "\n" in mail.subject or "\r" in mail.subject]


def test_they_are_in_good_french():
    thread = passed_on(spoken_for(email=READER))
    threads.reply(thread=thread, contributor=receiver(thread), text="Venez samedi.", shows_address=True)
    asked()
    introductions.agree(side=Side.objects.first(), name="Xavière")
    introductions.agree(side=Side.objects.last(), name="Yann")
    introductions.drop(asked(spoken_for("Four"), spoken_for("Verger"), email="autre@exemple.fr"))
    told = [fault for mail in Message.objects.all() for fault in faults(f"{mail.subject}\n{mail.body}")]
    assert Message.objects.count() == 13 and told == []
