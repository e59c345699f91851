import re

import pytest

from contact.meeting import Meeting, Pair
from contact.models import Side
from tests import makers
from tests.messages import asked, link_for, spoken_for

pytestmark = pytest.mark.django_db


def test_what_is_chosen_and_what_is_missing():
    x, y = spoken_for("Un four"), spoken_for("Un jardin")
    nothing = Pair.asked({})
    assert not nothing.is_complete and nothing.candidates == [] and not nothing.is_short
    one = Pair.asked({"x": "initiatives/un-four", "q": "jardin"})
    (found,) = one.candidates
    assert (found.sheet, found.url) == (
        y,
        "/mettre-en-relation/?x=initiatives/un-four&y=initiatives/un-jardin",
    )
    assert "initiative" in found.kind and "Brest" in found.kind
    both = Pair.asked({"x": "un-four", "y": "initiatives/un-jardin"})
    assert both.is_complete and (both.x, both.y) == (x, y)
    assert both.without_x == "/mettre-en-relation/?y=initiatives/un-jardin"
    assert both.without_y == "/mettre-en-relation/?x=initiatives/un-four"


def test_the_second_may_be_chosen_first():
    spoken_for("Un four"), spoken_for("Un jardin")
    (found,) = Pair.asked({"y": "initiatives/un-four", "q": "jardin"}).candidates
    assert found.url == "/mettre-en-relation/?y=initiatives/un-four&x=initiatives/un-jardin"


def test_those_for_which_nobody_answers_come_last_and_cannot_be_chosen():
    makers.make_initiative("Jardin sans personne"), spoken_for("Jardin du Bouguen")
    urls = [candidate.url for candidate in Pair.asked({"q": "jardin"}).candidates]
    assert [bool(url) for url in urls] == [True, False]
    alone = Pair.asked({"x": "jardin-sans-personne", "y": "jardin-du-bouguen"})
    assert not alone.is_complete and [sheet.title for sheet in alone.unreachable] == ["Jardin sans personne"]


def test_a_link_opens_one_side():
    asked()
    found = Meeting.opened_by(re.search(r"[\w-]{43}", link_for("x@courriel-prive.fr"))[0])
    assert found.waits and found.other.title == "Ressourcerie du port"
    assert Meeting.opened_by("x" * 43) is None
    Side.objects.update(person=None)
    assert Meeting.opened_by(re.search(r"[\w-]{43}", link_for("x@courriel-prive.fr"))[0]) is None
