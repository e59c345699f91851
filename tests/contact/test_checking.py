import pytest

from contact import checking, introductions, reach, threads
from contact.models import Block, Introduction, Thread
from contact.threads import MASS
from contributors.models import SensitiveAct
from moderation import actions
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


def banned(thread, role="sender"):
    checking.ban(exchange=thread, role=role, by=moderator())
    thread.refresh_from_db()
    return thread


def test_what_was_held_is_passed_on():
    thread, by = held(), moderator()
    assert checking.release(thread=thread, by=by).state == "open"
    (mail,) = Message.objects.all()
    assert mail.to == "camille@exemple.fr" and TEXT in mail.body
    thread.refresh_from_db()
    assert (thread.settled_by, thread.is_waiting) == (by.user, False)


def blocked(thread):
    Block.objects.set(sender=thread.sender, receiver=receiver(thread))


def silenced(thread):
    reach.silence(sheet=thread.sheet)


def withdrawn(thread):
    actions.withdraw(sheet=thread.sheet, by=Author.system())


def barred(thread):
    Block.objects.set(sender=thread.sender, receiver=None)


def unknown(thread):
    Thread.objects.filter(pk=thread.pk).update(sender=None)


@pytest.mark.parametrize("meanwhile", [blocked, silenced, withdrawn, barred, unknown])
def test_what_was_held_is_not_passed_on_to_who_wants_none_meanwhile(meanwhile):
    thread = held()
    meanwhile(thread)
    Message.objects.all().delete()
    assert checking.release(thread=thread, by=moderator()).state == "undelivered"
    assert not Message.objects.exists() and not Thread.objects.waiting().exists()


def test_what_was_held_goes_to_who_answers_for_the_sheet_today():
    thread = held()
    thread.sheet.submitted_by = makers.make_contributor("nouvelle@exemple.fr")
    thread.sheet.save()
    assert receiver(checking.release(thread=thread, by=moderator())).email == "nouvelle@exemple.fr"
    assert [mail.to for mail in Message.objects.all()] == ["nouvelle@exemple.fr"]


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
    assert thread.state == "stopped" and not thread.is_waiting and checking.bans(thread, "sender")
    assert Block.objects.everywhere().get().sender == thread.sender
    assert passed_on(spoken_for("Autre"), text=f"{TEXT} Bis.").state == "undelivered"
    other = sent(spoken_for("Encore"), email="autre@exemple.fr")
    assert threads.confirm(thread=other).state == "open"
    by = Author.moderator(makers.make_moderator("paris"))
    checking.unban(exchange=thread, role="sender", by=by)
    assert not checking.bans(thread, "sender")
    with pytest.raises(TransitionRefused):
        checking.unban(exchange=thread, role="sender", by=by)
    assert passed_on(spoken_for("Enfin"), text=f"{TEXT} Ter.").state == "open"


@pytest.mark.parametrize("role", ["sender", "receiver"])
@pytest.mark.parametrize("by", ["sender", "receiver"])
def test_either_may_be_blocked_whoever_reported(role, by):
    thread = banned(reported(by), role)
    assert Block.objects.get().sender == thread.person(role)


def test_what_is_held_elsewhere_of_who_is_blocked_is_refused():
    thread = held()
    passed_on(spoken_for("Encore un"))
    assert Thread.objects.filter(state="held", sender=thread.sender).count() == 2
    banned(thread)
    assert not Thread.objects.waiting().exists()
    assert set(Thread.objects.filter(sender=thread.sender).values_list("state", flat=True)) == {"refused"}


def test_a_block_is_lifted_by_who_set_it_or_by_who_moderates_everything_and_both_are_written_down():
    here, elsewhere = (
        Author.moderator(makers.make_moderator(where, [where]))
        for where in ("departement-29", "departement-13")
    )
    thread = reported()
    checking.ban(exchange=thread, role="sender", by=here)
    with pytest.raises(TransitionRefused, match="d’une autre personne"):
        checking.unban(exchange=thread, role="sender", by=elsewhere)
    assert Block.objects.everywhere().exists()
    checking.unban(exchange=thread, role="sender", by=here)
    assert not Block.objects.exists()
    acts = SensitiveAct.objects.order_by("pk").values_list("kind", "who", "about")
    assert list(acts) == [
        ("ban", "departement-29", f"personne n°\u00a0{thread.sender_id}"),
        ("unban", "departement-29", f"personne n°\u00a0{thread.sender_id}"),
    ]


def test_who_is_blocked_everywhere_answers_nowhere():
    thread = reported()
    going_on = passed_on(spoken_for("Ailleurs"), text=f"{TEXT} Bis.")
    banned(thread)
    with pytest.raises(threads.NotTaken):
        threads.reply(thread=going_on, contributor=going_on.sender, text="Encore", shows_address=False)


def test_a_message_that_is_held_is_refused_with_who_is_blocked():
    assert banned(held()).state == "refused"


@pytest.mark.parametrize("stopped_before", [True, False])
def test_a_moderator_stops_it_for_good(stopped_before):
    thread = reported()
    if stopped_before:
        threads.stop(thread=thread, contributor=thread.sender, everywhere=False)
    thread = checking.settle(thread=thread, by=moderator(), stop=True)
    for person in (thread.sender, receiver(thread)):
        with pytest.raises(threads.NotTaken):
            threads.resume(thread=thread, contributor=person)


def test_what_was_released_or_may_go_on_is_stopped_and_taken_up_again_by_its_reader():
    by = moderator()
    let_go_on = checking.settle(thread=reported(), by=by, stop=False)
    for thread in (let_go_on, checking.release(thread=held(), by=by)):
        threads.stop(thread=thread, contributor=receiver(thread), everywhere=False)
        assert threads.resume(thread=thread, contributor=receiver(thread)).state == "open"


def test_nobody_is_known_any_more():
    thread = reported()
    Thread.objects.update(sender=None)
    thread.refresh_from_db()
    with pytest.raises(TransitionRefused, match="ne sait plus"):
        checking.ban(exchange=thread, role="sender", by=moderator())


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
    by = moderator()
    checking.ban(exchange=introduction, role="introducer", by=by)
    assert not Introduction.objects.waiting().exists()
    assert passed_on(spoken_for("Autre")).state == "undelivered"
    assert asked(spoken_for("Un"), spoken_for("Deux")).state == "ended"
    checking.unban(exchange=introduction, role="introducer", by=by)
    assert not checking.bans(introduction, "introducer")
