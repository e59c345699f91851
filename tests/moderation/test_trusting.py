import pytest

from moderation import trusting
from moderation.authors import Author
from moderation.models import Trust
from tests import makers

pytestmark = pytest.mark.django_db


def test_trust_is_about_one_person_and_one_sheet():
    sheet, person, user = makers.make_initiative(), makers.make_contributor(), makers.make_moderator()
    for _ in range(2):
        trusting.trust(sheet=sheet, contributor=person, by=Author.moderator(user))
    assert Trust.objects.get().given_by == user
    assert Trust.objects.covers(sheet, person)
    assert not Trust.objects.covers(sheet, makers.make_contributor())
    assert not Trust.objects.covers(makers.make_actor(), person)
    assert not Trust.objects.covers(sheet, None)


def test_it_is_taken_back_from_everybody():
    sheet, other = makers.make_initiative(), makers.make_initiative("Autre")
    for kept in (sheet, sheet, other):
        trusting.trust(sheet=kept, contributor=makers.make_contributor(), by=Author.system())
    trusting.distrust(sheet=sheet)
    assert Trust.objects.get().sheet == other
