"""The secrets of letters: one purpose each, and no other text opens anything."""

import pytest
from django.test import override_settings

from contributors.redaction import RedactTokens
from newsletter.tokens import MANAGE, STOP, opened, token_of
from tests.letters import subscriber

pytestmark = pytest.mark.django_db


def test_a_token_opens_its_subscription_for_its_purpose():
    mine, _ = subscriber("a@exemple.fr"), subscriber("b@exemple.fr")
    for purpose, other in ((MANAGE, STOP), (STOP, MANAGE)):
        token = token_of(mine, purpose)
        assert len(token) == 43
        assert opened(token, purpose) == mine
        assert opened(token, other) is None


@pytest.mark.parametrize("text", ["", "x", "é" * 43, "\0" * 43, "A" * 43, "A" * 10_000])
def test_no_other_text_does(text):
    subscriber()
    assert opened(text, MANAGE) is None


def test_an_altered_one_does_not():
    mine, other = subscriber("a@exemple.fr"), subscriber("b@exemple.fr")
    token = token_of(mine, STOP)
    assert opened(other.key + token[16:], STOP) is None
    assert opened(token[:-1] + ("A" if token[-1] != "A" else "B"), STOP) is None


def test_another_secret_of_the_site_makes_others():
    mine = subscriber()
    token = token_of(mine, STOP)
    with override_settings(SECRET_KEY="x" * 60):
        assert opened(token, STOP) is None


def test_logs_leave_it_out():
    import logging

    token = token_of(subscriber(), STOP)
    record = logging.LogRecord("a", 30, "", 0, f"Not found: /lettre/desinscription/{token}/", (), None)
    RedactTokens().filter(record)
    assert token not in record.getMessage()
