"""What the log says of log-ins."""

import pytest

from contributors.models import SensitiveAct
from tests import makers

pytestmark = pytest.mark.django_db


def log_in(client, username, password):
    return client.post("/admin/login/", {"username": username, "password": password})


def told():
    return list(SensitiveAct.objects.order_by("pk").values_list("kind", "who", "about"))


def test_a_log_in(client):
    makers.make_moderator("camille")
    log_in(client, "camille", makers.PASSWORD)
    assert told() == [("log_in", "camille", "")]


def test_wrong_passwords_then_the_lock_once(client, settings):
    makers.make_moderator("camille")
    for _ in range(settings.AXES_FAILURE_LIMIT + 5):
        response = log_in(client, "camille", "faux")
    assert response.status_code == 429
    failed = [("failed_log_in", "", "compte camille")] * (settings.AXES_FAILURE_LIMIT - 1)
    assert told() == [*failed, ("locked", "", "compte camille")]


@pytest.mark.parametrize("name", ["inconnue@exemple.fr", "mon mot de passe", "x" * 300, "CAMILLE"])
def test_what_is_typed_for_no_account_is_not_kept(client, settings, name):
    makers.make_moderator("camille")
    for _ in range(settings.AXES_FAILURE_LIMIT + 1):
        log_in(client, name, "faux")
    assert told() == []
