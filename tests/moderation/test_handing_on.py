"""Proposals about a sheet that joins another."""

from threading import Event, Thread

import pytest
from django.db import connection, transaction

from moderation import actions, erasure, merging, proposals
from moderation.authors import Author
from moderation.models import Proposal
from moderation.wishes import newest_version, wishes
from outbox.models import Message
from photos.models import Photo
from tests import makers

pytestmark = pytest.mark.django_db
SYSTEM = Author.system()


def proposed(sheet, photo=None, **changes):
    changes = changes or {"summary": {"before": sheet.summary, "after": "Tout neuf."}}
    contributor = makers.make_contributor()
    return proposals.send(sheet=sheet, contributor=contributor, changes=changes, photo=photo)


def pending(sheet, **given):
    return proposals.confirm(proposal=proposed(sheet, **given))


def merge(winner, loser):
    return merging.merge(winner=again(winner), loser=again(loser), choices={}, by=SYSTEM)[0]


def again(row):
    return type(row).objects.get(pk=row.pk)


def accept(proposal):
    proposal = again(proposal)
    names = list(proposal.changes)
    seen = newest_version(proposal.sheet)
    return proposals.accept(proposal=proposal, by=SYSTEM, names=names, seen=seen)


@pytest.fixture
def pair():
    author = makers.make_contributor()
    winner = makers.make_initiative("Un", summary="Celui-ci.", photos=[makers.make_photo("La nôtre")])
    loser = makers.make_initiative(
        "Deux", summary="Celui-là.", photos=[makers.make_photo("La leur")], contributor=author
    )
    return winner, loser


def test_one_that_waits_changes_the_sheet_that_stays(pair):
    winner, loser = pair
    proposal = pending(loser)
    merge(winner, loser)
    (wish,) = wishes(again(proposal), again(winner))
    assert wish.meanwhile  # the moderator sees that the other says something else
    assert accept(proposal) == []
    assert (again(winner).summary, again(loser).summary) == ("Tout neuf.", "Celui-là.")


def test_one_confirmed_afterwards_too(pair):
    winner, loser = pair
    proposal = proposed(loser)
    merge(winner, loser)
    assert proposals.confirm(proposal=proposal).sheet == winner
    accept(proposal)
    assert again(winner).summary == "Tout neuf."


def test_they_go_back_when_the_merge_is_undone(pair):
    winner, loser = pair
    other, waits, decided = pending(winner), pending(loser), pending(loser)
    merged = merge(winner, loser)
    proposals.refuse(proposal=decided, by=SYSTEM, reason="Non.")
    merging.undo(merged=merged, by=SYSTEM)
    assert [again(one).sheet for one in (other, waits, decided)] == [winner, loser, winner]
    accept(waits)
    assert again(loser).summary == "Tout neuf."


def test_through_two_merges_and_back(pair):
    last = makers.make_initiative("Trois")
    proposal = pending(pair[1])
    merges = [merge(*pair), merge(last, pair[0])]
    assert again(proposal).sheet == last
    for merged in reversed(merges):
        merging.undo(merged=merged, by=SYSTEM)
    assert again(proposal).sheet == pair[1]


def photos(sheet):
    return sheet.snapshot()["photos"]


def test_the_photos_of_the_loser_are_not_proposed_to_the_winner(pair):
    winner, loser = pair
    wanted = {"photos": {"before": photos(loser), "after": []}, "title": {"before": "Deux", "after": "2"}}
    proposal = pending(loser, **wanted)
    merged = merge(winner, loser)
    assert set(again(proposal).changes) == {"title"}
    merging.undo(merged=merged, by=SYSTEM)
    assert again(proposal).changes == wanted


def test_a_photo_that_comes_with_it_is_added_to_those_of_the_winner(pair):
    winner, loser = pair
    photo = makers.make_photo("Toute neuve")
    added = {"id": photo.pk, "alt": photo.alt, "credit": photo.credit}
    wanted = {"photos": {"before": photos(loser), "after": [*photos(loser), added]}}
    proposal = pending(loser, photo=photo, **wanted)
    merged = merge(winner, loser)
    merging.undo(merged=merged, by=SYSTEM)
    assert again(proposal).changes == wanted
    merge(winner, loser)
    assert again(proposal).before == {"photos": photos(winner)}
    accept(proposal)
    assert [photo["alt"] for photo in photos(again(winner))] == ["La nôtre", "Toute neuve"]
    assert Photo.objects.count() == 3


def test_they_are_erased_with_the_loser(pair):
    winner, loser = pair
    pending(loser)
    merge(winner, loser)
    erasure.erase_for_author(sheet=again(loser), contributor=loser.submitted_by)
    assert not Proposal.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_one_confirmed_at_the_very_moment_waits_with_the_winner(pair):
    winner, loser = pair
    proposal = proposed(loser)
    Message.objects.all().delete()
    merged, go_on = Event(), Event()

    def run():
        with transaction.atomic():
            merge(winner, loser)
            merged.set()
            assert go_on.wait(10)
        connection.close()

    def confirm():
        proposals.confirm(proposal=proposal)
        connection.close()

    threads = [Thread(target=run), Thread(target=confirm)]
    threads[0].start()
    assert merged.wait(10)
    threads[1].start()
    threads[1].join(0.5)  # it waits for the lock
    go_on.set()
    for thread in threads:
        thread.join(30)
    found = again(proposal)
    assert (found.state, found.sheet) == (Proposal.State.PENDING, winner)
    actions.amend(sheet=winner, by=SYSTEM)
    accept(proposal)
