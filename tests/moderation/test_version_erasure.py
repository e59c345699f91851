"""Erasing what an earlier version of a sheet said."""

import pytest
import time_machine
from django.utils import timezone

from contributors.models import Draft
from initiatives.models import Initiative
from moderation import actions, erasure, merging, proposals
from moderation.actions import TransitionRefused
from moderation.authors import Author
from moderation.models import Merge, Proposal, Revision
from moderation.version_erasure import erase_version
from photos.models import Photo
from tests import makers

pytestmark = pytest.mark.django_db

SYSTEM = Author.system()


def amended(sheet, **fields):
    Initiative.objects.filter(pk=sheet.pk).update(**fields)
    return actions.amend(sheet=Initiative.objects.get(pk=sheet.pk), by=SYSTEM, note="Note de travail")


@pytest.fixture
def sheet():
    """Return a sheet of three versions, of which the second told what it should not have."""
    made = makers.make_initiative("Jardin partagé", summary="Le jardin de tout le monde.")
    amended(made, summary="Le jardin de Madame Secret.")
    return amended(made, summary="Le jardin du quartier.")


def second(sheet):
    return Revision.objects.about(sheet)[1]


@time_machine.travel("2026-11-20T10:00:00Z", tick=False)
def test_the_words_go_and_the_step_stays(sheet):
    moderator = makers.make_moderator()
    erased = erase_version(sheet=sheet, revision=second(sheet), by=Author.moderator(moderator))
    version = second(sheet)
    assert version == erased
    assert (version.data, version.note, version.is_erased) == ({}, "", True)
    assert (version.erased_by, version.erased_at) == (moderator, timezone.now())
    assert (version.action, version.role) == ("amend", "system")
    assert sheet.summary == Initiative.objects.get().summary == "Le jardin du quartier."
    assert Revision.objects.count() == 3


def test_the_newest_an_erased_one_and_anothers_are_refused(sheet):
    newest = Revision.objects.about(sheet).first()
    with pytest.raises(TransitionRefused, match="aujourd’hui"):
        erase_version(sheet=sheet, revision=newest, by=SYSTEM)
    erase_version(sheet=sheet, revision=second(sheet), by=SYSTEM)
    with pytest.raises(TransitionRefused, match="déjà effacé"):
        erase_version(sheet=sheet, revision=second(sheet), by=SYSTEM)
    other = Revision.objects.about(makers.make_initiative("Autre")).first()
    with pytest.raises(TransitionRefused, match="n’existe plus"):
        erase_version(sheet=sheet, revision=other, by=SYSTEM)
    assert Revision.objects.get(pk=other.pk).data
    assert Revision.objects.get(pk=newest.pk).data


def test_nobody_goes_back_to_it(sheet):
    version = second(sheet)
    erase_version(sheet=sheet, revision=version, by=SYSTEM)
    with pytest.raises(TransitionRefused, match="n’existe plus"):
        actions.revert(sheet=sheet, revision=version, by=SYSTEM)


def test_no_history_shows_it_any_more(client, sheet):
    client.force_login(makers.make_administrator())
    pages = [sheet.get_history_url(), f"/admin/initiatives/initiative/{sheet.pk}/history/"]
    assert all("Secret" in client.get(page).content.decode() for page in pages)
    erase_version(sheet=sheet, revision=second(sheet), by=SYSTEM)
    for page in pages:
        text = client.get(page).content.decode()
        assert "Secret" not in text
        assert "Le contenu de cette version a été effacé le " in text
        # What came after is compared with what came before.
        assert "quartier" in text
        assert "de tout le monde" in text


def test_photos_that_it_alone_names_are_deleted():
    alone, kept, drafted, elsewhere, today = (makers.make_photo(f"Photo {n}") for n in range(5))
    made = makers.make_initiative(photos=[kept])
    makers.make_initiative("Autre", photos=[elsewhere])
    Draft.objects.start(kind="initiative", data={}, photo=drafted)
    made.photos.set([alone, kept, drafted, elsewhere, today])
    actions.amend(sheet=made, by=SYSTEM)
    made.photos.set([today])
    actions.amend(sheet=made, by=SYSTEM)
    erase_version(sheet=made, revision=second(made), by=SYSTEM)
    assert set(Photo.objects.all()) == {kept, drafted, elsewhere, today}


def test_the_files_of_the_photos_go_with_it(django_capture_on_commit_callbacks):
    photo = makers.make_photo()
    made = makers.make_initiative()
    made.photos.set([photo])
    actions.amend(sheet=made, by=SYSTEM)
    made.photos.clear()
    actions.amend(sheet=made, by=SYSTEM)
    assert photo.path(photo.width).exists()
    with django_capture_on_commit_callbacks(execute=True):
        erase_version(sheet=made, revision=second(made), by=SYSTEM)
    assert not photo.path(photo.width).exists()


def test_what_a_backup_brings_back_is_erased_again(
    sheet, settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.VAR_DIR = tmp_path
    version = second(sheet)
    with django_capture_on_commit_callbacks(execute=True):
        erase_version(sheet=sheet, revision=version, by=SYSTEM)
    assert erasure.replay() == 0
    Revision.objects.filter(pk=version.pk).update(data=version.data)
    assert erasure.replay() == 1
    assert Revision.objects.get(pk=version.pk).is_erased


def test_nothing_is_written_down_for_an_act_that_is_undone(
    sheet, settings, tmp_path, django_capture_on_commit_callbacks
):
    settings.VAR_DIR = tmp_path
    newest = Revision.objects.about(sheet).first()
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(TransitionRefused):
        erase_version(sheet=sheet, revision=newest, by=SYSTEM)
    assert not erasure.erasure_list().exists()


def joined(sheet, **fields):
    """Have a sheet of other words join this one, which takes them."""
    loser = makers.make_initiative("Le jardin d’à côté", **fields)
    merged, _ = merging.merge(winner=sheet, loser=loser, choices=dict.fromkeys(fields, "loser"), by=SYSTEM)
    return merged


def test_undoing_a_merge_does_not_bring_the_words_back(sheet):
    named = amended(sheet, summary="Le jardin de Madame Secret.", phone="")
    merged = joined(named, summary="Celui d’à côté.", phone="0298000000")
    for said in Revision.objects.about(sheet).filter(data__summary="Le jardin de Madame Secret."):
        erase_version(sheet=sheet, revision=said, by=SYSTEM)
    assert "Secret" not in str(list(Merge.objects.values()))
    merging.undo(merged=merged, by=SYSTEM)
    made = Initiative.objects.get(pk=sheet.pk)
    assert made.summary == "Celui d’à côté."
    assert made.phone == ""  # what says nothing goes back


def test_what_a_joined_sheet_says_is_kept_when_it_is_like_what_is_erased(sheet):
    merged = joined(sheet, summary="Le jardin de Madame Secret.")
    amended(sheet, summary="Corrigé.")
    erase_version(sheet=sheet, revision=Revision.objects.about(sheet)[1], by=SYSTEM)
    merged.refresh_from_db()
    assert merged.loser_before["summary"] == "Le jardin de Madame Secret."
    assert "summary" not in merged.winner_after


def test_a_photo_put_aside_by_a_merge_does_not_come_back():
    photo = makers.make_photo("Madame Secret")
    made = makers.make_initiative(photos=[photo])
    merged = joined(made, photos=[makers.make_photo()])
    for said in Revision.objects.about(made)[1:]:
        erase_version(sheet=made, revision=said, by=SYSTEM)
    merging.undo(merged=merged, by=SYSTEM)
    assert not Initiative.objects.get(pk=made.pk).photos.exists()
    assert not Photo.objects.filter(pk=photo.pk).exists()


def proposal_on(sheet, before="Le jardin de Madame Secret.", after="Le jardin de tous."):
    proposal = proposals.send(
        sheet=sheet,
        contributor=makers.make_contributor(),
        changes={
            "summary": {"before": before, "after": after},
            "title": {"before": sheet.title, "after": "Jardin"},
        },
    )
    return proposals.confirm(proposal=proposal)


def test_a_proposal_that_waits_is_compared_with_today(sheet):
    proposal = proposal_on(sheet)
    erase_version(sheet=sheet, revision=second(sheet), by=SYSTEM)
    proposal.refresh_from_db()
    assert proposal.before == {"summary": "Le jardin du quartier.", "title": "Jardin partagé"}
    assert proposal.after == {"summary": "Le jardin de tous.", "title": "Jardin"}


@pytest.mark.parametrize("words", [{}, {"before": "", "after": "Le jardin de Madame Secret."}])
def test_a_decided_proposal_says_the_words_no_more(sheet, words):
    proposals.refuse(proposal=proposal_on(sheet, **words), by=SYSTEM, reason="Non.")
    erase_version(sheet=sheet, revision=second(sheet), by=SYSTEM)
    assert Proposal.objects.get().changes == {"title": {"before": "Jardin partagé", "after": "Jardin"}}
