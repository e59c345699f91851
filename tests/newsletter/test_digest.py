"""The news of a period."""

import pytest

from newsletter.digest import compose, told_again
from newsletter.periods import Period
from newsletter.sections import SHOWN
from newsletter.selection import Selection
from tests.letters import MONDAY, NEWS_DAY, news, on

pytestmark = pytest.mark.django_db
WEEK = Period.around("weekly", NEWS_DAY)


def test_nothing_is_nothing():
    digest = compose(Selection(), WEEK)
    assert digest.is_empty and digest.count == 0 and digest.contents == {}


def test_a_subject_says_the_first_and_how_many_others():
    news("Un jardin")
    assert compose(Selection(), WEEK).subject == "Un jardin"
    news("Un four")
    assert compose(Selection(), WEEK).subject == "Un four, et 1 autre nouvelle"
    news("Un verger")
    assert compose(Selection(), WEEK).subject == "Un verger, et 2 autres nouvelles"


def test_no_more_is_shown_than_one_reads():
    for number in range(SHOWN + 1):
        news(f"Jardin {number}")
    (part,) = compose(Selection(), WEEK).parts
    assert len(part.items) == SHOWN and part.more_url == "http://127.0.0.1:8000/initiatives/"
    assert part.rule == "=" * len("Nouvelles initiatives")


def test_what_was_kept_is_told_again_in_its_order():
    one, two = news("Un"), news("Deux")
    with on(MONDAY):
        digest = told_again({"initiatives": [one.pk, two.pk, 10**9], "inconnue": [1]}, Selection(), WEEK)
    assert [item.title for part in digest.parts for item in part.items] == ["Un", "Deux"]


def test_only_the_sections_that_were_chosen_are_asked():
    news()
    assert compose(Selection(kinds=("appels",)), WEEK).is_empty
    assert not compose(Selection(kinds=("initiatives", "appels")), WEEK).is_empty
