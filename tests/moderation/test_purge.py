from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from contributors.models import Draft
from initiatives.models import Initiative
from moderation.models import Status
from tests import makers

pytestmark = pytest.mark.django_db


def test_the_command_purges_everything_and_counts():
    makers.make_initiative(status=Status.UNCONFIRMED)
    Draft.objects.start(kind="initiative", data={}, photo=None)
    written = StringIO()
    with time_machine.travel(timezone.now() + timedelta(days=8), tick=False):
        call_command("purge", stdout=written)
    assert not Initiative.objects.exists() and not Draft.objects.exists()
    counts = {line.split(maxsplit=1)[1]: int(line.split()[0]) for line in written.getvalue().splitlines()}
    assert counts["unconfirmed sheets"] == 1
    assert counts["drafts"] == 1
    assert counts["refused sheets"] == 0
