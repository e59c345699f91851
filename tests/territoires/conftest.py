"""What the pages that compose every application show."""

import pytest

from tests import makers


@pytest.fixture
def around_brest():
    """Something of each kind at Brest, and an initiative in Paris."""
    brest, paris = makers.make_commune(), makers.make_paris()
    garden = makers.make_initiative("Jardin", position=(48.39, -4.48))
    makers.make_initiative("Lointaine", commune=paris, position=(48.85, 2.35))
    makers.make_event("Chantier au jardin", commune=brest)
    makers.make_event("Fête à Paris", commune=paris)
    makers.make_call("Des bras", initiative=garden)
    makers.make_article("Ce que le compost change")
    return brest
