import pytest
from django.core.management import call_command
from django.db import connection, transaction

from initiatives.demo import loading
from initiatives.models import Actor, Call, Initiative, KeyCount, Synonyms, Tag, Theme
from moderation.models import Revision
from photos.models import Photo
from tests import makers


@pytest.fixture(scope="module")
def france(django_db_setup, django_db_blocker):
    """Load the gazetteer once for this module; its rows, and the jobs that it asks for, are rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_places", verbosity=0)
        connection.check_constraints()  # once here, rather than at the end of each test
        yield
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_the_set_loads_once_and_leaves_as_it_came(france, django_capture_on_commit_callbacks):
    made = loading.load()
    assert made == Initiative.objects.published().count() >= 60
    assert loading.load() == 0
    assert Theme.objects.count() == 8
    assert Synonyms.objects.count() == 10
    assert Call.objects.open().count() == 3 and all(call.initiative.is_example for call in Call.objects.all())
    examples = Initiative.objects.filter(is_example=True).count()
    assert examples >= 55
    own = makers.make_initiative("À nous", tags=["fait maison"])
    with django_capture_on_commit_callbacks(execute=True):
        assert loading.remove() == examples
    assert Initiative.objects.count() == made - examples + 1
    assert not Actor.objects.filter(is_example=True).exists() and not Call.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        loading.remove(everything=True)
    assert list(Initiative.objects.all()) == [own]
    assert KeyCount.objects.number("*") == 1
    assert not Photo.objects.exists()
    assert Tag.objects.filter(name="fait maison").exists()
    assert Revision.objects.filter(object_id=own.pk).exists()
    assert Revision.objects.count() == 1
