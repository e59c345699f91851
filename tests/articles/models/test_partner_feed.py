"""What the database holds true of feeds, and who moderates them."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from articles.models import PartnerFeed
from tests import makers
from tests.partners import make_feed

pytestmark = pytest.mark.django_db


NOW = timezone.now()


@pytest.mark.parametrize("wrong", [{"name": ""}, {"failures": 1}, {"failing_since": NOW}, {"gone_at": NOW}])
def test_what_makes_no_sense_cannot_be_written(wrong):
    feed = make_feed()
    with pytest.raises(IntegrityError), transaction.atomic():
        PartnerFeed.objects.filter(pk=feed.pk).update(**wrong)


def test_broken_are_those_that_fail_for_a_week_or_are_gone():
    now = timezone.now()
    week = now - timedelta(days=7)
    broken = make_feed("En panne", failures=9, failing_since=week)
    gone = make_feed("Supprimé", is_active=False, gone_at=now, failures=1, failing_since=now)
    make_feed("Depuis hier", failures=3, failing_since=now - timedelta(days=1))
    make_feed("Arrêté", failures=9, failing_since=week, is_active=False)
    assert set(PartnerFeed.objects.broken()) == {broken, gone}


def test_moderators_see_those_of_their_territories():
    makers.make_commune()
    near, country = make_feed(territory="commune-29019"), make_feed("Pays")
    local = makers.make_moderator("finistere", ["departement-29"])
    assert list(PartnerFeed.objects.moderated_by(local)) == [near]
    assert set(PartnerFeed.objects.moderated_by(makers.make_moderator("pays"))) == {near, country}
