"""`manage.py send_letter`."""

from io import StringIO

import pytest
from django.core.management import call_command

from newsletter.models import Delivery, Issue
from outbox.models import Message
from tests.letters import MONDAY, mailing_list, news, on, subscriber

pytestmark = pytest.mark.django_db


def run(*options):
    told = StringIO()
    with on(MONDAY):
        call_command("send_letter", *options, stdout=told)
    return told.getvalue()


def test_a_dry_run_counts_and_writes_nothing():
    subscriber("a@exemple.fr")
    subscriber("b@exemple.fr")
    subscriber("c@exemple.fr", kinds=("appels",))
    mailing_list()
    news()
    assert run("--dry-run") == "2026-S24: 2 letters in 2 choices, 1 subscribers without news\n"
    assert not Message.objects.exists() and not Delivery.objects.exists() and not Issue.objects.exists()


def test_it_sends_what_is_due():
    subscriber()
    news()
    assert run() == "1 letters written, 0 subscribers without news, 0 mailing lists\n"
    assert Message.objects.count() == 1
    assert run() == "0 letters written, 0 subscribers without news, 0 mailing lists\n"
