"""How many get the letter."""

import pytest

from newsletter import subscribing
from newsletter.figures import figures
from tests import makers
from tests.letters import news, send_all, subscriber

pytestmark = pytest.mark.django_db


def test_they_count_states_rhythms_and_territories(django_assert_max_num_queries):
    makers.make_commune()
    subscriber("a@exemple.fr", territories=("commune-29019", "departement-29"))
    subscriber("b@exemple.fr", territories=("departement-29",), rhythm="monthly")
    subscriber("c@exemple.fr")
    subscribing.pause(subscription=subscriber("d@exemple.fr"))
    news()
    send_all()
    with django_assert_max_num_queries(10):
        found = figures()
    assert dict(found.states) == {
        "à confirmer": 0,
        "en cours": 3,
        "en pause": 1,
        "arrêté, l’adresse ne répond plus": 0,
    }
    assert dict(found.rhythms) == {"chaque semaine": 2, "chaque mois": 1}
    assert dict(found.territories) == {"Finistère (département)": 2, "Brest (29)": 1, "toute la France": 1}
    assert (found.sent, found.refused) == (2, 0)
