from datetime import UTC, datetime
from importlib import import_module

import pytest
from django.apps import apps
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction
from django.utils import timezone

from contact.models import Block, Complaint, Introduction, Side, Silence, Thread, Turn
from tests import makers
from tests.messages import passed_on, receiver, spoken_for
from tests.plans import plan_by

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "fault",
    [
        lambda sheet: Thread.objects.create(sheet=sheet, state="odd", confirmed_at=timezone.now()),
        lambda sheet: Thread.objects.create(sheet=sheet, state="open"),
        lambda sheet: Thread.objects.create(sheet=sheet, confirmed_at=timezone.now()),
        lambda sheet: Thread.objects.create(sheet=sheet, state="held", confirmed_at=timezone.now()),
        lambda sheet: Thread.objects.create(sheet=sheet, state="stopped", confirmed_at=timezone.now()),
        lambda sheet: Thread.objects.create(sheet=sheet, stopped_by="sender"),
        lambda sheet: [complaint(Thread.objects.create(sheet=sheet), author="odd")],
        lambda sheet: [complaint(thread) for thread in [Thread.objects.create(sheet=sheet)] * 2],
        lambda sheet: Turn.objects.create(thread=Thread.objects.create(sheet=sheet), author="odd", text="x"),
        lambda sheet: Introduction.objects.create(state="asked"),
        lambda sheet: Introduction.objects.create(state="made", confirmed_at=timezone.now()),
        lambda sheet: Introduction.objects.create(confirmed_at=timezone.now()),
        lambda sheet: [side(sheet), side(sheet, Introduction.objects.get())],
        lambda sheet: side(sheet, answer="agreed"),
        lambda sheet: side(sheet, answered_at=timezone.now()),
        lambda sheet: [Silence.objects.create(sheet=sheet), Silence.objects.create(sheet=sheet)],
        lambda sheet: [block(), block(Block.objects.get().sender)],
        lambda sheet: block(content_type=sheet.content_type()),
        lambda sheet: block(content_type=sheet.content_type(), object_id=1),
    ],
)
def test_states_that_make_no_sense_cannot_be(fault):
    sheet = makers.make_initiative()
    with pytest.raises(IntegrityError), transaction.atomic():
        fault(sheet)


def complaint(thread, author="sender"):
    return Complaint.objects.create(thread=thread, author=author)


def side(sheet, introduction=None, **fields):
    introduction = introduction or Introduction.objects.create()
    return Side.objects.create(introduction=introduction, sheet=sheet, **fields)


def block(sender=None, **fields):
    return Block.objects.create(sender=sender or makers.make_contributor(), **fields)


def test_a_block_set_twice_is_one():
    sender, receiver, sheet = makers.make_contributor(), makers.make_contributor(), makers.make_initiative()
    for _ in range(2):
        Block.objects.set(sender=sender, receiver=receiver, sheet=sheet)
        Block.objects.set(sender=sender, receiver=receiver)
        Block.objects.set(sender=sender, receiver=None)
    assert Block.objects.count() == 3 and Block.objects.everywhere().count() == 1


def test_a_block_is_between_two_people_about_a_sheet_or_any():
    one, two, three = (makers.make_contributor() for _ in range(3))
    here, there = makers.make_initiative("Ici"), makers.make_initiative("Là")
    Block.objects.set(sender=one, receiver=two, sheet=here)

    def blocked(sender, receiver, sheet):
        return Block.objects.between(sender=sender, receiver=receiver, sheet=sheet).exists()

    assert blocked(one, two, here)
    assert not blocked(one, two, there) and not blocked(one, three, here) and not blocked(two, one, here)
    Block.objects.set(sender=one, receiver=two)
    assert blocked(one, two, there) and not blocked(one, three, there)
    Block.objects.set(sender=one, receiver=None)
    assert blocked(one, three, there)


def test_who_is_who():
    thread = passed_on()
    assert thread.role_of(thread.sender) == "sender" and thread.role_of(receiver(thread)) == "receiver"
    assert thread.role_of(makers.make_contributor()) == ""
    assert str(thread) and str(thread.turns.get()) and str(Introduction.objects.create())


def test_moderators_of_a_place_have_what_is_about_its_sheets():
    thread = passed_on(spoken_for())
    here, elsewhere = (
        makers.make_moderator(where, [where]) for where in ("departement-29", "departement-13")
    )
    assert Thread.objects.moderated_by(here).get() == thread
    assert not Thread.objects.moderated_by(elsewhere).exists()


def test_the_group_of_moderators_has_the_right_to_decide():
    import_module("moderation.migrations.0002_moderators").make_group(apps, None)
    import_module("contact.migrations.0001_models").give_rights(apps, None)
    rights = set(Group.objects.get(name="Modération").permissions.values_list("codename", flat=True))
    assert {"view_thread", "change_thread"} <= rights and "delete_thread" not in rights


QUERIES = {
    "thread_sent": lambda: Thread.objects.filter(sender=1, created_at__gt=timezone.now()),
    "thread_received": lambda: Thread.objects.filter(receiver=1, confirmed_at__gt=timezone.now()),
    "thread_same_text": lambda: Thread.objects.filter(digest="x", confirmed_at__gt=timezone.now()),
    "thread_about": lambda: Thread.objects.filter(content_type=1, object_id=1),
    "thread_waiting": lambda: Thread.objects.waiting(),
    "thread_unconfirmed": lambda: Thread.objects.filter(state="unconfirmed", created_at__lt=timezone.now()),
    "turn_to_blank": lambda: Turn.objects.filter(sent_at__lt=timezone.now()).exclude(text=""),
    "introduction_asked": lambda: Introduction.objects.asked_before(timezone.now()),
    "complaint_of_thread": lambda: Complaint.objects.filter(thread=1),
    "silence_once": lambda: Silence.objects.filter(content_type=1, object_id__in=[1]),
    "side_about": lambda: Side.objects.filter(content_type=1, object_id=1),
}
PARTIAL = {"thread_waiting"}  # its rows are the answer


@pytest.mark.parametrize("index", QUERIES)
def test_each_question_has_its_index(index):
    plan = plan_by(QUERIES[index](), index)
    assert f"{index} " in plan
    assert "Index Cond" in plan or index in PARTIAL


def test_the_day_of_a_message_is_that_of_its_readers(time_machine):
    time_machine.move_to(datetime(2026, 11, 26, 23, 30, tzinfo=UTC))  # half past midnight in Paris
    assert str(Thread(sender_name="Camille", created_at=timezone.now())) == "message du 27/11/2026"
    assert str(Introduction(created_at=timezone.now())) == "mise en relation du 27/11/2026"
