import pytest

from contact import checking, introductions, threads
from contact.models import Block, Introduction, Thread
from contact.threads import MASS
from moderation.actions import TransitionRefused
from moderation.authors import Author
from outbox.models import Message
from tests import makers
from tests.messages import TEXT, WRITER, asked, passed_on, receiver, sent, spoken_for

pytestmark = pytest.mark.django_db


def held():
    for number in range(2):
        passed_on(spoken_for(f"Jardin {number}"), email=f"complice{number}@exemple.fr")
    thread = passed_on(spoken_for("Jardin retenu", "camille@exemple.fr"))
    assert (thread.state, thread.hold_reason) == ("held", MASS)
    Message.objects.all().delete()
    return thread


def reported(by="receiver"):
    thread = passed_on()
    person = receiver(thread) if by == "receiver" else thread.sender
    return threads.report(thread=thread, contributor=person, text="Il insiste.")


def moderator():
    return Author.moderator(makers.make_moderator())


def banned(thread):
    checking.ban(exchange=thread, by=moderator())
    thread.refresh_from_db()
    return thread


def test_what_was_held_is_passed_on():
    thread, by = held(), moderator()
    assert checking.release(thread=thread, by=by).state == "open"
    (mail,) = Message.objects.all()
    assert mail.to == "camille@exemple.fr" and TEXT in mail.body
    thread.refresh_from_db()
    assert (thread.settled_by, thread.is_waiting) == (by.user, False)


def test_what_is_refused_reaches_nobody_and_its_author_is_told():
    thread = held()
    assert checking.refuse(thread=thread, by=moderator()).state == "refused"
    (mail,) = Message.objects.all()
    assert mail.to == WRITER and "envois en nombre" in mail.body


@pytest.mark.parametrize("decide", [checking.release, checking.refuse])
def test_it_is_decided_once(decide):
    thread, by = held(), moderator()
    checking.release(thread=thread, by=by)
    with pytest.raises(TransitionRefused, match="déjà décidé"):
        decide(thread=thread, by=by)


@pytest.mark.parametrize(("stop", "state"), [(True, "stopped"), (False, "open")])
def test_a_report_is_closed_and_the_conversation_goes_on_or_not(stop, state):
    thread, by = reported(), moderator()
    assert checking.settle(thread=thread, by=by, stop=stop).state == state
    assert not Thread.objects.waiting().exists()
    with pytest.raises(TransitionRefused, match="déjà traité"):
        checking.settle(thread=thread, by=by, stop=stop)


def test_who_is_blocked_everywhere_writes_to_nobody_any_more():
    thread = banned(reported())
    assert thread.state == "stopped" and not thread.is_waiting and checking.is_banned(thread)
    assert Block.objects.everywhere().get().sender == thread.sender
    assert passed_on(spoken_for("Autre"), text=f"{TEXT} Bis.").state == "undelivered"
    other = sent(spoken_for("Encore"), email="autre@exemple.fr")
    assert threads.confirm(thread=other).state == "open"
    assert checking.unban(exchange=thread) and not checking.is_banned(thread)
    assert not checking.unban(exchange=thread)
    assert passed_on(spoken_for("Enfin"), text=f"{TEXT} Ter.").state == "open"


def test_of_a_report_of_who_wrote_first_the_other_is_at_fault():
    thread = reported(by="sender")
    checking.ban(exchange=thread, by=moderator())
    assert Block.objects.get().sender == receiver(thread)


def test_who_is_blocked_everywhere_answers_nowhere():
    thread = reported()
    going_on = passed_on(spoken_for("Ailleurs"), text=f"{TEXT} Bis.")
    checking.ban(exchange=thread, by=moderator())
    with pytest.raises(threads.NotTaken):
        threads.reply(thread=going_on, contributor=going_on.sender, text="Encore", shows_address=False)


def test_a_message_that_is_held_is_refused_with_who_is_blocked():
    assert banned(held()).state == "refused"


def test_a_moderator_stops_it_for_good():
    thread = checking.settle(thread=reported(), by=moderator(), stop=True)
    with pytest.raises(threads.NotTaken):
        threads.resume(thread=thread, contributor=receiver(thread))


def test_nobody_is_known_any_more():
    thread = reported()
    Thread.objects.update(sender=None)
    thread.refresh_from_db()
    with pytest.raises(TransitionRefused, match="ne sait plus"):
        checking.ban(exchange=thread, by=moderator())


def test_an_introduction_that_is_reported_is_closed_once():
    introduction = asked()
    introductions.report(side=introduction.sides.first(), text="Il insiste.")
    by = moderator()
    assert checking.settle_introduction(introduction=introduction, by=by).settled_by == by.user
    with pytest.raises(TransitionRefused, match="déjà traité"):
        checking.settle_introduction(introduction=introduction, by=by)


def test_who_proposed_it_may_be_blocked_everywhere():
    introduction = asked()
    introductions.report(side=introduction.sides.first(), text="Il insiste.")
    introduction.refresh_from_db()
    checking.ban(exchange=introduction, by=moderator())
    assert not Introduction.objects.waiting().exists()
    assert passed_on(spoken_for("Autre")).state == "undelivered"
    assert asked(spoken_for("Un"), spoken_for("Deux")).state == "ended"
    assert checking.unban(exchange=introduction) and not checking.is_banned(introduction)
