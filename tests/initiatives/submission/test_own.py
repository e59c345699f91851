"""What initiatives and actors have of their own on the way that all sheets go."""

import pytest
from django.http import QueryDict

from initiatives.submission.own import ACTOR, INITIATIVE, photo_kept
from tests import makers

pytestmark = pytest.mark.django_db


def test_a_photo_that_is_kept_is_shown_beside_its_field():
    assert photo_kept(None) == {"photo": None, "photo_address": ""}
    photo = makers.make_photo()
    assert photo_kept(photo)["photo_address"].startswith("data:image/")


def test_a_link_begins_the_form_of_an_initiative_only():
    query = QueryDict("titre=Un+four+à+pain")
    assert INITIATIVE.begin(query).initiative["title"].value() == "Un four à pain"
    assert not ACTOR.begin(query).is_bound


@pytest.mark.parametrize("kind", [INITIATIVE, ACTOR])
def test_wide_territories_are_suggested(kind):
    makers.make_department()
    shown = kind.writing.context(kind.begin(QueryDict("")))
    assert "Finistère" in [place.name for place in shown["territories"]]
