from urllib.parse import quote

import pytest
from django.http import QueryDict

from initiatives.filters import Filters
from initiatives.results.answer import Answer
from tests import makers

pytestmark = pytest.mark.django_db


def answer(query, **options):
    return Answer.of(Filters.parse(QueryDict(query)), **options)


def test_what_finds_enough_is_answered_as_it_is(django_assert_max_num_queries):
    for number in range(3):
        makers.make_initiative(f"Jardin {number}")
    with django_assert_max_num_queries(12):
        found = answer("q=jardin")
    assert (found.found.count, found.typed, found.other, found.near) == (3, None, None, None)


def test_nothing_found_gives_what_better_words_find():
    makers.make_initiative("Fablab", tags=["bois"])
    found = answer("q=fabalb&tag=bois")
    assert (found.found.count, found.filters.q, found.typed.q) == (1, "fablab", "fabalb")
    assert [tag.slug for tag in found.filters.tags] == ["bois"]
    assert found.typed_query == "q=fabalb&tag=bois&exact=1"


def test_words_as_they_were_typed():
    makers.make_initiative("Fablab")
    found = answer("q=fabalb", exact=True)
    assert (found.found.count, found.typed, found.other.q) == (0, None, "fablab")


def test_better_words_that_find_nothing_either_are_not_offered():
    makers.make_initiative("Fablab")
    makers.make_initiative("Jardin", tags=["bois"])
    found = answer("q=fabalb&tag=bois")
    assert (found.found.count, found.typed, found.other) == (0, None, None)


def test_few_sheets_with_a_doubtful_word():
    makers.make_initiative("Compots")
    for number in range(10):
        makers.make_initiative(f"Compost {number}")
    found = answer("q=compots")
    assert (found.found.count, found.typed, found.other.q) == (1, None, "compost")


def test_nothing_in_a_place_but_something_elsewhere():
    makers.make_initiative("Fablab")
    makers.make_commune("29155", "Ouessant", (48.46, -5.1))
    found = answer("q=fabalb à Ouessant&tri=titre")
    assert found.found.count == 0
    assert (found.near.q, found.near.near.name) == ("fablab", "Ouessant")
    assert found.near.query() == "q=fablab&pres=29155"


@pytest.mark.parametrize(
    "query", ["", "q=le", "q=-jardin", "q=%22%22", "q=xyz", "tag=x", "q=jardin&bbox=1,2,3,4"]
)
def test_nothing_to_mend(query):
    makers.make_initiative("Jardin")
    found = answer(query)
    assert (found.typed, found.other, found.near) == (None, None, None)


def test_a_word_that_no_sheet_has_is_left_out():
    makers.make_initiative("Fablab du port")
    found = answer("q=fabalb xyz du port")
    assert (found.found.count, found.filters.q, found.left_out) == (1, "fablab du port", ("xyz",))
    assert found.typed.q == "fabalb xyz du port"
    found = answer("q=fablab xyz du port", exact=True)
    assert (found.found.count, found.typed, found.left_out, found.other.q) == (0, None, (), "fablab du port")


def test_of_words_that_do_not_go_together_one_is_left_out():
    makers.make_initiative("Maison des marins")
    makers.make_initiative("Fablab du port")
    found = answer("q=maison fablab port")
    assert (found.filters.q, found.left_out, found.found.count) == ("fablab port", ("maison",), 1)


def test_words_that_no_place_has_leave_the_place_and_what_is_near():
    makers.make_initiative("Fablab des marins")
    makers.make_commune("29155", "Ouessant", (48.46, -5.1))
    makers.make_initiative("Marins", commune=makers.make_commune("29155", "Ouessant"), summary="Un lieu.")
    found = answer("q=fablab marins Ouessant")
    assert (found.filters.q, found.left_out) == ("marins Ouessant", ("fablab",))
    assert (found.near.q, found.near.near.name) == ("fablab marins", "Ouessant")


def test_words_are_joined_or_parted_as_titles_have_them():
    makers.make_initiative("Usi-LAB")
    makers.make_initiative("Polidesk du port")
    assert answer("q=usilab").filters.q == "usi lab"
    assert answer("q=poli desk potr").filters.q == "polidesk port"


def test_an_excluded_word_alone_is_no_search_near_a_place():
    makers.make_initiative("Fablab", commune=makers.make_commune())
    assert answer("q=Brest -fablab").near is None


@pytest.mark.parametrize(
    "text",
    ["xyz " * 200, "1234567 " * 20, "10 21 35 44", "\"' xyz\\ :*& |!", "2a 2b", "xyz99 xyz98", "-xyz wxw"],
)
def test_the_number_of_queries_is_bounded(text, django_assert_max_num_queries):
    makers.make_initiative("Fablab")
    with django_assert_max_num_queries(150):
        assert answer("q=" + quote(text)).found.count == 0


def test_a_word_that_is_known_is_parted_only_where_leaving_out_another_finds_nothing():
    makers.make_initiative("Jardin partage", summary="Un lieu.", description="")
    makers.make_initiative("Jardin part age", summary="Un lieu.", description="")
    without = answer("q=jardin partage zzyzx")
    assert (without.filters.q, without.left_out) == ("jardin partage", ("zzyzx",))
    assert answer("q=partage age").filters.q == "part age age"
