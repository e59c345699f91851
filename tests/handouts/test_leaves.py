"""How a basket becomes pages."""

import pytest

from handouts.basket import Basket
from handouts.leaves import ACTORS, CONTENTS, Booklet, Slides, sheets_of
from tests import makers

pytestmark = pytest.mark.django_db


def test_pages_are_numbered_as_they_are_printed():
    sheets = [makers.make_initiative(f"Initiative {number}") for number in range(CONTENTS + 1)]
    booklet = Booklet(Basket(tuple(sheet.pk for sheet in sheets)))
    assert [len(part) for part in booklet.contents] == [CONTENTS, 1]
    assert [leaf.page for leaf in booklet.leaves][:2] == [5, 6]  # cover, map, two pages of contents
    assert booklet.pages == 5 + len(sheets)


def test_without_a_point_there_is_no_page_for_the_map():
    sheet = makers.make_initiative(position=None)
    booklet, slides = Booklet(Basket((sheet.pk,))), Slides(Basket((sheet.pk,)))
    assert (booklet.pages, booklet.leaves[0].page) == (4, 3)
    assert (slides.count, slides.map, slides.leaves[0].page) == (3, None, 2)


def test_few_actors_are_named_and_the_others_counted():
    actors = [makers.make_actor(f"Association {number}") for number in range(ACTORS + 2)]
    sheet = makers.make_initiative(actors=actors, carried_by="Camille")
    (leaf,) = Booklet(Basket((sheet.pk,))).leaves
    assert (len(leaf.bearers), leaf.others, leaf.carried_by) == (ACTORS, 2, "")


def test_sources_are_said_once():
    sheets = [
        makers.make_initiative(f"Initiative {number}", source="Bretagne Créative") for number in range(3)
    ]
    booklet = Booklet(Basket(tuple(sheet.pk for sheet in sheets)))
    assert booklet.sources == [("Bretagne Créative", "CC BY-SA 4.0")]


def test_a_sheet_taken_down_meanwhile_is_left_out():
    assert sheets_of([10**12]) == []
