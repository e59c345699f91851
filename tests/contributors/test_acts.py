"""The log of sensitive acts."""

from datetime import timedelta

import pytest

from contributors import acts, jobs
from contributors.models import SensitiveAct, User
from tests import makers

pytestmark = pytest.mark.django_db


def test_an_account_that_goes_leaves_its_name():
    user = makers.make_moderator("camille")
    acts.record(acts.Kind.EXPORT, by=user, about="x" * 1000, detail="y" * 1000)
    User.objects.all().delete()
    act = SensitiveAct.objects.get()
    assert (act.by, act.who, len(act.about), len(act.detail)) == (None, "camille", 200, 500)


def test_persons_without_an_account_are_numbers():
    person = makers.make_contributor("camille@exemple.fr", "Camille")
    sheet = makers.make_initiative()
    assert acts.name_of(person) == f"personne n°\u00a0{person.pk}"
    assert acts.name_of(sheet) == f"initiative n°\u00a0{sheet.pk}"
    assert acts.name_of(makers.make_moderator("dominique")) == "compte dominique"


def test_the_log_is_kept_for_a_year(time_machine):
    time_machine.move_to("2026-03-14T12:00:00Z", tick=False)
    acts.record(acts.Kind.EXPORT, by=None)
    time_machine.shift(timedelta(days=365))
    assert jobs.purge()["sensitive acts"] == 0
    time_machine.shift(1)
    assert jobs.purge()["sensitive acts"] == 1
    assert not SensitiveAct.objects.exists()
