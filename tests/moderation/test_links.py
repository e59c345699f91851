from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from contributors.models import SignedLink
from moderation.erasure import erase
from moderation.links import opened
from tests import makers

pytestmark = pytest.mark.django_db
Purpose = SignedLink.Purpose


@pytest.fixture
def token():
    return SignedLink.objects.issue(
        purpose=Purpose.FOLLOW,
        contributor=makers.make_contributor("a@exemple.fr"),
        sheet=makers.make_initiative(),
        valid=timedelta(days=1),
    )


def test_a_link_opens_its_sheet_for_its_person(token):
    found = opened(Purpose.FOLLOW, token)
    assert (found.sheet.title, found.contributor.email) == ("Jardin partagé du Bouguen", "a@exemple.fr")


def test_it_serves_one_purpose(token):
    assert opened(Purpose.CONFIRM, token) is None
    assert opened(Purpose.FOLLOW, f"{token}x") is None


def test_it_ends(token):
    with time_machine.travel(timezone.now() + timedelta(days=2), tick=False):
        assert opened(Purpose.FOLLOW, token) is None


def test_it_ends_with_its_sheet(token):
    erase(sheet=opened(Purpose.FOLLOW, token).sheet)
    assert opened(Purpose.FOLLOW, token) is None
