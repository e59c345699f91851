import io

import pytest
from django.core.management import CommandError, call_command

from contributors import second_factor
from contributors.models import SensitiveAct
from tests import makers
from tests.second_factor import enrolled

pytestmark = pytest.mark.django_db


def reset(username):
    out = io.StringIO()
    call_command("reset_second_factor", username, stdout=out)
    return out.getvalue()


def test_an_account_enrols_anew():
    user = makers.make_administrator("camille")
    enrolled(user)
    assert "camille will be asked" in reset("camille")
    assert second_factor.device_of(user) is None
    assert SensitiveAct.objects.latest("pk").detail == "réinitialisé sur le serveur"
    assert "had no second factor" in reset("camille")


def test_an_unknown_name_is_said():
    with pytest.raises(CommandError, match="No account is named 'camille'"):
        reset("camille")
