"""How long articles of partners are kept."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import FeedEntry
from articles.partners.holding import purge
from articles.partners.reading import KEPT
from moderation import holdings
from tests import makers
from tests.partners import make_entry

pytestmark = pytest.mark.django_db


def test_what_is_two_years_old_goes_unless_it_is_linked_to_an_initiative():
    old = timezone.now() - KEPT - timedelta(minutes=1)
    make_entry("Ancien", published_at=old, themes=[makers.make_theme()])
    make_entry("Lié", published_at=old, initiatives=[makers.make_initiative()])
    make_entry("Récent", published_at=old + timedelta(hours=1))
    assert purge() == {"articles of partners": 1}
    assert set(FeedEntry.objects.values_list("title", flat=True)) == {"Lié", "Récent"}
    assert holdings.purge()["articles of partners"] == 0
