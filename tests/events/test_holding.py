"""What becomes of meetings when the sheets that they name are deleted, one or ten thousand."""

import pytest
from django.db import connection

from events.models import Event, Occurrence
from initiatives.trial import removal
from initiatives.trial.sheets import SOURCE
from moderation import actions
from moderation.authors import Author
from moderation.erasure import erase
from moderation.merging import merge
from moderation.models import Proposal, Revision
from tests import makers

pytestmark = pytest.mark.django_db


def test_an_erased_initiative_is_named_nowhere(client):
    initiative, actor = makers.make_initiative("Projet à oublier"), makers.make_actor("Personne à oublier")
    event = makers.make_event(initiatives=[initiative], organisers=[actor])
    slugs = (initiative.slug, actor.slug)
    Proposal.objects.create(
        sheet=event, changes={"initiatives": {"before": [slugs[0]], "after": []}}, state="unconfirmed"
    )
    actions.amend(sheet=event, by=Author.system())
    erase(sheet=initiative)
    erase(sheet=actor)
    kept = [str(revision.data) for revision in Revision.objects.about(event)]
    kept += [str(proposal.changes) for proposal in Proposal.objects.about(event)]
    assert kept and not any(slug in text for text in kept for slug in slugs)
    assert client.get(event.get_absolute_url()).status_code == 200


def test_an_erased_meeting_leaves_nothing_and_its_page_says_so(client):
    event = makers.make_event(rhythm="semaine", times=4)
    erase(sheet=event)
    assert not Occurrence.objects.exists() and not Revision.objects.exists()
    assert client.get(event.get_absolute_url()).status_code == 410


def test_one_that_joined_another_is_named_by_it(client):
    kept, gone = makers.make_initiative("Jardin"), makers.make_initiative("Le jardin du Bouguen")
    event = makers.make_event(initiatives=[gone])
    merge(winner=kept, loser=gone, choices={}, by=Author.system())
    page = client.get(event.get_absolute_url()).content.decode()
    assert f'href="{kept.get_absolute_url()}"' in page
    assert event.title in client.get(kept.get_absolute_url()).content.decode()


def test_trial_sheets_go_whatever_names_them():
    initiative = makers.make_initiative(source=SOURCE)
    event = makers.make_event(initiatives=[initiative])
    assert removal.remove() == 1
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    assert Event.objects.get() == event
    assert not event.initiatives.exists()
