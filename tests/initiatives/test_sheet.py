import re
from datetime import date

import pytest

from initiatives.models import Initiative, Location
from initiatives.sheet import published_sheet
from initiatives.structured import initiative_data
from initiatives.views.initiatives import crumbs
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet():
    sante = makers.make_theme("sante", "Santé")
    initiative = makers.make_initiative(
        themes=[sante],
        tags=["verger", "compost"],
        actors=[makers.make_actor("Les Mains vertes"), makers.make_actor("Pas relu", status="pending")],
        photos=[makers.make_photo("Un"), makers.make_photo("Deux")],
    )
    for kind in ("territory", "online", "national", "itinerant"):
        region = makers.make_region() if kind == "territory" else None
        Location.objects.create(initiative=initiative, kind=kind, region=region)
    return initiative


def seen(initiative):
    """Return what the page reads of other tables."""
    return {
        "themes": initiative.all_themes,
        "tags": [(tag.pk, tag.name, tag.get_absolute_url()) for tag in initiative.tags.all()],
        "people": [
            (p.pk, p.get_role_display(), p.actor.pk, p.actor.name, p.actor.get_absolute_url())
            for p in initiative.public_participations
        ],
        "places": [
            (row.kind, row.label, row.latitude, row.longitude, row.address)
            + ((row.place.name, row.place.get_absolute_url()) if row.place else ())
            for row in initiative.locations.all()
        ],
        "photos": [(photo.pk, photo.alt, photo.credit, photo.srcset) for photo in initiative.photos.all()],
        "labels": (initiative.place_label, initiative.actor_label, initiative.cover),
        "structured": initiative_data(initiative),
        "crumbs": crumbs(initiative),
    }


def test_it_says_what_the_relations_say(sheet, django_assert_num_queries):
    by_relations = Initiative.objects.for_page().get(pk=sheet.pk)
    # That relation has no order; the page has.
    in_order = sorted(by_relations.tags.all(), key=lambda tag: tag.key)
    vars(by_relations)["_prefetched_objects_cache"]["tags"] = in_order
    expected = seen(by_relations)
    with django_assert_num_queries(3):  # one, and the themes with their version
        found = seen(published_sheet(sheet.slug))
    assert found == expected
    assert len(expected["places"]) == 5


def test_what_is_not_published_is_not_there(sheet):
    assert published_sheet("ailleurs") is None
    assert published_sheet(makers.make_initiative("En attente", status="pending").slug) is None


@pytest.mark.parametrize(
    ("day", "shown"),
    [(date(2026, 3, 31), "en mars 2026"), (date(2025, 8, 1), "en août 2025"), (None, None)],
    ids=str,
)
def test_the_page_says_in_which_month_a_sheet_was_verified(client, day, shown):
    page = client.get(makers.make_initiative(verified_at=day).get_absolute_url()).content.decode()
    facts = dict(re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", page))
    assert facts["Échelle"] == "Quartier"
    assert facts.get("Fiche vérifiée") == shown
    assert page.lower().count("vérifiée") == (1 if day else 0)


def test_a_bare_sheet():
    sheet = makers.make_initiative(locations=[])
    assert seen(published_sheet(sheet.slug)) == seen(Initiative.objects.for_page().get(pk=sheet.pk))
