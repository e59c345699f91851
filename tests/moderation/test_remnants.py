"""What outlives a sheet for a while."""

import pytest

from contributors.models import Draft
from moderation import actions, erasure, mails, proposals, reports
from moderation.authors import Author
from moderation.edit_drafts import kind_of
from moderation.models import Report, Status
from outbox.models import Message
from photos.models import Photo
from tests import makers

pytestmark = pytest.mark.django_db

TITLE = "L’école des secrets"


@pytest.fixture(autouse=True)
def list_of_erasures(settings, tmp_path):
    settings.VAR_DIR = tmp_path


def draft_of(sheet, photo=None):
    return Draft.objects.start(kind=kind_of(sheet), data={"base": sheet.snapshot()}, photo=photo)[0]


def test_changes_that_somebody_is_typing_go_with_their_photo():
    sheet, other = makers.make_initiative(TITLE), makers.make_initiative("Autre")
    draft_of(sheet, makers.make_photo())
    kept = draft_of(other, makers.make_photo())
    erasure.erase(sheet=sheet)
    assert list(Draft.objects.all()) == [kept]
    assert list(Photo.objects.all()) == [kept.photo]


def test_mails_that_wait_for_anybody_go_when_they_name_the_sheet():
    makers.make_moderator()
    author, person = map(makers.make_contributor, ("camille@exemple.fr", "dominique@exemple.fr"))
    sheet = makers.make_initiative(TITLE, status=Status.PENDING, contributor=author)
    other = makers.make_initiative(f"{TITLE} et des mystères", status=Status.PENDING, contributor=author)
    for pending in (sheet, other):
        mails.tell_moderators(sheet=pending)
        actions.publish(sheet=pending, by=Author.system())
        reports.note(sheet=pending, kind=Report.Kind.OUTDATED, text="Fermé.")
        mails.tell_reported(report=Report.objects.about(pending).get(), sheet=pending)
        changes = {"title": {"before": pending.title, "after": "Autre titre"}}
        proposals.confirm(proposal=proposals.send(sheet=pending, contributor=person, changes=changes))
    assert Message.objects.count() == 10
    failed = Message.objects.filter(subject__contains=TITLE).first()
    Message.objects.filter(pk=failed.pk).update(state=Message.State.FAILED)
    sheet.refresh_from_db()
    erasure.erase(sheet=sheet)
    left = Message.objects.all()
    assert left.count() == 5
    assert all(f"{TITLE} et des mystères" in message.subject for message in left)


def test_what_was_sent_stays_as_a_trace_without_its_text():
    sheet = makers.make_initiative(TITLE, contributor=makers.make_contributor())
    mails.tell_published(sheet=sheet)
    Message.objects.update(state=Message.State.SENT, body="")
    erasure.erase(sheet=sheet)
    assert Message.objects.count() == 1


def test_a_mail_about_another_sheet_of_the_same_title_is_left():
    """Two sheets that were merged often have one title: who is told that theirs is back must be told."""
    sheet = makers.make_initiative(TITLE, contributor=makers.make_contributor("camille@exemple.fr"))
    dominique = makers.make_contributor("dominique@exemple.fr")
    other = makers.make_initiative(TITLE, contributor=dominique)
    mails.tell_withdrawn(sheet=sheet)
    mails.tell_withdrawn(sheet=other)
    erasure.erase(sheet=sheet)
    assert [message.to for message in Message.objects.all()] == ["dominique@exemple.fr"]


@pytest.mark.parametrize("make", [makers.make_initiative, makers.make_event])
@pytest.mark.parametrize("is_renamed", [False, True])
def test_a_mail_that_holds_the_address_of_a_namesake_is_left(make, is_renamed):
    """Many meetings are called the same: who is told that theirs has changed must be told."""
    theirs, sheet = make(TITLE), make(TITLE)
    told = mail_about(theirs)
    if is_renamed:
        theirs.rename("adresse-nouvelle")
        theirs.save()
    erasure.erase(sheet=sheet)
    assert Message.objects.filter(pk=told.pk).exists()


def test_a_mail_that_holds_both_addresses_or_that_of_another_title_goes():
    theirs, sheet, other = (makers.make_event(title) for title in (TITLE, TITLE, "Autre"))
    mail_about(theirs, sheet), mail_about(other), mail_about()
    erasure.erase(sheet=sheet)
    assert not Message.objects.exists()


def mail_about(*sheets):
    lines = [f"http://localhost{sheet.get_absolute_url()}" for sheet in sheets]
    return Message.objects.create(
        to="inscrite@exemple.fr", subject=f"Du changement\u00a0: {TITLE}", body="\n".join(["Bonjour", *lines])
    )


def test_a_common_word_names_nothing():
    sheet = makers.make_initiative("Jardin", contributor=makers.make_contributor())
    for subject, body in (
        ("En ligne\u00a0: Jardin partagé", "…"),
        ("Bonjour", "Le Jardin de tout le monde."),
        ("Bonjour", "«\u00a0Le Jardin\u00a0»"),
    ):
        Message.objects.create(to="a@exemple.fr", subject=subject, body=body)
    told = Message.objects.create(to="a@exemple.fr", subject="À relire\u00a0: Jardin (Brest)", body="…")
    erasure.erase(sheet=sheet)
    assert Message.objects.count() == 3 and not Message.objects.filter(pk=told.pk).exists()


def test_a_mail_that_is_older_than_the_last_address_goes_too():
    sheet = makers.make_initiative(TITLE)
    Message.objects.create(to="a@exemple.fr", subject="Lettre", body=f"http://a{sheet.get_absolute_url()}\n")
    sheet.title = "Autre titre"
    sheet.rename("autre-titre")
    sheet.save()
    erasure.erase(sheet=sheet)
    assert not Message.objects.exists()
