"""Addresses shared once lead to today's sheets."""

import pytest

from handouts.following import followed
from initiatives.models import Initiative
from moderation.models import FormerSlug, Status
from tests import makers

pytestmark = pytest.mark.django_db


def test_renamed_sheets_are_followed():
    sheet = makers.make_initiative("Jardin")
    former = sheet.slug
    sheet.rename("verger")
    sheet.save()
    assert followed([], [former, "verger", "rien"]) == [sheet.pk, sheet.pk, None]


def test_merged_sheets_are_followed_one_after_the_other():
    last = makers.make_initiative("Trois")
    middle, first = makers.make_initiative("Deux"), makers.make_initiative("Un")
    FormerSlug.objects.remember(first, "zero")
    for loser, winner in ((middle, last), (first, middle)):
        Initiative.objects.filter(pk=loser.pk).update(status=Status.MERGED, merged_into=winner)
    assert followed([first.pk, middle.pk], ["un", "zero"]) == [last.pk] * 4


def test_a_ring_of_merges_ends():
    one, other = makers.make_initiative("Un"), makers.make_initiative("Deux")
    Initiative.objects.filter(pk=one.pk).update(status=Status.MERGED, merged_into=other)
    Initiative.objects.filter(pk=other.pk).update(status=Status.MERGED, merged_into=one)
    assert followed([one.pk], []) == [None]


def test_merged_into_what_is_hidden_since_is_nothing():
    hidden, sheet = makers.make_initiative("Un", status=Status.WITHDRAWN), makers.make_initiative("Deux")
    Initiative.objects.filter(pk=sheet.pk).update(status=Status.MERGED, merged_into=hidden)
    assert followed([sheet.pk], ["deux"]) == [None, None]
