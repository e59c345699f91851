from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from contact import limits, reach, threads
from contact.models import Block, Thread, Turn
from contributors.models import Contributor, SignedLink
from initiatives.models import Initiative
from moderation import actions, merging
from moderation.authors import Author
from outbox.models import Message
from tests import makers
from tests.messages import TEXT, WRITER, passed_on, receiver, sent, spoken_for

pytestmark = pytest.mark.django_db


def mails(to):
    return list(Message.objects.filter(to=to).order_by("pk"))


def test_nothing_is_passed_on_before_its_author_confirms():
    sheet = spoken_for(email="camille@exemple.fr")
    thread = sent(sheet)
    assert thread.state == "unconfirmed"
    assert [(mail.to, TEXT in mail.body) for mail in Message.objects.all()] == [(WRITER, False)]
    assert Contributor.objects.with_address(WRITER).confirmed_at is None


def test_confirmed_it_goes_to_who_answers_without_the_address_of_its_author():
    sheet = spoken_for(email="camille@exemple.fr")
    thread = passed_on(sheet)
    assert (thread.state, receiver(thread).email) == ("open", "camille@exemple.fr")
    (mail,) = mails("camille@exemple.fr")
    assert TEXT in mail.body and "Dominique" in mail.subject and "/repondre/" in mail.body
    assert WRITER not in mail.body + mail.subject and mail.reply_to == ""
    assert Contributor.objects.with_address(WRITER).confirmed_at is not None


def test_the_address_goes_along_when_its_owner_shows_it():
    passed_on(spoken_for(email="camille@exemple.fr"), shows_address=True)
    (mail,) = mails("camille@exemple.fr")
    assert WRITER in mail.body and mail.reply_to == WRITER


def test_a_second_click_changes_nothing():
    thread = passed_on()
    count = Message.objects.count()
    assert threads.confirm(thread=thread).state == "open"
    assert Message.objects.count() == count


def test_the_same_text_sent_twice_is_one_message():
    sheet = spoken_for()
    assert sent(sheet) == sent(sheet, text=f"  {TEXT.upper()}!")
    assert Message.objects.count() == 1


def test_answers_go_back_and_forth_and_show_nobody():
    thread = passed_on(spoken_for(email="camille@exemple.fr"))
    sender = thread.sender
    threads.reply(thread=thread, contributor=receiver(thread), text="Samedi.", shows_address=False)
    answer = mails(WRITER)[-1]
    assert "Samedi." in answer.body and "camille@exemple.fr" not in answer.body and answer.reply_to == ""
    threads.reply(thread=thread, contributor=sender, text="À samedi.", shows_address=True)
    (_, last) = mails("camille@exemple.fr")
    assert "À samedi." in last.body and last.reply_to == WRITER
    assert [turn.author for turn in thread.turns.all()] == ["sender", "receiver", "sender"]


def test_the_same_answer_twice_in_a_row_is_one():
    thread = passed_on()
    for _ in range(2):
        threads.reply(thread=thread, contributor=receiver(thread), text="Oui.", shows_address=False)
    assert thread.turns.count() == 2


def test_a_stranger_says_nothing_in_it():
    thread, stranger = passed_on(), makers.make_contributor()
    for act in (
        lambda: threads.reply(thread=thread, contributor=stranger, text="Moi", shows_address=False),
        lambda: threads.stop(thread=thread, contributor=stranger, everywhere=True),
        lambda: threads.report(thread=thread, contributor=stranger, text=""),
        lambda: threads.resume(thread=thread, contributor=thread.sender),
    ):
        with pytest.raises(threads.NotTaken):
            act()
    assert thread.turns.count() == 1 and not Block.objects.exists()


def test_nobody_is_written_to_about_a_sheet_for_which_nobody_answers():
    silent = spoken_for("Silencieux")
    reach.silence(sheet=silent)
    hidden = spoken_for("Retirée", status="withdrawn")
    for sheet in (makers.make_initiative("Sans personne"), silent, hidden):
        with pytest.raises(threads.NotTaken):
            sent(sheet)
    assert not Thread.objects.exists() and not mails(WRITER)


def test_the_reader_of_a_public_address_is_found_when_it_is_confirmed_and_not_before():
    actor = makers.make_actor(email="contact@exemple.fr")
    thread = sent(actor)
    assert Contributor.objects.with_address("contact@exemple.fr") is None
    assert receiver(threads.confirm(thread=thread)).email == "contact@exemple.fr"


def withdrawn(thread):
    actions.withdraw(sheet=thread.sheet, by=Author.system())


def silenced(thread):
    reach.silence(sheet=thread.sheet)


def blocked(thread):
    Block.objects.set(sender=thread.sender, receiver=thread.sheet.submitted_by)


def banned(thread):
    Block.objects.set(sender=thread.sender, receiver=None)


@pytest.mark.parametrize("meanwhile", [withdrawn, silenced, blocked, banned])
def test_it_is_not_delivered_to_who_wants_none(meanwhile):
    thread = sent(spoken_for(email="camille@exemple.fr"))
    meanwhile(thread)
    Message.objects.all().delete()
    assert threads.confirm(thread=thread).state == "undelivered"
    assert not Message.objects.exists()


def test_nobody_writes_to_themselves():
    assert passed_on(spoken_for(email=WRITER)).state == "undelivered"


def test_who_blocks_hears_nothing_more_about_this_sheet_and_may_change_their_mind():
    author = makers.make_contributor("camille@exemple.fr")
    here, other = (makers.make_initiative(title, contributor=author) for title in ("Un jardin", "Un four"))
    thread = threads.stop(thread=passed_on(here), contributor=author, everywhere=False)
    assert thread.state == "stopped"
    with pytest.raises(threads.NotTaken):
        threads.reply(thread=thread, contributor=thread.sender, text="Encore", shows_address=False)
    assert passed_on(here, text=f"{TEXT} Bis.").state == "undelivered"
    assert passed_on(other, text=f"{TEXT} Ter.").state == "open"
    assert threads.resume(thread=thread, contributor=author).state == "open"
    assert passed_on(here, text=f"{TEXT} Quater.").state == "open"


def test_who_blocks_everywhere_hears_nothing_about_any_sheet():
    author = makers.make_contributor("camille@exemple.fr")
    here, other = (makers.make_initiative(title, contributor=author) for title in ("Un jardin", "Un four"))
    threads.stop(thread=passed_on(here), contributor=author, everywhere=True)
    assert passed_on(other, text=f"{TEXT} Bis.").state == "undelivered"


def test_who_wrote_may_end_it_and_blocks_nobody():
    thread = passed_on()
    assert threads.stop(thread=thread, contributor=thread.sender, everywhere=False).state == "stopped"
    assert not Block.objects.exists()


def test_only_who_stopped_it_lets_it_go_on():
    thread = passed_on()
    thread = threads.stop(thread=thread, contributor=thread.sender, everywhere=False)
    with pytest.raises(threads.NotTaken, match="ce n’est pas vous"):
        threads.resume(thread=thread, contributor=receiver(thread))
    with pytest.raises(threads.NotTaken):
        threads.reply(thread=thread, contributor=receiver(thread), text="Encore moi", shows_address=False)
    assert threads.resume(thread=thread, contributor=thread.sender).state == "open"


def test_who_wrote_blocks_who_answers_even_once_the_other_stopped_it():
    thread = passed_on()
    reader = receiver(thread)
    threads.stop(thread=thread, contributor=reader, everywhere=False)
    threads.stop(thread=thread, contributor=thread.sender, everywhere=True)
    assert threads.resume(thread=thread, contributor=reader).state == "open"
    with pytest.raises(threads.NotTaken):
        threads.reply(thread=thread, contributor=reader, text="Encore moi", shows_address=False)
    own = makers.make_initiative("Le leur", contributor=thread.sender)
    assert passed_on(own, email=reader.email, text=f"{TEXT} Bis.").state == "undelivered"
    threads.resume(thread=thread, contributor=thread.sender)
    assert threads.reply(thread=thread, contributor=reader, text="Pardon", shows_address=False)


def test_taking_up_again_leaves_the_blocks_about_other_sheets():
    author = makers.make_contributor("camille@exemple.fr")
    here, other = (makers.make_initiative(title, contributor=author) for title in ("Un jardin", "Un four"))
    thread, second = passed_on(here), passed_on(other, text=f"{TEXT} Bis.")
    for one in (thread, second):
        threads.stop(thread=one, contributor=author, everywhere=False)
    threads.resume(thread=thread, contributor=author)
    assert Block.objects.get().sheet == other


def test_a_block_keeps_what_is_written_in_other_conversations_about_the_sheet():
    thread = passed_on()
    second = passed_on(thread.sheet, text=f"{TEXT} Bis.")
    threads.stop(thread=thread, contributor=receiver(thread), everywhere=False)
    with pytest.raises(threads.NotTaken):
        threads.reply(thread=second, contributor=second.sender, text="Encore", shows_address=False)


def test_a_block_follows_a_sheet_that_joins_another_and_comes_back_with_it():
    author = makers.make_contributor("camille@exemple.fr")
    first, second, third = (
        makers.make_initiative(title, contributor=author) for title in ("Le jardin", "Un jardin", "Jardin")
    )
    threads.stop(thread=passed_on(second), contributor=author, everywhere=False)
    merged, _ = merging.merge(winner=first, loser=second, choices={}, by=Author.system())
    assert passed_on(first, text=f"{TEXT} Bis.").state == "undelivered"
    assert passed_on(third, text=f"{TEXT} Ter.").state == "open"
    merging.undo(merged=merged, by=Author.system())
    assert passed_on(Initiative.objects.get(pk=first.pk), text=f"{TEXT} Quater.").state == "open"
    assert passed_on(Initiative.objects.get(pk=second.pk), text=f"{TEXT} Quinquies.").state == "undelivered"


def test_a_report_tells_the_moderators_of_the_place_and_holds_none_of_it():
    here = makers.make_moderator("finistere", ["departement-29"])
    makers.make_moderator("bouches", ["departement-13"])
    thread = passed_on()
    Message.objects.all().delete()
    assert not Thread.objects.for_moderators().exists()
    threads.report(thread=thread, contributor=receiver(thread), text="Il insiste.")
    threads.report(thread=thread, contributor=receiver(thread), text="Encore.")
    (mail,) = Message.objects.all()
    assert mail.to == here.email and TEXT not in mail.body and "Il insiste." not in mail.body
    assert Thread.objects.for_moderators().waiting().get() == thread
    assert Thread.objects.get().complaints.get().text == "Il insiste."
    threads.report(thread=thread, contributor=thread.sender, text="Ce n’est pas moi.")
    told = thread.complaints.values_list("author", "text")
    assert list(told) == [("receiver", "Il insiste."), ("sender", "Ce n’est pas moi.")]


def test_links_live_a_year_and_new_ones_leave_the_old_alone():
    thread = passed_on()
    for number in range(3):
        threads.reply(thread=thread, contributor=thread.sender, text=f"{number}", shows_address=False)
    links = SignedLink.objects.filter(purpose="answer", contributor=receiver(thread))
    assert links.count() == 4
    with time_machine.travel(timezone.now() + timedelta(days=364), tick=False):
        assert links.filter(expires_at__gt=timezone.now()).count() == 4
    with time_machine.travel(timezone.now() + timedelta(days=366), tick=False):
        assert links.filter(expires_at__gt=timezone.now()).count() == 0


@pytest.mark.django_db(transaction=True)
def test_ten_at_once_are_one_message_and_one_mail_each():
    sheet = spoken_for(email="camille@exemple.fr")

    def at_once(act):
        def run(_):
            try:
                return act().pk
            finally:
                connection.close()

        with ThreadPoolExecutor(10) as pool:
            return set(pool.map(run, range(10)))

    assert len(at_once(lambda: sent(sheet))) == 1
    assert Message.objects.count() == 1
    thread = Thread.objects.get()
    assert len(at_once(lambda: threads.confirm(thread=thread))) == 1
    assert len(mails("camille@exemple.fr")) == 1 and Turn.objects.count() == 1


def test_too_many_turns_wait_for_the_next_day():
    thread = passed_on()
    for number in range(limits.TURNS_A_DAY):
        threads.reply(thread=thread, contributor=receiver(thread), text=f"{number}", shows_address=False)
    with pytest.raises(limits.TooMany):
        threads.reply(thread=thread, contributor=receiver(thread), text="Encore", shows_address=False)
    with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1), tick=False):
        threads.reply(thread=thread, contributor=receiver(thread), text="Encore", shows_address=False)
