import pytest

from opendata.pictures import subjects
from places.territory import Territory
from tests import makers

pytestmark = pytest.mark.django_db


def territory(token):
    found = Territory.from_token(token)
    assert found
    return found


def test_an_initiative_says_its_theme_title_and_place_and_shows_its_photo(settings):
    settings.SITE_URL = "https://exemple.fr:8000"
    photo = makers.make_photo()
    picture = subjects.of_initiative(makers.make_initiative(photos=[photo]))
    assert (picture.above, picture.title, picture.below) == (
        "Alimentation et agriculture",
        "Jardin partagé du Bouguen",
        "Brest (29)",
    )
    assert picture.site == "exemple.fr"
    assert picture.photo == photo.path(640)
    assert picture.photo.exists()
    assert picture.credit == "Camille Le Goff"


def test_an_actor_says_what_it_is():
    picture = subjects.of_actor(makers.make_actor(commune=makers.make_commune()))
    assert (picture.above, picture.title, picture.below) == (
        "Association",
        "Les Jardins du Bouguen",
        "Brest (29)",
    )


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "Tout est à raconter"),
        (1, "1\u00a0initiative menée à plusieurs"),
        (1234, "1\u202f234\u00a0initiatives menées à plusieurs"),
    ],
)
def test_a_theme_and_a_territory_say_how_many(count, said):
    makers.make_commune()
    assert subjects.of_theme(makers.make_theme(), count).below == said
    picture = subjects.of_territory(territory("commune-29019"), count)
    assert (picture.above, picture.title, picture.below) == ("Commune", "Brest", said)


def test_the_map_of_a_territory_shows_where_it_is():
    makers.make_initiative()
    makers.make_initiative(commune=makers.make_paris())

    def chosen(token):
        where = territory(token)
        picture = subjects.with_map(subjects.of_territory(where, 1), where)
        return {dot.code: dot.count for dot in picture.dots if dot.chosen}, picture.spot

    assert chosen("departement-29") == ({"29": 1}, None)
    assert chosen("region-53") == ({"29": 1}, None)
    codes, spot = chosen("commune-29019")
    assert codes == {"29": 1}
    assert spot == pytest.approx((makers.BREST[1], makers.BREST[0]))


def test_a_version_tells_what_is_said_apart():
    photo = makers.make_photo()
    sheet = makers.make_initiative(photos=[photo])
    before = subjects.version(subjects.of_initiative(sheet))
    assert before == subjects.version(subjects.of_initiative(sheet))
    sheet.title = "Autre titre"
    changed = subjects.version(subjects.of_initiative(sheet))
    sheet.photos.clear()
    assert len({before, changed, subjects.version(subjects.of_initiative(sheet))}) == 3


def test_a_meeting_says_where_and_an_analysis_who_signed_it():
    later = makers.make_theme("culture", "Culture", rank=9, colour="plum")
    first = makers.make_theme(rank=1)
    event = subjects.of_event(makers.make_event(themes=[later, first]))
    assert (event.above, event.title, event.below) == ("Rencontre", "Portes ouvertes du jardin", "Brest (29)")
    assert (event.colour, event.shape) == (first.colour, first.shape)
    article = subjects.of_article(makers.make_article(signed_by="Camille Le Goff"))
    assert (article.above, article.below, article.colour) == ("Retour d’expérience", "Camille Le Goff", "")
