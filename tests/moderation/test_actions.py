from datetime import timedelta
from threading import Thread

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from contributors.models import SignedLink
from initiatives.models import Actor, Initiative, KeyCount, Listing
from moderation import actions
from moderation.actions import MOVES, TransitionRefused
from moderation.authors import Author
from moderation.models import Revision, Status
from outbox.models import Message
from tests import makers

pytestmark = pytest.mark.django_db

DOORS = {
    "enqueue": lambda sheet: actions.enqueue(sheet=sheet, by=Author.system()),
    "publish": lambda sheet: actions.publish(sheet=sheet, by=Author.system()),
    "refuse": lambda sheet: actions.refuse(sheet=sheet, by=Author.system(), reason="Hors sujet."),
    "archive": lambda sheet: actions.archive(sheet=sheet, by=Author.system()),
    "withdraw": lambda sheet: actions.withdraw(sheet=sheet, by=Author.system()),
    "restore": lambda sheet: actions.restore(sheet=sheet, by=Author.system()),
}
# architecture.md, « Status of every moderated kind ».
LEADS_TO = {
    ("enqueue", Status.UNCONFIRMED): Status.PENDING,
    ("enqueue", Status.REFUSED): Status.PENDING,
    ("publish", Status.PENDING): Status.PUBLISHED,
    ("refuse", Status.PENDING): Status.REFUSED,
    ("archive", Status.PUBLISHED): Status.ARCHIVED,
    ("withdraw", Status.PUBLISHED): Status.WITHDRAWN,
    ("restore", Status.ARCHIVED): Status.PUBLISHED,
    ("restore", Status.WITHDRAWN): Status.PUBLISHED,
}
REACHED = [status for status in Status if status != Status.MERGED]


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("status", REACHED)
def test_each_door_opens_from_where_it_should_and_only_from_there(door, status):
    sheet = makers.make_initiative(status=status)
    versions = Revision.objects.count()
    if (door, status) in LEADS_TO:
        DOORS[door](sheet)
        expected, kept = LEADS_TO[door, status], versions + 1
    else:
        with pytest.raises(TransitionRefused, match="Jardin partagé du Bouguen"):
            DOORS[door](sheet)
        expected, kept = status, versions
    sheet.refresh_from_db()
    assert sheet.status == expected
    assert Revision.objects.count() == kept
    assert Listing.objects.filter(initiative=sheet).exists() == (expected == Status.PUBLISHED)


def test_every_move_has_a_door():
    assert {(origin, target) for origins, target in MOVES.values() for origin in origins} == {
        (origin, target) for (_, origin), target in LEADS_TO.items()
    }


def test_publication_keeps_a_version_and_counts_and_writes_to_the_author():
    contributor = makers.make_contributor("camille@exemple.fr")
    user = makers.make_moderator()
    sheet = makers.make_initiative(status=Status.PENDING, contributor=contributor, tags=["jardin"])
    published = actions.publish(sheet=sheet, by=Author.moderator(user))
    assert published.published_at is not None
    version = Revision.objects.filter(object_id=sheet.pk).first()
    assert (version.action, version.role, version.user) == ("publish", "moderator", user)
    assert version.data["title"] == "Jardin partagé du Bouguen"
    assert version.data["tags"] == ["jardin"]
    assert KeyCount.objects.get(key=f"tag:{sheet.tags.get().pk}").count == 1
    message = Message.objects.get()
    assert message.to == "camille@exemple.fr"
    assert published.get_absolute_url() in message.body


def test_publication_shows_the_photos_and_archiving_hides_them_under_a_new_name():
    photo = makers.make_photo()
    sheet = makers.make_initiative(status=Status.PENDING, photos=[photo])
    actions.publish(sheet=sheet, by=Author.system())
    photo.refresh_from_db()
    name = photo.token
    assert photo.is_public
    actions.archive(sheet=sheet, by=Author.system())
    photo.refresh_from_db()
    assert not photo.is_public
    assert photo.token != name


def test_first_publication_date_stays():
    with time_machine.travel("2026-03-01T10:00:00+00:00", tick=False):
        sheet = makers.make_initiative()
    actions.archive(sheet=sheet, by=Author.system())
    restored = actions.restore(sheet=sheet, by=Author.system())
    assert restored.published_at.isoformat() == "2026-03-01T10:00:00+00:00"


def test_actors_named_in_a_sheet_are_confirmed_and_published_with_it():
    contributor = makers.make_contributor()
    actor = makers.make_actor(status=Status.UNCONFIRMED)
    sheet = makers.make_initiative(status=Status.UNCONFIRMED, actors=[actor], contributor=contributor)
    actions.confirm(sheet=sheet, contributor=contributor)
    actor.refresh_from_db()
    assert actor.status == Status.PENDING
    actions.publish(sheet=sheet, by=Author.system())
    actor.refresh_from_db()
    assert actor.status == Status.PUBLISHED
    assert f"acteur:{actor.pk}" in Listing.objects.get(initiative=sheet).keys


def test_an_actor_already_refused_is_not_published_with_the_sheet():
    actor = makers.make_actor(status=Status.REFUSED)
    sheet = makers.make_initiative(status=Status.PENDING, actors=[actor])
    actions.publish(sheet=sheet, by=Author.system())
    actor.refresh_from_db()
    assert actor.status == Status.REFUSED
    assert f"acteur:{actor.pk}" not in Listing.objects.get(initiative=sheet).keys


def test_a_reason_is_required_kept_and_mailed():
    sheet = makers.make_initiative(status=Status.PENDING, contributor=makers.make_contributor())
    with pytest.raises(TransitionRefused, match="motif"):
        actions.refuse(sheet=sheet, by=Author.system(), reason="  \n")
    actions.refuse(sheet=sheet, by=Author.system(), reason="L’initiative n’est pas locale.")
    sheet.refresh_from_db()
    assert sheet.refusal_reason == "L’initiative n’est pas locale."
    assert "L’initiative n’est pas locale." in Message.objects.get().body
    assert Revision.objects.filter(object_id=sheet.pk).first().note == "L’initiative n’est pas locale."


def test_a_second_confirmation_changes_nothing():
    contributor = makers.make_contributor()
    sheet = makers.make_initiative(status=Status.UNCONFIRMED, contributor=contributor)
    actions.confirm(sheet=sheet, contributor=contributor)
    waiting_since = Initiative.objects.get().queued_at
    actions.confirm(sheet=sheet, contributor=contributor)
    assert Initiative.objects.get().queued_at == waiting_since
    assert Revision.objects.filter(action="confirm").count() == 1


def test_a_new_link_replaces_the_one_before():
    contributor = makers.make_contributor()
    sheet = makers.make_initiative(status=Status.UNCONFIRMED, contributor=contributor)
    first = actions.submit(sheet=sheet, contributor=contributor)
    actions.send_link_again(sheet=sheet, contributor=contributor)
    assert SignedLink.objects.valid(purpose="confirm", token=first) is None
    assert SignedLink.objects.count() == 1
    assert Message.objects.count() == 2


def test_no_new_link_once_the_sheet_is_to_be_purged():
    contributor = makers.make_contributor()
    sheet = makers.make_initiative(status=Status.UNCONFIRMED, contributor=contributor)
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        actions.send_link_again(sheet=sheet, contributor=contributor)
    assert not SignedLink.objects.exists()


def test_those_who_moderate_there_are_told_and_nobody_else():
    makers.make_department("22", "Côtes-d’Armor")
    makers.make_commune()
    makers.make_moderator("finistere", ["departement-29"])
    makers.make_moderator("armor", ["departement-22"])
    makers.make_moderator("partout")
    contributor = makers.make_contributor()
    sheet = makers.make_initiative(status=Status.UNCONFIRMED, contributor=contributor)
    actions.confirm(sheet=sheet, contributor=contributor)
    told = set(Message.objects.values_list("to", flat=True))
    assert told == {"finistere@exemple.fr", "partout@exemple.fr"}


def test_everything_happens_or_nothing(monkeypatch):
    sheet = makers.make_initiative(status=Status.PENDING, contributor=makers.make_contributor())
    monkeypatch.setattr(Initiative, "refresh", lambda self: 1 / 0)
    versions = Revision.objects.count()
    with pytest.raises(ZeroDivisionError):
        actions.publish(sheet=sheet, by=Author.system())
    sheet.refresh_from_db()
    assert sheet.status == Status.PENDING
    assert Revision.objects.count() == versions
    assert not Message.objects.exists()


def test_a_change_is_recorded_with_its_note_and_its_author():
    sheet = makers.make_initiative()
    sheet.title = "Jardin du Bouguen"
    sheet.save()
    actions.amend(sheet=sheet, by=Author.contributing(makers.make_contributor()), note="Nouveau nom.")
    version = Revision.objects.first()
    assert (version.action, version.role, version.user, version.note) == (
        "amend",
        "contributor",
        None,
        "Nouveau nom.",
    )
    assert Listing.objects.get().title_key == "jardin du bouguen"


@pytest.mark.django_db(transaction=True)
def test_publications_that_share_an_actor_do_not_wait_in_a_circle():
    actor = makers.make_actor(status=Status.PENDING)
    sheets = [
        makers.make_initiative(f"Jardin {number}", status=Status.PENDING, actors=[actor])
        for number in range(4)
    ]
    failures = []

    def publish(sheet):
        try:
            actions.publish(sheet=sheet, by=Author.system())
        except TransitionRefused:
            pass  # the actor, published by the others meanwhile
        except Exception as failure:
            failures.append(failure)
        finally:
            connection.close()

    threads = [Thread(target=publish, args=[sheet]) for sheet in (*sheets, actor)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert Initiative.objects.published().count() == 4
    assert Actor.objects.get().is_published
    assert KeyCount.objects.get(key=f"acteur:{actor.pk}").count == 4
