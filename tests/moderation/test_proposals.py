from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from contributors.models import Consent, SignedLink
from initiatives.models import Initiative
from moderation import actions, erasure, proposals, trusting
from moderation.actions import TransitionRefused
from moderation.authors import Author
from moderation.exporting import export_of
from moderation.models import Proposal, Revision, Status, Trust
from moderation.wishes import newest_version
from outbox.models import Message
from photos.models import Photo
from tests import makers

pytestmark = pytest.mark.django_db
EMAIL = "dominique@exemple.fr"
TITLE = "Jardin partagé du Bouguen"


def changes(**after):
    before = {"title": TITLE, "summary": "", "phone": "", "tags": []}
    return {name: {"before": before[name], "after": value} for name, value in after.items()}


def sent(sheet=None, contributor=None, photo=None, **after):
    sheet = sheet or makers.make_initiative(summary="")
    contributor = contributor or makers.make_contributor(EMAIL)
    said = changes(**(after or {"title": "Le jardin"}))
    return proposals.send(sheet=sheet, contributor=contributor, changes=said, remark="J’y vais.", photo=photo)


def pending(*args, **kwargs):
    return proposals.confirm(proposal=sent(*args, **kwargs))


def accepted(proposal, names=("title",), **said):
    said = {"by": Author.moderator(makers.make_moderator()), "seen": newest_version(proposal.sheet)} | said
    return proposals.accept(proposal=proposal, names=names, **said)


def title_of(proposal):
    return Initiative.objects.get(pk=proposal.object_id).title


def mails_to(address):
    return [message.subject for message in Message.objects.filter(to=address).order_by("pk")]


def test_what_is_accepted_changes_the_sheet_and_is_kept_in_its_history():
    proposal = pending()
    moderator = makers.make_moderator()
    proposals.accept(
        proposal=proposal,
        by=Author.moderator(moderator),
        names=["title"],
        seen=newest_version(proposal.sheet),
        answer=" Merci. ",
    )
    proposal.refresh_from_db()
    assert title_of(proposal) == "Le jardin"
    assert (proposal.state, proposal.accepted, proposal.answer) == ("accepted", ["title"], "Merci.")
    assert proposal.decided_by == moderator
    version = Revision.objects.about(proposal.sheet).first()
    assert (version.action, version.role, version.user) == ("proposal", "contributor", moderator)
    assert version.data["title"] == "Le jardin"
    body = Message.objects.filter(to=EMAIL).latest("pk").body
    assert "est en ligne" in body and "Merci." in body


def test_a_part_of_it():
    proposal = pending(title="Le jardin", summary="Un lieu.")
    accepted(proposal, ["summary"])
    sheet = Initiative.objects.get()
    assert (sheet.title, sheet.summary) == (TITLE, "Un lieu.")
    assert mails_to(EMAIL)[-1].startswith("Votre modification est en ligne, en partie")


def test_a_new_tag_is_made():
    proposal = pending(tags=["verger"])
    accepted(proposal, ["tags"])
    assert [tag.name for tag in Initiative.objects.get().tags.all()] == ["verger"]


def test_nothing_chosen_is_no_acceptance():
    proposal = pending()
    with pytest.raises(TransitionRefused, match="Cochez"):
        accepted(proposal, ["summary", "status"])
    assert title_of(proposal) == TITLE


def test_nothing_is_overwritten_unseen():
    proposal = pending()
    seen = newest_version(proposal.sheet)
    Initiative.objects.update(title="Jardin des Capucins")
    actions.amend(sheet=proposal.sheet, by=Author.system())
    with pytest.raises(proposals.SheetChanged):
        accepted(proposal, seen=seen)
    assert title_of(proposal) == "Jardin des Capucins"


def test_other_fields_that_changed_meanwhile_stay():
    proposal = pending()
    Initiative.objects.update(summary="Tout neuf.")
    actions.amend(sheet=proposal.sheet, by=Author.system())
    accepted(proposal)
    sheet = Initiative.objects.get()
    assert (sheet.title, sheet.summary) == ("Le jardin", "Tout neuf.")


def test_a_refusal_needs_a_reason_which_is_mailed():
    proposal = pending()
    by = Author.system()
    with pytest.raises(TransitionRefused, match="Écrivez pourquoi"):
        proposals.refuse(proposal=proposal, by=by, reason="  ")
    proposals.refuse(proposal=proposal, by=by, reason="Le nom est celui de l’association.")
    assert title_of(proposal) == TITLE
    assert "Le nom est celui" in Message.objects.filter(to=EMAIL).latest("pk").body


def test_it_is_decided_about_once():
    proposal = pending()
    accepted(proposal)
    with pytest.raises(TransitionRefused, match="déjà été examinée"):
        proposals.refuse(proposal=proposal, by=Author.system(), reason="Non")
    unconfirmed = sent(makers.make_initiative("Autre"), makers.make_contributor())
    with pytest.raises(TransitionRefused, match="déjà été examinée"):
        proposals.refuse(proposal=unconfirmed, by=Author.system(), reason="Non")


def test_a_sheet_taken_down_meanwhile_is_not_changed():
    proposal = pending()
    actions.archive(sheet=proposal.sheet, by=Author.system())
    with pytest.raises(TransitionRefused, match="plus en ligne"):
        accepted(proposal)
    with pytest.raises(TransitionRefused, match="plus en ligne"):
        sent(proposal.sheet, makers.make_contributor())


def test_what_is_not_valid_is_refused_in_words():
    proposal = pending()
    Proposal.objects.update(changes={"title": {"before": TITLE, "after": "x" * 200}})
    proposal.refresh_from_db()
    with pytest.raises(TransitionRefused, match="ne vont pas ensemble.*titre"):
        accepted(proposal)


def test_a_sheet_does_not_leave_the_territories_of_who_accepts():
    paris = makers.make_paris()
    sheet = makers.make_initiative(position=None, summary="")
    here = sheet.snapshot()["locations"]
    there = [here[0] | {"commune": paris.pk, "department": "75", "region": "11", "intercommunality": None}]
    said = {"locations": {"before": here, "after": there}}
    proposal = proposals.send(sheet=sheet, contributor=makers.make_contributor(EMAIL), changes=said)
    proposals.confirm(proposal=proposal)
    by = Author.moderator(makers.make_moderator("finistere", ["departement-29"]))
    with pytest.raises(TransitionRefused, match="sort des territoires"):
        proposals.accept(proposal=proposal, by=by, names=["locations"], seen=newest_version(sheet))
    assert sheet.locations.get().commune_id == "29019"


def test_the_author_of_the_sheet_is_told():
    sheet = makers.make_initiative(summary="", contributor=makers.make_contributor("camille@exemple.fr"))
    accepted(pending(sheet))
    (subject,) = mails_to("camille@exemple.fr")
    assert subject.startswith("Votre fiche a été complétée")
    body = Message.objects.get(to="camille@exemple.fr").body
    assert "/historique/" in body and "/suivi/" in body


def test_authors_are_not_told_of_their_own_changes():
    author = makers.make_contributor(EMAIL)
    accepted(pending(makers.make_initiative(summary="", contributor=author), author))
    assert not any(subject.startswith("Votre fiche a été") for subject in mails_to(EMAIL))


def test_a_trusted_person_is_published_on_confirming():
    sheet, contributor = makers.make_initiative(summary=""), makers.make_contributor(EMAIL)
    trusting.trust(sheet=sheet, contributor=contributor, by=Author.system())
    trusting.trust(sheet=sheet, contributor=contributor, by=Author.system())
    proposal = sent(sheet, contributor)
    assert title_of(proposal) == TITLE
    proposals.confirm(proposal=proposal)
    proposal.refresh_from_db()
    assert (title_of(proposal), proposal.state) == ("Le jardin", Proposal.State.ACCEPTED)
    assert Trust.objects.count() == 1


def test_a_trusted_person_waits_where_somebody_else_was_quicker():
    sheet, contributor = makers.make_initiative(summary=""), makers.make_contributor(EMAIL)
    trusting.trust(sheet=sheet, contributor=contributor, by=Author.system())
    proposal = sent(sheet, contributor)
    Initiative.objects.update(title="Jardin des Capucins")
    assert proposals.confirm(proposal=proposal).state == Proposal.State.PENDING
    assert title_of(proposal) == "Jardin des Capucins"


def test_what_cannot_be_taken_over_from_a_trusted_person_waits():
    sheet, contributor = makers.make_initiative(summary=""), makers.make_contributor(EMAIL)
    trusting.trust(sheet=sheet, contributor=contributor, by=Author.system())
    proposal = sent(sheet, contributor, title="x" * 200)
    assert proposals.confirm(proposal=proposal).state == Proposal.State.PENDING
    proposal.refresh_from_db()
    assert (proposal.state, title_of(proposal)) == (Proposal.State.PENDING, TITLE)


def test_trust_is_given_with_an_acceptance_and_taken_back():
    proposal = pending()
    accepted(proposal, trusting=True)
    assert Trust.objects.covers(proposal.sheet, proposal.contributor)
    assert not Trust.objects.covers(makers.make_initiative("Autre"), proposal.contributor)
    trusting.distrust(sheet=proposal.sheet)
    assert not Trust.objects.exists()


def test_a_new_public_contact_keeps_its_consent():
    sent(phone="02 98 00 00 00")
    purposes = {consent.purpose: consent.text_version for consent in Consent.objects.all()}
    assert set(purposes) == {"publication", "contact"}


def test_a_photo_goes_with_the_sheet_or_goes():
    photo, other = makers.make_photo(), makers.make_photo("Autre")
    sheet = makers.make_initiative(summary="")
    said = {"photos": {"before": [], "after": [{"id": photo.pk, "alt": "Des tomates", "credit": "D."}]}}
    taken = proposals.send(sheet=sheet, contributor=makers.make_contributor(EMAIL), changes=said, photo=photo)
    accepted(proposals.confirm(proposal=taken), ["photos"])
    photo.refresh_from_db()
    assert list(sheet.photos.all()) == [photo] and photo.is_public and photo.alt == "Des tomates"
    left = pending(makers.make_initiative("Autre", summary=""), makers.make_contributor(), photo=other)
    proposals.refuse(proposal=left, by=Author.system(), reason="Floue.")
    assert list(Photo.objects.all()) == [photo]


def test_proposals_go_when_they_are_old():
    sent()
    decided = pending(makers.make_initiative("Autre", summary=""), makers.make_contributor())
    proposals.refuse(proposal=decided, by=Author.system(), reason="Non.")
    waiting = pending(makers.make_initiative("Encore", summary=""), makers.make_contributor())
    for days, gone in ((6, 0), (8, 1), (182, 0), (184, 1)):
        with time_machine.travel(timezone.now() + timedelta(days=days), tick=False):
            assert erasure.purge()["proposals"] == gone, days
    assert list(Proposal.objects.all()) == [waiting]


def test_nothing_of_it_is_left_once_the_sheet_is_erased():
    photo = makers.make_photo()
    proposal = sent(photo=photo)
    trusting.trust(sheet=proposal.sheet, contributor=proposal.contributor, by=Author.system())
    erasure.erase(sheet=proposal.sheet)
    for model in (Proposal, Trust, SignedLink, Photo, Consent):
        assert not model.objects.exists(), model


def test_a_person_may_know_what_we_hold():
    proposal = sent()
    (held,) = export_of(proposal.contributor)["propositions de modification"]
    assert (held["fiche"], held["message"]) == (TITLE, "J’y vais.")
    assert held["changements"] == {"title": "Le jardin"}


@pytest.mark.parametrize("status", [Status.ARCHIVED, Status.WITHDRAWN, Status.UNCONFIRMED])
def test_authors_correct_what_can_still_be_read(status):
    author = makers.make_contributor()
    sheet = makers.make_initiative(status=status, contributor=author)
    with pytest.raises(TransitionRefused, match="ne peut plus être corrigée"):
        proposals.correct(sheet=sheet, contributor=author, changes=changes(title="x"), seen=0)


@pytest.mark.django_db(transaction=True)
def test_of_two_moderators_at_once_one_wins():
    proposal = pending()
    seen, moderator = newest_version(proposal.sheet), makers.make_moderator()
    Message.objects.all().delete()

    def decide(refuses):
        try:
            by = Author.moderator(moderator)
            if refuses:
                proposals.refuse(proposal=proposal, by=by, reason="Non.")
            else:
                proposals.accept(proposal=proposal, by=by, names=["title"], seen=seen)
        except TransitionRefused:
            return 0
        finally:
            connection.close()
        return 1

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(decide, [True, False, True, False])) == 1
    assert Message.objects.filter(to=EMAIL).count() == 1
