"""What is left of the name of a sheet that was erased, on the sheets to which it was bound."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from initiatives.models import Actor, ActorListing, KeyCount, Listing
from moderation import erasure, merging
from moderation.authors import Author
from moderation.models import Merge, Revision, Status
from moderation.models.sheet import Sheet
from outbox.models import Message
from tests import makers, relations

pytestmark = pytest.mark.django_db
NAME = "Zéphyrine Quelquun"


@pytest.fixture
def person():
    return makers.make_contributor("zeph@exemple.fr", name="Z")


@pytest.fixture
def actor(person):
    return makers.make_actor(NAME, kind="personne", submitted_by=person, commune=makers.make_commune())


def holders():
    """Return the tables that hold the name still."""
    found = []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.tables"
            " WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
        )
        for (table,) in cursor.fetchall():
            cursor.execute(
                f'SELECT count(*) FROM "{table}" AS t WHERE t::text ILIKE %s OR t::text ILIKE %s',
                ["%Zéphyrine%", "%zephyrine q%"],
            )
            if cursor.fetchone()[0]:
                found.append(table)
    return found


def lists(client):
    return [client.get(path).content.decode() for path in ("/initiatives/", "/reseau/", "/acteurs/")]


def test_the_page_of_a_person_erased_leaves_the_lists(client, actor, person):
    other = makers.make_actor("Un voisin")
    sheet = makers.make_initiative(actors=[actor, other])
    assert NAME in lists(client)[0]
    erasure.erase_for_author(sheet=actor, contributor=person)
    assert not any(NAME in page for page in lists(client))
    assert sheet.title not in client.get("/initiatives/?q=zephyrine").content.decode()
    assert not KeyCount.objects.filter(key=f"acteur:{actor.pk}").exists()
    assert f"acteur:{actor.pk}" not in Listing.objects.get().keys
    assert ActorListing.objects.get().pk == other.pk


def test_an_erased_initiative_leaves_where_its_actors_are_active():
    actor = makers.make_actor()
    sheet = makers.make_initiative(actors=[actor], commune=makers.make_commune())
    assert "departement-29" in ActorListing.objects.get().keys
    erasure.erase(sheet=sheet)
    assert "departement-29" not in ActorListing.objects.get().keys


def test_a_purge_leaves_no_name(actor):
    makers.make_initiative(actors=[actor])
    actor.status, actor.refusal_reason = Status.REFUSED, "Non."
    actor.save()
    with time_machine.travel(timezone.now() + timedelta(days=184), tick=False):
        erasure.purge()
    assert not Actor.objects.exists() and holders() == []


def test_what_a_backup_brings_back_leaves_the_lists_again(settings, tmp_path, client, actor):
    settings.VAR_DIR = tmp_path
    makers.make_initiative(actors=[actor])
    at = timezone.now() + timedelta(minutes=1)
    line = {"kind": "initiatives.actor", "number": actor.pk, "at": at.isoformat()}
    erasure.erasure_list().write_text(json.dumps(line) + "\n")
    assert erasure.replay() == 1
    assert not any(NAME in page for page in lists(client))


def test_histories_of_other_sheets_do_not_say_the_name(client, actor, person):
    one, two = relations.initiative(), relations.initiative("Deux", email="deux@exemple.fr")
    network = relations.actor("Réseau", email="reseau@exemple.fr", kind="reseau")
    for bond, yes in (
        (relations.leads(actor, one), True),
        (relations.leads(actor, two), False),
        (relations.member(actor, network), True),
    ):
        relations.propose(bond)
        relations.answer(bond, yes=yes)
    Message.objects.all().delete()  # they are sent, and their text goes then
    actor.name = "Zéphyrine Autrement"
    actor.save()
    third = relations.initiative("Trois", email="trois@exemple.fr")
    relations.propose(relations.leads(actor, third))
    erasure.erase_for_author(sheet=actor, contributor=person)
    assert holders() == []
    for sheet in (one, two, network, third):
        page = client.get(sheet.get_history_url()).content.decode()
        assert "Zéphyrine" not in page
        assert Revision.objects.about(sheet).filter(note__contains="«\u00a0une fiche effacée\u00a0»").exists()


def test_what_would_undo_a_merge_does_not_say_it(actor):
    other = makers.make_actor("Un voisin")
    winner = makers.make_initiative("Jardin", actors=[other, actor])
    loser = makers.make_initiative("Le jardin", actors=[actor])
    merged, _ = merging.merge(winner=winner, loser=loser, choices={}, by=Author.system())
    erasure.erase(sheet=actor)
    merged = Merge.objects.get()
    said = [merged.winner_before, merged.winner_after, merged.loser_before]
    assert [[one["name"] for one in data["actors"]] for data in said] == [["Un voisin"], ["Un voisin"], []]
    assert merging.undo(merged=merged, by=Author.system()) == []
    assert holders() == []


def test_namesakes_and_other_words_stay():
    erased, other = makers.make_actor("Porte"), makers.make_actor("Un voisin")
    sheet = makers.make_initiative(actors=[erased, other])
    Revision.objects.about(sheet).update(
        note="Porte fermée, voir «\u00a0Porte\u00a0».", data=sheet.snapshot()
    )
    erasure.erase(sheet=erased)
    kept = Revision.objects.about(sheet).first()
    assert kept.note == "Porte fermée, voir «\u00a0une fiche effacée\u00a0»."
    assert [(one["name"], one["role"]) for one in kept.data["actors"]] == [("Un voisin", "porte")]


def test_a_kind_that_names_nothing_says_so():
    sheet = makers.make_call(initiative=makers.make_initiative())
    assert sheet.bound() == {}
    assert Sheet.left_out_of(sheet, {"actors": ["x"]}, {"x"}) == {"actors": ["x"]}
