"""The letters of the demonstration set."""

from datetime import date

import pytest
from django.core import mail

from initiatives.demo import extras
from newsletter import issues
from newsletter.demo import loading
from newsletter.models import Issue, MailingList
from outbox.models import Message
from tests import makers
from tests.french_typography import faults
from tests.letters import draft, mailing_list, on

pytestmark = pytest.mark.django_db


def example(title, day):
    with on(day):
        makers.make_initiative(title, is_example=True)


def test_two_letters_of_months_that_are_over_are_in_the_archive_once_and_go(client):
    example("Trop ancienne", date(2026, 2, 10))
    example("De mai", date(2026, 5, 20))
    example("De juillet", date(2026, 7, 8))
    example("Du mois qui court", date(2026, 9, 3))
    mine = draft(mailing_list())
    with on(date(2026, 9, 10)):
        loading.load()
        loading.load()
        first, second = Issue.objects.sent().order_by("number")
        assert [first.label, second.label] == ["2026\u20111", "2026\u20112"]
        assert [first.period.phrase, second.period.phrase] == ["en mai 2026", "en juillet 2026"]
        assert [date(2026, 6, 1), date(2026, 8, 1)] == [first.sent_at.date(), second.sent_at.date()]
        page = client.get("/lettre/").content.decode()
        assert "en juillet 2026" in page and loading.NAME in page
        assert "De juillet" in client.get(second.get_absolute_url()).content.decode()
        shown = client.get(first.get_absolute_url()).content.decode()
        assert "De mai" in shown and "Bonne lecture" in shown and "Trop ancienne" not in shown
        now = Issue.objects.get(mailing_list__address=loading.ADDRESS, sent_at=None)
        assert issues.digest_of(now).count == 1
    assert not Message.objects.exists() and not mail.outbox
    loading.remove()
    assert list(Issue.objects.all()) == [mine] and MailingList.objects.count() == 1


def test_without_examples_there_is_nothing_to_tell():
    makers.make_initiative()
    loading.load()
    assert not MailingList.objects.exists()


def test_it_comes_with_the_set_after_what_it_tells_of():
    assert next(iter(extras._EXTRAS)) == "newsletter"  # loaded last, removed first


def test_its_words_are_in_good_french():
    assert faults(loading.INTRODUCTION) == []
