import pytest

from contact import checking, threads
from contact.conversations import Conversation
from contact.models import Thread
from contact.thread_acts import ACTS, acts_on
from moderation.authors import Author
from tests import makers
from tests.messages import passed_on, receiver

pytestmark = pytest.mark.django_db


def names(thread, role):
    thread = Thread.objects.get(pk=thread.pk)
    return {act.name for act in acts_on(Conversation(thread, thread.person(role), role))}


def test_each_act_says_what_happens_next():
    assert all(act.effect and act.button and act.done and act.title for act in ACTS.values())
    assert [act.name for act in ACTS.values() if act.has_text] == ["signaler"]


def test_each_of_the_two_may_stop_and_block():
    thread = passed_on()
    assert names(thread, "sender") == {"arreter", "bloquer-partout", "signaler"}
    assert names(thread, "receiver") == {"bloquer", "bloquer-partout", "signaler", "sans-messages"}


@pytest.mark.parametrize(("who", "other"), [("sender", "receiver"), ("receiver", "sender")])
def test_only_who_stopped_it_is_offered_to_go_on(who, other):
    thread = passed_on()
    threads.stop(thread=thread, contributor=thread.person(who), everywhere=False)
    assert "reprendre" in names(thread, who)
    theirs = names(thread, other)
    assert not {"reprendre", "debloquer", "arreter"} & theirs and "bloquer-partout" in theirs


def test_what_a_moderator_stopped_is_offered_to_nobody():
    thread = passed_on()
    threads.report(thread=thread, contributor=receiver(thread), text="")
    checking.settle(thread=thread, by=Author.moderator(makers.make_moderator()), stop=True)
    assert "reprendre" not in names(thread, "sender") | names(thread, "receiver")


def test_what_was_let_go_on_is_stopped_and_taken_up_again_by_its_reader():
    thread = passed_on()
    threads.report(thread=thread, contributor=receiver(thread), text="")
    checking.settle(thread=thread, by=Author.moderator(makers.make_moderator()), stop=False)
    threads.stop(thread=thread, contributor=receiver(thread), everywhere=False)
    assert "reprendre" in names(thread, "receiver")


def test_a_block_that_another_conversation_set_is_lifted_from_this_one():
    thread = passed_on()
    threads.stop(thread=thread, contributor=receiver(thread), everywhere=False)
    second = Thread.objects.create(
        sheet=thread.sheet, sender=thread.sender, receiver=receiver(thread), state="open",
        confirmed_at=thread.confirmed_at,
    )  # fmt: skip
    assert "debloquer" in names(second, "receiver") and "bloquer" not in names(second, "receiver")
    threads.resume(thread=second, contributor=receiver(thread))
    assert "bloquer" in names(second, "receiver")


def test_each_reports_whatever_the_other_reported():
    thread = passed_on()
    threads.report(thread=thread, contributor=thread.sender, text="Moi d’abord.")
    assert "signaler" in names(thread, "receiver") and "signaler" not in names(thread, "sender")
    threads.report(thread=thread, contributor=receiver(thread), text="Non, moi.")
    assert "signaler" not in names(thread, "receiver")
    checking.settle(thread=thread, by=Author.moderator(makers.make_moderator()), stop=False)
    assert "signaler" in names(thread, "sender") & names(thread, "receiver")
