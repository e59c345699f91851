"""What every kind of sheet brings back alike."""

import pytest
from django.core.exceptions import ValidationError

from initiatives.models import Initiative
from moderation.models import FormerSlug
from moderation.snapshots import faults, not_back, take_fields, take_slug
from tests import makers


def test_only_the_fields_that_a_snapshot_has_are_taken():
    sheet = Initiative(title="Jardin", phone="02")
    take_fields(sheet, {"title": "Potager", "verified_at": "2026-03-01"}, ["title", "phone", "verified_at"])
    assert (sheet.title, sheet.phone, sheet.verified_at.isoformat()) == ("Potager", "02", "2026-03-01")


def test_a_value_of_another_time_is_refused():
    with pytest.raises(ValidationError) as refused:
        take_fields(Initiative(), {"verified_at": "jadis"}, ["verified_at"])
    assert "jadis" in faults(Initiative(), refused.value)


def test_faults_name_their_fields():
    error = ValidationError({"title": ["Trop long."], "__all__": ["Incohérent."], "gone": ["Inconnu."]})
    assert faults(Initiative(), error) == "titre\u00a0: Trop long. Incohérent. gone\u00a0: Inconnu."


def test_what_could_not_come_is_a_sentence():
    assert not_back([]) == ""
    assert not_back(["une photo"]) == "N’a pas pu revenir\u00a0: une photo."
    assert not_back(["une photo", "le thème «\u00a0x\u00a0»"]).startswith(
        "N’ont pas pu revenir\u00a0: une photo, le"
    )


@pytest.mark.django_db
def test_a_former_address_comes_back_and_the_present_one_leads_there():
    sheet = makers.make_initiative("Jardin")
    sheet.rename("potager")
    sheet.save()
    assert take_slug(sheet, {"slug": "jardin"}) == []
    sheet.save()
    assert sheet.slug == "jardin"
    assert FormerSlug.objects.owner_of(Initiative, "potager") == sheet


@pytest.mark.django_db
@pytest.mark.parametrize("renamed", [False, True])
def test_an_address_that_leads_elsewhere_stays_there(renamed):
    sheet = makers.make_initiative("Jardin")
    other = makers.make_initiative("Potager")
    if renamed:
        other.rename("verger")
        other.save()
    assert take_slug(sheet, {"slug": "potager"}) == [
        "l’adresse «\u00a0potager\u00a0», qui mène à une autre fiche"
    ]
    assert sheet.slug == "jardin"
