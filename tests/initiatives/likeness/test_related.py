"""What a sheet leads to."""

import pytest
from django.db import connection

from initiatives.likeness import related
from initiatives.likeness.related import related_blocks
from initiatives.models import Initiative, Location, Participation
from initiatives.sheet import published_sheet
from moderation import actions
from moderation.authors import Author
from tests import makers

pytestmark = pytest.mark.django_db


def test_the_newest_of_an_actor_are_read_by_their_index():
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"EXPLAIN {related.NEWEST}", [[1, 2], 3, True, 40, 40])
        plan = "\n".join(line for (line,) in cursor.fetchall())
    assert "participation_newest" in plan
    assert plan.count("Sort Key") == 1, "that of what was found, at the end"


TOGETHER, ALIKE, NEAR = "Avec les mêmes acteurs", "Sur le même sujet", "Près d’ici"
# Degrees of latitude: some 1.1 km each hundredth.
NORTH = (makers.BREST[0] + 0.0108, makers.BREST[1])
QUIMPER = (47.996, -4.1024)


def blocks(initiative):
    """Return the blocks of a sheet: title → {title of a sheet: its note}."""
    initiative.refresh_from_db()
    found = related_blocks(published_sheet(initiative.slug))
    return {block.title: {card.title: card.note for card in block.cards} for block in found}


def other_theme():
    return makers.make_theme("culture", "Culture et savoirs")


def test_same_actors_then_alike_then_near_and_no_sheet_twice():
    actor = makers.make_actor()
    sheet = makers.make_initiative("Compost du Bouguen", tags=["compost"], actors=[actor])
    everything = {"tags": ["compost"], "actors": [actor]}
    makers.make_initiative("Compost de la cale", **everything)
    makers.make_initiative("Bacs du port", tags=["compost"], position=NORTH)
    makers.make_initiative("Chorale", theme=other_theme(), summary="On chante.", position=NORTH)
    assert blocks(sheet) == {
        TOGETHER: {"Compost de la cale": "avec Les Jardins du Bouguen"},
        ALIKE: {"Bacs du port": "même étiquette\u00a0: compost, à 1,2\u00a0km"},
        NEAR: {"Chorale": "à 1,2\u00a0km"},
    }


def test_a_sheet_alone_leads_nowhere():
    assert blocks(makers.make_initiative()) == {}


def test_a_sheet_that_the_public_does_not_see_leads_nowhere_and_is_shown_nowhere():
    sheet, gone = (
        makers.make_initiative("Un", tags=["compost"]),
        makers.make_initiative("Deux", tags=["compost"]),
    )
    assert ALIKE in blocks(sheet)
    actions.withdraw(sheet=gone, by=Author.system())
    assert blocks(sheet) == {}
    assert related_blocks(Initiative.objects.get(pk=gone.pk)) == []


def test_a_sheet_that_is_erased_or_merged_is_gone_from_the_others():
    sheet = makers.make_initiative("Un", tags=["compost"])
    other = makers.make_initiative("Deux", tags=["compost"])
    Initiative.objects.filter(pk=other.pk).update(status="merged", merged_into=sheet)
    other.refresh_from_db()
    other.refresh()
    assert blocks(sheet) == {}


def test_a_rare_tag_says_more_than_a_common_one():
    sheet = makers.make_initiative("Alpha", tags=["jardin", "lombric"], summary="Un.")
    rare = makers.make_initiative(
        "Beta", tags=["lombric"], theme=other_theme(), summary="Deux.", position=QUIMPER
    )
    for number in range(20):
        makers.make_initiative(f"Gamma {number}", tags=["jardin"], summary="Trois.")
    assert next(iter(blocks(sheet)[ALIKE])) == rare.title


def test_among_those_as_alike_the_nearest_comes_first():
    sheet = makers.make_initiative("Alpha", tags=["lombric"], summary="Un.")
    paris = makers.make_paris()
    for title, place in {
        "Paris": {"commune": paris, "position": (48.85, 2.35)},
        "Quimper": {"position": QUIMPER},
        "Brest": {"position": NORTH},
    }.items():
        makers.make_initiative(title, tags=["lombric"], summary="Deux.", **place)
    for number in range(5):
        makers.make_initiative(f"Gamma {number}", theme=other_theme(), summary="Trois.")
    assert list(blocks(sheet)[ALIKE]) == ["Brest", "Quimper", "Paris"]


def test_words_of_the_title_are_enough_and_names_of_places_are_none():
    sheet = makers.make_initiative("Grainothèque de Brest", theme=other_theme(), summary="Un.")
    makers.make_initiative("La grainothèque du port", summary="Deux.")
    makers.make_initiative("Brest en chœur", theme=makers.make_theme("sante", "Santé"), summary="Trois.")
    found = blocks(sheet)
    assert found[ALIKE] == {
        "La grainothèque du port": "en commun\u00a0: «\u00a0grainothèque\u00a0», à deux pas"
    }
    assert list(found[NEAR]) == ["Brest en chœur"]


def test_a_sheet_with_no_place_has_what_is_alike_and_nothing_near():
    sheet = makers.make_initiative("Alpha", tags=["lombric"], locations=[{"kind": Location.Kind.ONLINE}])
    makers.make_initiative("Beta", tags=["lombric"])
    assert blocks(sheet) == {ALIKE: {"Beta": "même étiquette\u00a0: lombric"}}


def test_what_is_far_is_not_near():
    sheet = makers.make_initiative("Alpha", summary="Un.")
    makers.make_initiative("Beta", theme=other_theme(), summary="Deux.", position=(47.6, -4.5))
    assert blocks(sheet) == {}


def test_four_rows_at_most():
    actor = makers.make_actor()
    sheet = makers.make_initiative("Alpha", tags=["lombric"], actors=[actor])
    for number in range(15):
        makers.make_initiative(f"Beta {number}", tags=["lombric"], actors=[actor] if number < 6 else [])
    assert [len(cards) for cards in blocks(sheet).values()] == [4, 4, 4]


def test_relations_that_one_side_declares_bind_as_settings_say(settings):
    actor = makers.make_actor()
    sheet = makers.make_initiative("Alpha", summary="Un.", actors=[actor])
    other = makers.make_initiative("Beta", theme=other_theme(), summary="Deux.", position=(47.6, -4.5))
    Participation.objects.create(initiative=other, actor=actor, role="soutient", declared_by="subject")
    assert TOGETHER in blocks(sheet)
    settings.SHOW_DECLARED_RELATIONS = False
    assert TOGETHER not in blocks(sheet)


def test_the_page_shows_the_blocks_escaped(client):
    sheet = makers.make_initiative("Alpha", tags=["<b>lombric</b>"])
    makers.make_initiative("<img src=x onerror=alert(1)>", tags=["<b>lombric</b>"])
    page = client.get(sheet.get_absolute_url()).content.decode()
    assert "Sur le même sujet" in page
    assert "<img src=x" not in page
    assert "même étiquette\u00a0: &lt;b&gt;lombric&lt;/b&gt;" in page


def test_queries_are_few_whatever_the_size(django_assert_max_num_queries):
    actor = makers.make_actor()
    sheet = makers.make_initiative("Alpha du verger", tags=["lombric", "bac"], actors=[actor])
    for number in range(30):
        makers.make_initiative(f"Verger {number}", tags=["lombric", "bac"], actors=[actor])
    found = published_sheet(sheet.slug)
    with django_assert_max_num_queries(9):
        related_blocks(found)
