"""What the database holds true of articles, and who moderates them."""

import pytest
from django.db import IntegrityError, connection, transaction

from articles.models import FeedEntry
from initiatives.models import Initiative
from tests import makers
from tests.partners import make_entry, make_feed

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "wrong", [{"title": ""}, {"link": ""}, {"state": "x"}, {"link_key": "x"}, {"guid": "x"}]
)
def test_what_makes_no_sense_cannot_be_written(wrong):
    feed = make_feed()
    make_entry(feed=feed)
    FeedEntry.objects.update(link_key="x", guid="x")
    entry = make_entry(feed=feed)
    with pytest.raises(IntegrityError), transaction.atomic():
        FeedEntry.objects.filter(pk=entry.pk).update(**wrong)


def test_moderators_see_those_of_their_territories_and_of_none():
    makers.make_commune()
    near = make_entry(territory="commune-29019")
    anywhere = make_entry()
    region = makers.make_region("93", "Provence-Alpes-Côte d’Azur")
    makers.make_department("13", "Bouches-du-Rhône", region)
    far = make_entry(territory="departement-13")
    local = makers.make_moderator("finistere", ["departement-29"])
    assert set(FeedEntry.objects.moderated_by(local)) == {near, anywhere}
    assert set(FeedEntry.objects.moderated_by(makers.make_moderator("pays"))) == {near, anywhere, far}
    makers.make_moderator("nobody").groups.clear()
    nobody = type(local).objects.get(username="nobody")
    assert not FeedEntry.objects.moderated_by(nobody).exists()


def test_sheets_that_are_deleted_by_plain_sql_leave_no_link():
    initiative = makers.make_initiative(position=None)
    make_entry(initiatives=[initiative])
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT confdeltype FROM pg_constraint WHERE conrelid = 'articles_feedentry_initiatives'::regclass"
            " AND confrelid = %s::regclass",
            [Initiative._meta.db_table],
        )
        assert cursor.fetchall() == [("c",)]
