"""What is kept of a subscription, in lines."""

from datetime import date

import pytest

from newsletter.holding import told
from newsletter.telling import in_lines
from tests import makers
from tests.french_typography import faults
from tests.letters import news, send_all, subscriber

pytestmark = pytest.mark.django_db


def test_all_that_is_held_is_said():
    makers.make_commune()
    subscription = subscriber(territories=("commune-29019",), day=date(2026, 6, 1))
    news()
    send_all()
    lines = in_lines(told(subscription))
    assert lines[:3] == [
        "état\u00a0: en cours",
        "demandé le\u00a0: 1er\u00a0juin 2026",
        "en cours depuis\u00a0: 1er\u00a0juin 2026",
    ]
    assert "territoires\u00a0: Brest (29)" in lines and "thèmes\u00a0: tous" in lines
    assert "premier jour 8\u00a0juin 2026, le 15\u00a0juin 2026, refusée non" in lines[-1]
    assert faults("\n".join(lines)) == []


def test_nothing_is_said_in_words():
    lines = in_lines(told(subscriber()))
    assert "territoires\u00a0: toute la France" in lines and "lettres envoyées\u00a0: aucune encore" in lines
