"""Pages of the site, named one on each line."""

import pytest
from django.core.exceptions import ValidationError

from events.sheet_lines import MOST, SheetLinesField
from initiatives.models import Initiative
from moderation import erasure
from tests import makers

pytestmark = pytest.mark.django_db
FIELD = SheetLinesField(model=Initiative, word="initiatives", named="Aucune initiative", column="title")


@pytest.mark.parametrize(
    "line",
    [
        "Jardin partagé du Bouguen",
        "  jardin PARTAGE du bouguen ",
        "/initiatives/jardin-partage-du-bouguen/",
        "https://exemple.fr/initiatives/jardin-partage-du-bouguen?x=1#y",
        "Jardin partagé du Bouguen\r\n\r\n/initiatives/jardin-partage-du-bouguen/",
    ],
)
def test_names_and_addresses(line):
    initiative = makers.make_initiative()
    assert FIELD.clean(line) == [initiative]


@pytest.mark.parametrize(
    "line", ["Rien", "/acteurs/rien/", "/initiatives/rien/", "http://[", "'; DROP TABLE x", "x" * 9999]
)
def test_what_names_nothing(line):
    makers.make_initiative("Projet caché", status="pending")
    with pytest.raises(ValidationError):
        FIELD.clean(line)


def test_two_of_one_name():
    makers.make_initiative()
    makers.make_initiative()
    with pytest.raises(ValidationError, match="Plusieurs fiches"):
        FIELD.clean("Jardin partagé du Bouguen")


def test_too_many():
    with pytest.raises(ValidationError, match="au plus"):
        FIELD.clean("\n".join(map(str, range(MOST + 1))))


def test_a_former_address():
    initiative = makers.make_initiative()
    old = initiative.slug
    initiative.rename("autre")
    initiative.save()
    assert FIELD.clean(f"/initiatives/{old}/") == [initiative]


def test_one_that_was_erased_is_said_beside_its_field():
    initiative = makers.make_initiative()
    address = initiative.get_absolute_url()
    erasure.erase(sheet=initiative)
    with pytest.raises(ValidationError, match="vérifiez l’adresse"):
        FIELD.clean(address)
