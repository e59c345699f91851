"""Sheets that came to their end."""

import pytest
from django.utils import timezone

from moderation.actions import TransitionRefused
from moderation.authors import Author
from moderation.closing import close
from moderation.models import Revision, Status
from outbox.models import Message
from tests import makers

pytestmark = pytest.mark.django_db


def test_a_sheet_is_put_away_without_a_mail():
    call = makers.make_call(contributor=makers.make_contributor())
    closed = close(sheet=call, by=Author.system(), note="C’est fini.", ended_on=timezone.localdate())
    assert closed.status == Status.ARCHIVED
    revision = Revision.objects.about(call).first()
    assert (revision.action, revision.note, revision.role) == ("archive", "C’est fini.", "system")
    assert not Message.objects.exists()


@pytest.mark.parametrize("status", [Status.PENDING, Status.ARCHIVED, Status.WITHDRAWN])
def test_only_what_is_public_ends(status):
    call = makers.make_call(status=status)
    with pytest.raises(TransitionRefused):
        close(sheet=call, by=Author.system(), note="")
