"""Filling a basket from a list, a meeting, words."""

from datetime import date

import pytest
from django.http import QueryDict

from handouts.basket import MOST, Basket
from handouts.gathering import gathered, searched
from tests import makers

pytestmark = pytest.mark.django_db


def test_a_filter_gives_its_first_sheets_after_those_that_are_there():
    food, digital = makers.make_theme(), makers.make_theme("numerique", "Numérique")
    kept = makers.make_initiative("Wiki", theme=digital)
    older, newer = makers.make_initiative("Un", theme=food), makers.make_initiative("Deux", theme=food)
    more = gathered(QueryDict("theme=alimentation"), Basket((kept.pk,)))
    assert more is not None
    assert more.numbers == (kept.pk, newer.pk, older.pk)


def test_a_filter_gives_sixty_at_most():
    theme = makers.make_theme()
    for number in range(MOST + 5):
        makers.make_initiative(f"Initiative {number}", theme=theme)
    more = gathered(QueryDict("theme=alimentation"), Basket())
    assert more is not None
    assert len(more.numbers) == MOST


def test_no_filter_no_more():
    assert gathered(QueryDict("n=1&titre=Forum&chercher=jardin"), Basket()) is None


def test_a_meeting_gives_what_it_presents_and_its_title_unless_another_was_written():
    sheet = makers.make_initiative("Jardin")
    event = makers.make_event(initiatives=[sheet])
    more = gathered(QueryDict(f"rencontre={event.slug}"), Basket())
    assert more is not None
    assert (more.numbers, more.title, more.day) == ((sheet.pk,), event.title, event.day)
    assert isinstance(more.day, date)
    more = gathered(QueryDict(f"rencontre={event.slug}"), Basket(title="Le mien"))
    assert more is not None
    assert more.title == "Le mien"
    assert gathered(QueryDict("rencontre=rien"), Basket((sheet.pk,))) == Basket((sheet.pk,))


def test_words_find_what_is_not_there_yet():
    first, second = makers.make_initiative("Jardin du haut"), makers.make_initiative("Jardin du bas")
    found = searched("jardin", Basket((first.pk,)))
    assert [(card.pk, query) for card, query in found] == [(second.pk, f"n={first.pk}.{second.pk}")]
    assert searched("", Basket()) == []
