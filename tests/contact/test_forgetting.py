import re

import pytest
from django.utils import timezone

from contact import checking, introductions, threads
from contact.forgetting import forget_person
from contact.models import Block, Complaint, Introduction, Side, Thread, Turn
from contributors.jobs import purge as purge_people
from contributors.models import Contributor, RightsRequest, SignedLink
from moderation.authors import Author
from outbox.models import Message
from tests import makers
from tests.messages import (
    TEXT,
    WORD,
    WRITER,
    asked,
    link_for,
    passed_on,
    proposed,
    receiver,
    sent,
    spoken_for,
)

pytestmark = pytest.mark.django_db
READER = "camille@exemple.fr"
ANSWER = "Avec plaisir, venez samedi."


def writer():
    return Contributor.objects.with_address(WRITER)


def kept():
    """Return all that the tables of messages say."""
    models = (Thread, Turn, Complaint, Introduction, Side)
    return str([list(model.objects.values()) for model in models])


def forget(person):
    return forget_person(person, timezone.now())


def test_the_words_and_the_name_of_who_wrote_go_and_those_of_the_other_stay():
    thread = passed_on()
    threads.reply(thread=thread, contributor=receiver(thread), text=ANSWER, shows_address=False)
    threads.report(thread=thread, contributor=thread.sender, text="Trop long.")
    assert forget(thread.sender) == 0
    thread.refresh_from_db()
    assert (thread.state, thread.stopped_by, thread.sender, thread.digest) == ("stopped", "sender", None, "")
    assert (
        TEXT not in kept() and "Dominique" not in kept() and "Trop long." not in kept() and ANSWER in kept()
    )
    assert not Thread.objects.waiting().exists()
    assert not SignedLink.objects.filter(contributor=writer(), purpose__in=["answer", "confirm"]).exists()
    assert SignedLink.objects.filter(contributor=receiver(thread), purpose="answer").exists()


def test_the_words_of_who_answers_go_and_those_of_the_other_stay():
    thread = passed_on()
    threads.reply(thread=thread, contributor=receiver(thread), text=ANSWER, shows_address=False)
    forget(receiver(thread))
    thread.refresh_from_db()
    assert (thread.state, thread.stopped_by, thread.receiver) == ("stopped", "receiver", None)
    assert TEXT in kept() and ANSWER not in kept()
    with pytest.raises(threads.NotTaken):
        threads.resume(thread=thread, contributor=thread.sender)


def test_what_waits_ends():
    sent(spoken_for("Pas encore confirmé"), text=f"{TEXT} Zéro.")
    held = [passed_on(spoken_for(f"Jardin {number}")) for number in range(3)][-1]
    asked(), proposed(spoken_for("Un"), spoken_for("Deux"))
    assert held.state == "held"
    forget(writer())
    assert not Thread.objects.filter(state__in=["unconfirmed", "held", "open"]).exists()
    assert not Thread.objects.waiting().exists()
    assert [one.state for one in Introduction.objects.all()] == ["ended"]
    assert WORD not in kept() and TEXT not in kept() and "Dominique" not in kept()
    assert "n’aura pas lieu" not in str([mail.subject for mail in Message.objects.filter(to=WRITER)])


def test_who_answered_to_an_introduction_is_forgotten_and_addresses_do_not_pass():
    introduction = asked()
    first, second = introduction.sides.all()
    introductions.agree(side=first, name="Xavière")
    forget(first.person)
    introductions.agree(side=second, name="Yann")
    introduction.refresh_from_db()
    assert introduction.state == "asked" and "Xavière" not in kept() and WORD in kept()
    forget(second.person)
    assert "Yann" not in kept()


def test_who_did_not_answer_yet_counts_as_having_said_no():
    introduction = asked()
    side = introduction.sides.first()
    forget(side.person)
    side.refresh_from_db()
    assert (side.answer, side.person) == ("refused", None)


def test_what_another_reported_stays_until_it_is_decided():
    thread, by = passed_on(), Author.moderator(makers.make_moderator())
    threads.report(thread=thread, contributor=receiver(thread), text="Il insiste.")
    met = asked(word=f"{WORD} Vraiment.")
    introductions.report(side=met.sides.first(), text="Elle aussi.")
    person = writer()
    assert forget(person) == 2
    assert TEXT in kept() and "Vraiment." in kept()
    checking.settle(thread=thread, by=by, stop=True)
    checking.settle_introduction(introduction=met, by=by)
    assert forget(person) == 0
    assert TEXT not in kept() and "Vraiment." not in kept() and "Il insiste." in kept()


def test_blocks_stay_and_a_person_to_whom_nothing_refers_goes():
    thread = passed_on()
    threads.stop(thread=thread, contributor=receiver(thread), everywhere=True)
    forget(thread.sender)
    assert Block.objects.exists()
    Block.objects.all().delete()
    Contributor.objects.update(created_at=timezone.now() - timezone.timedelta(days=2))
    purge_people()
    assert writer() is None


def test_what_was_written_since_stays():
    moment = timezone.now()
    passed_on(), asked()
    forget_person(writer(), moment)
    assert TEXT in kept() and WORD in kept()


# The page that does it


def shown(response):
    assert response.status_code == 200
    return response.content.decode()


def confirm_link():
    return re.search(r"/confirmer/message/[\w-]+/", Message.objects.filter(to=WRITER).first().body)[0]


def erasing(link):
    secret = re.search(r"[\w-]{43}", link)[0]
    return f"/repondre/{secret}/effacer/"


def test_each_erases_what_they_wrote_from_the_page_of_a_conversation(client):
    thread = passed_on(spoken_for(email=READER))
    threads.reply(thread=thread, contributor=receiver(thread), text="Avec plaisir.", shows_address=False)
    link = link_for(READER)
    assert erasing(link) in shown(client.get(link))
    assert "Personne ne pourra" in shown(client.get(erasing(link)))
    assert thread.turns.filter(text="Avec plaisir.").exists()
    assert "C’est effacé" in shown(client.post(erasing(link)))
    assert [turn.text for turn in thread.turns.all()] == [TEXT, ""]
    assert client.get(link).status_code == client.post(erasing(link)).status_code == 410
    assert RightsRequest.objects.get().kind == "erasure"
    assert TEXT in shown(client.get(link_for(WRITER)))


def test_who_writes_or_introduces_erases_it_from_the_link_that_confirms(client):
    passed_on(spoken_for(email=READER))
    link = confirm_link()
    assert erasing(link) in shown(client.get(link))
    met = asked()
    shown(client.post(erasing(link)))
    met.refresh_from_db()
    assert not Thread.objects.get().turns.exclude(text="").exists() and met.word == ""


def test_what_is_reported_stays_until_it_is_decided_and_that_is_said(client):
    thread = passed_on(spoken_for(email=READER))
    threads.report(thread=thread, contributor=receiver(thread), text="Il insiste.")
    assert "jusqu’à la décision" in shown(client.post(erasing(confirm_link())))
    assert thread.turns.get().text == TEXT
