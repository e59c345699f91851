"""How long articles of partners are kept."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from articles.models import FeedEntry
from articles.partners.holding import purge
from articles.partners.reading import KEPT
from moderation import holdings
from tests import makers
from tests.at_once import Meeting, at_once, until_somebody_waits
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


@pytest.mark.django_db(transaction=True)
def test_what_is_forgotten_while_a_moderator_looks_at_it_is_waited_for_in_no_circle():
    old = timezone.now() - KEPT - timedelta(minutes=1)
    first, second = (make_entry(title, published_at=old) for title in ("Un", "Deux"))
    FeedEntry.objects.filter(pk=first.pk).update(excerpt="Écrit après l’autre, donc rangé derrière.")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE articles_feedentry")  # so small that it is read as it lies
    point, initiative = Meeting(), makers.make_initiative()

    @transaction.atomic
    def link():
        lock = FeedEntry.objects.select_for_update(no_key=True)
        lock.get(pk=first.pk)
        point.first()
        until_somebody_waits()
        lock.get(pk=second.pk).initiatives.add(initiative)

    def forget():
        point.second()
        purge()

    assert at_once(link, forget) == []
    assert list(FeedEntry.objects.all()) == [second], "what somebody linked just before is kept"
