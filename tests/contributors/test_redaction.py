import logging

import pytest
from django.contrib.auth.tokens import default_token_generator

from contributors.models import User
from contributors.models.signed_link import new_token
from contributors.redaction import RedactTokens


def logged(message, *args):
    record = logging.LogRecord("django.request", logging.WARNING, __file__, 1, message, args, None)
    assert RedactTokens().filter(record)
    return record.getMessage()


@pytest.mark.parametrize(
    "message", ["Gone: /confirmer/%s/", "/initiatives/proposer/?brouillon=%s&erreurs", "%s"]
)
def test_a_token_never_reaches_the_log(message):
    token = new_token()
    assert logged(message, token) == message % "…"


def test_a_token_in_the_message_itself_is_taken_out_too():
    token = new_token()
    assert logged(f"Gone: /confirmer/{token}/ 100 %") == "Gone: /confirmer/…/ 100 %"


def test_a_link_to_a_new_password_never_reaches_the_log():
    token = default_token_generator.make_token(User(pk=1, password="x"))
    path = "/admin/nouveau-mot-de-passe/MQ/{}/"
    assert logged("Not Found: %s", path.format(token)) == f"Not Found: {path.format('…')}"


@pytest.mark.parametrize(
    "path", ["/initiatives/jardin-partage/", "/photos/" + "0" * 32 + "-320.webp", "/", "é" * 43]
)
def test_the_rest_is_kept(path):
    assert logged("Not Found: %s", path) == f"Not Found: {path}"


def test_the_logs_of_the_site_use_it(settings):
    assert "redacted" in settings.LOGGING["handlers"]["console"]["filters"]
    assert settings.LOGGING["filters"]["redacted"]["()"] == "contributors.redaction.RedactTokens"
