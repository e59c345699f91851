import pytest

from initiatives.counts import rebuild_counts
from initiatives.search.suggestions import MOST, suggest
from moderation.models import Status
from tests import makers

pytestmark = pytest.mark.django_db


def labels(text, kind=None):
    return [found.label for found in suggest(text) if kind in (None, found.kind)]


@pytest.fixture
def sheets():
    actor = makers.make_actor("Les Jardiniers du Bouguen", commune=makers.make_commune())
    makers.make_initiative("Jardin partagé du Bouguen", tags=["jardinage", "compost"], actors=[actor])
    makers.make_initiative(
        "Le grand verger", tags=["jardinage"], theme=makers.make_theme("eco", "Énergie et eau")
    )


def test_each_kind_says_what_it_is_and_leads_to_its_page(sheets):
    found = {(s.kind, s.label, s.note, s.url) for text in ("jardin", "bres", "eau") for s in suggest(text)}
    assert found == {
        ("etiquette", "jardinage", "2 initiatives", "/etiquettes/jardinage/"),
        ("titre", "Jardin partagé du Bouguen", "Brest (29)", "/initiatives/jardin-partage-du-bouguen/"),
        ("acteur", "Les Jardiniers du Bouguen", "Brest (29)", "/acteurs/les-jardiniers-du-bouguen/"),
        ("commune", "Brest (29)", "2 initiatives", "/territoires/commune/29019/"),
        ("theme", "Énergie et eau", "1 initiative", "/themes/eco/"),
    }


@pytest.mark.parametrize(
    "text", ["JARDIN PARTAGE", "jardin part", "Jardin du boug", "partagé", "boug", "partage b"]
)
def test_titles_by_their_beginning_or_the_beginning_of_their_words(sheets, text):
    assert labels(text, "titre") == ["Jardin partagé du Bouguen"]
    rebuild_counts(frequent=1)  # the same from the bits of frequent words
    assert labels(text, "titre") == ["Jardin partagé du Bouguen"]


@pytest.mark.parametrize("text", ["les jard", "jardiniers", "jardiniers boug", "bouguen"])
def test_actors_by_the_beginning_of_words(sheets, text):
    assert labels(text, "acteur") == ["Les Jardiniers du Bouguen"]
    assert labels("ardiniers", "acteur") == []


def test_the_nearest_kind_comes_first(sheets):
    makers.make_initiative("Compost de Brest")
    assert labels("compost") == ["compost", "Compost de Brest"]
    assert labels("brest") == ["Brest (29)", "Compost de Brest"]


def test_a_commune_without_sheets_is_not_suggested(sheets):
    makers.make_commune("29232", "Quimper")
    assert labels("quimper") == []


def test_sheets_that_look_the_same_are_suggested_once():
    for _ in range(3):
        makers.make_initiative("Repair café")
    assert labels("repair") == ["Repair café"]


def test_there_are_a_few_of_each_kind():
    for number in range(12):
        actor = makers.make_actor(f"Compagnie {number}")
        makers.make_initiative(f"Compost n° {number}", tags=[f"compost {number}"], actors=[actor])
    found = suggest("comp")
    assert len(found) <= MOST
    assert [s.kind for s in found].count("titre") == 4
    assert [s.kind for s in found].count("etiquette") == [s.kind for s in found].count("acteur") == 2


@pytest.mark.parametrize("status", [Status.UNCONFIRMED, Status.PENDING, Status.REFUSED, Status.ARCHIVED])
def test_what_is_not_published_is_absent(status):
    actor = makers.make_actor("Secret des acteurs", status=status)
    makers.make_initiative("Secret", status=status, tags=["secret"], actors=[actor])
    assert suggest("secret") == []


@pytest.mark.parametrize(
    "text", ["", "j", "é", " - ", "%", "_", "le de la", "à", "日本", "a" * 200, "' \\ :* & | !"]
)
def test_texts_that_say_nothing(sheets, text):
    assert suggest(text) == []


@pytest.mark.parametrize("text", ["jardin", "jardin partage bo", "xyz", "eau"])
def test_the_number_of_queries_is_bounded(sheets, text, django_assert_max_num_queries):
    with django_assert_max_num_queries(22):  # those that make and release two savepoints included
        suggest(text)
