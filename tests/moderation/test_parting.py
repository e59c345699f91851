"""What becomes of merged sheets when one of them is erased."""

import json
from threading import Event, Thread

import pytest
from django.db import connection, transaction

from initiatives.models import Initiative
from moderation import actions, erasure, merging
from moderation.authors import Author
from moderation.models import Merge, Revision, Status
from moderation.parting import part
from tests import makers

pytestmark = pytest.mark.django_db
SYSTEM = Author.system()
SECRET = "Chez Léonie Secret, au 12 de la rue."


@pytest.fixture(autouse=True)
def list_of_erasures(settings, tmp_path):
    settings.VAR_DIR = tmp_path
    return tmp_path / "erasures.jsonl"


def sheets(*names):
    """Return a sheet for each of these, by the author of this name."""
    authors = {}
    for name in names:
        author = name.split()[0]
        authors[author] = authors.get(author) or makers.make_contributor(f"{author.lower()}@exemple.fr")
    return [makers.make_initiative(name, contributor=authors[name.split()[0]]) for name in names]


def merge(winner, loser, **choices):
    winner, loser = again(winner), again(loser)
    return merging.merge(winner=winner, loser=loser, choices=choices, by=SYSTEM)[0]


def again(sheet):
    return type(sheet).objects.get(pk=sheet.pk)


def erase(sheet):
    erasure.erase_for_author(sheet=again(sheet), contributor=sheet.submitted_by)


def kept():
    return {sheet.title: sheet.status for sheet in Initiative.objects.all()}


def telling(text):
    """Return the revisions in which a text is, in their words or in their note."""
    return [
        revision
        for revision in Revision.objects.all()
        if text in json.dumps(revision.data, ensure_ascii=False) or text in revision.note
    ]


@pytest.fixture
def pair():
    """Return a winner and a loser that tells what nobody else does."""
    winner, loser = sheets("Ana", "Bob")
    Initiative.objects.filter(pk=loser.pk).update(description=SECRET)
    return winner, again(loser)


def test_an_erased_loser_is_in_no_history_once_the_merge_is_undone(
    client, pair, list_of_erasures, django_capture_on_commit_callbacks
):
    winner, loser = pair
    merged = merge(winner, loser, description="loser")
    actions.amend(sheet=winner, by=SYSTEM)
    merging.undo(merged=merged, by=SYSTEM)
    actions.amend(sheet=winner, by=SYSTEM)
    assert "Secret" in client.get(winner.get_history_url()).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        erase(loser)
    assert not telling("Secret") and not telling("Bob")
    page = client.get(winner.get_history_url())
    assert page.status_code == 200 and "Secret" not in page.content.decode()
    blanked = [revision.pk for revision in Revision.objects.about(winner).filter(data={})]
    assert len(blanked) == 2 and Revision.objects.about(winner).count() == 5
    told = [json.loads(line) for line in list_of_erasures.read_text().splitlines()]
    assert {line["number"] for line in told if line["kind"] == "moderation.revision"} == set(blanked)


def test_nor_in_that_of_a_third_that_its_winner_had_joined_meanwhile(pair):
    winner, loser = pair
    (third,) = sheets("Carla")
    first = merge(winner, loser, description="loser")
    second = merge(third, winner, description="loser")
    merging.undo(merged=second, by=SYSTEM)
    merging.undo(merged=first, by=SYSTEM)
    erase(loser)
    assert not telling("Secret")
    assert kept() == {"Ana": Status.PUBLISHED, "Carla": Status.PUBLISHED}


def test_a_winner_that_took_nothing_keeps_its_history(pair):
    winner, loser = pair
    merged = merge(winner, loser)
    merging.undo(merged=merged, by=SYSTEM)
    erase(loser)
    assert not Revision.objects.about(winner).filter(data={}).exists()
    assert not telling("Bob")


def test_an_erased_winner_is_named_nowhere():
    winner, loser = sheets("Ana", "Bob")
    merging.undo(merged=merge(winner, loser), by=SYSTEM)
    assert telling("Ana")
    erase(winner)
    assert not telling("Ana") and kept() == {"Bob": Status.PUBLISHED}


def test_a_sheet_that_is_part_of_another_is_erased_there_too(pair):
    winner, loser = pair
    merge(winner, loser, description="loser")
    assert again(winner).description == SECRET
    erase(loser)
    assert again(winner).description == winner.description != SECRET
    assert not telling("Secret") and not telling("Bob")
    assert kept() == {"Ana": Status.PUBLISHED} and not Merge.objects.exists()


def test_and_there_where_the_other_went_on_to():
    first, middle, last = sheets("Ana", "Bob", "Carla")
    merge(middle, first)
    merge(last, middle)
    erase(first)
    assert kept() == {"Bob": Status.PUBLISHED, "Carla": Status.PUBLISHED}


def test_what_others_wrote_stays_through_a_sheet_between():
    last, middle, first = sheets("Ana une", "Ana deux", "Carla")
    merge(middle, first)
    merge(last, middle)
    erase(last)
    assert kept() == {"Carla": Status.PUBLISHED}


def test_what_joined_the_sheet_between_and_is_ones_own_goes_too():
    last, middle, first, own = sheets("Ana une", "Ana deux", "Carla", "Ana trois")
    merge(middle, first)
    merge(middle, own)
    merge(last, middle)
    erase(last)
    assert kept() == {"Carla": Status.PUBLISHED}


def test_a_middle_one_leaves_both_that_are_others():
    last, middle, first = sheets("Ana", "Bob", "Carla")
    merge(middle, first)
    merge(last, middle)
    erase(middle)
    assert kept() == {"Ana": Status.PUBLISHED, "Carla": Status.PUBLISHED}


def test_plain_erasure_spares_what_others_wrote_as_well():
    last, middle, first = sheets("Ana une", "Ana deux", "Carla")
    merge(middle, first)
    merge(last, middle)
    erasure.erase(sheet=again(last))
    assert kept() == {"Carla": Status.PUBLISHED}


def test_what_nobody_wrote_goes_with_what_nobody_wrote():
    winner, loser = makers.make_initiative("Un"), makers.make_initiative("Deux")
    merge(winner, loser)
    assert part(again(winner)) == [loser]
    erasure.erase(sheet=again(winner))
    assert kept() == {}


@pytest.mark.django_db(transaction=True)
def test_what_joins_at_the_very_moment_is_not_erased():
    winner, loser = sheets("Ana", "Bob")
    merged, go_on = Event(), Event()

    def run():
        with transaction.atomic():
            merge(winner, loser)
            merged.set()
            assert go_on.wait(10)
        connection.close()

    def erase_it():
        erase(winner)
        connection.close()

    threads = [Thread(target=run), Thread(target=erase_it)]
    threads[0].start()
    assert merged.wait(10)
    threads[1].start()
    threads[1].join(0.5)  # it waits for the lock
    go_on.set()
    for thread in threads:
        thread.join(30)
    assert kept() == {"Bob": Status.PUBLISHED}
