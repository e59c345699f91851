import pytest

from initiatives.cards import cards
from initiatives.models import Initiative
from initiatives.results import Hit
from tests import makers

pytestmark = pytest.mark.django_db


def test_a_card_says_what_the_sheet_says():
    photo = makers.make_photo()
    actors = [makers.make_actor("Les Mains vertes"), makers.make_actor("Non relu", status="pending")]
    sheet = makers.make_initiative(actors=actors, photos=[photo], stage="idee", is_example=True)
    (card,) = cards([Hit(sheet.pk, 3.5)])
    page = Initiative.objects.for_page().get(pk=sheet.pk)
    for name in (
        "title",
        "slug",
        "summary",
        "stage",
        "is_example",
        "main_theme",
        "place_label",
        "actor_label",
    ):
        assert getattr(card, name) == getattr(page, name)
    assert card.actor_label == "Les Mains vertes"
    assert card.get_absolute_url() == page.get_absolute_url()
    assert card.get_stage_display() == page.get_stage_display() == "Idée"
    assert card.cover.srcset == photo.srcset
    assert card.cover.alt == photo.alt
    assert card.km == 3.5


@pytest.mark.parametrize(
    ("location", "label"),
    [
        ({"kind": "online"}, "En ligne"),
        ({"kind": "national"}, "Toute la France"),
        ({"kind": "itinerant"}, "Itinérante"),
        ({"kind": "territory", "region": "53"}, "Bretagne"),
        ({"kind": "commune", "commune": "29019"}, "Brest (29)"),
    ],
)
def test_the_place_of_every_kind_of_location_is_that_of_the_sheet(location, label):
    brest = makers.make_commune()
    places = {"region": makers.make_region(), "commune": brest}
    sheet = makers.make_initiative(locations=[location | {k: v for k, v in places.items() if k in location}])
    (card,) = cards([Hit(sheet.pk)])
    assert card.place_label == label == Initiative.objects.for_cards().get(pk=sheet.pk).place_label


def test_cards_come_in_the_order_of_the_hits_without_what_is_gone():
    first, second = makers.make_initiative("Un"), makers.make_initiative("Deux")
    assert [card.title for card in cards([Hit(second.pk), Hit(10**9), Hit(first.pk)])] == ["Deux", "Un"]
    assert cards([]) == []
