from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from contact import introductions, limits, reach
from contact.introductions import NotTaken
from contact.models import Block, Introduction, Side
from contributors.models import Contributor
from moderation import actions, erasure
from moderation.authors import Author
from outbox.models import Message
from tests import makers
from tests.messages import WORD, WRITER, asked, proposed, spoken_for

pytestmark = pytest.mark.django_db
X, Y = "x@courriel-prive.fr", "y@courriel-prive.fr"


def mails(to):
    return list(Message.objects.filter(to=to).order_by("pk"))


def sides():
    return Side.objects.order_by("pk")


def all_mails_but(*kept):
    return "\n".join(
        f"{mail.subject} {mail.body} {mail.reply_to}" for mail in Message.objects.exclude(to__in=kept)
    )


def test_nobody_is_asked_before_it_is_confirmed():
    introduction = proposed()
    assert introduction.state == "unconfirmed"
    assert [mail.to for mail in Message.objects.all()] == [WRITER]
    assert not sides().exclude(person=None).exists()


def test_both_are_asked_with_the_word_and_no_address():
    assert asked().state == "asked"
    for to, other in ((X, "Ressourcerie du port"), (Y, "Jardin partagé du Bouguen")):
        (mail,) = mails(to)
        assert WORD in mail.body and "Dominique" in mail.body and other in mail.subject
        assert "@courriel-prive.fr" not in mail.body and mail.reply_to == ""


def test_twice_confirmed_both_are_asked_once():
    introduction = asked()
    introductions.confirm(introduction=introduction)
    assert len(mails(X)) == 1


def test_once_both_agree_each_gets_the_other_and_the_third_is_told():
    introduction = asked()
    first, second = sides()
    introductions.agree(side=first, name="Xavière")
    assert Message.objects.count() == 3  # nothing was sent: one agrees
    assert introductions.agree(side=second, name="Yann").state == "made"
    to_x, to_y, told = mails(X)[-1], mails(Y)[-1], mails(WRITER)[-1]
    assert Y in to_x.body and "Yann" in to_x.body and to_x.reply_to == Y
    assert X in to_y.body and "Xavière" in to_y.body and to_y.reply_to == X
    assert "Merci" in told.body and X not in told.body and Y not in told.body and told.reply_to == ""
    assert Contributor.objects.filter(confirmed_at=None).count() == 0
    introduction.refresh_from_db()
    assert introduction.ended_at is not None


def at_the_end():
    return time_machine.travel(timezone.now() + timedelta(days=30, minutes=1), tick=False)


@pytest.mark.parametrize("refusing", [0, 1])
def test_a_refusal_is_told_to_nobody_before_the_end_and_the_mail_says_not_whose(refusing):
    asked()
    count = Message.objects.count()
    introductions.refuse(side=sides()[refusing], block=False)
    assert Introduction.objects.get().state == "asked" and Message.objects.count() == count
    with at_the_end():
        assert introductions.expire() == 1
    assert Introduction.objects.get().state == "ended"
    (told,) = mails(WRITER)[1:]
    # The same words, whoever refused.
    assert told.subject == "La mise en relation n’aura pas lieu"
    assert "Nous ne disons jamais à qui cela tient." in told.body
    assert X not in told.body and Y not in told.body
    assert len(mails(X)) == len(mails(Y)) == 1


@pytest.mark.parametrize("refused_first", [True, False])
def test_who_agreed_while_the_other_refuses_is_told_at_the_end_and_gets_no_address(refused_first):
    asked()
    first, second = sides()
    answers = [
        lambda: introductions.agree(side=first, name="Xavière"),
        lambda: introductions.refuse(side=second, block=False),
    ]
    for answer in reversed(answers) if refused_first else answers:
        answer()
    assert len(mails(X)) == 1
    with at_the_end():
        introductions.expire()
    last = mails(X)[-1]
    assert "n’aura pas lieu" in last.subject and Y not in last.body
    assert "Xavière" not in all_mails_but(X)


def test_without_an_answer_it_ends_after_thirty_days():
    asked()
    introductions.agree(side=sides()[0], name="Xavière")
    with time_machine.travel(timezone.now() + timedelta(days=29), tick=False):
        assert introductions.expire() == 0
    with time_machine.travel(timezone.now() + timedelta(days=30, minutes=1), tick=False):
        assert introductions.expire() == 1
        assert introductions.expire() == 0
        assert "n’aura pas lieu" in mails(WRITER)[-1].subject
        with pytest.raises(NotTaken):
            introductions.agree(side=sides()[1], name="Yann")
    assert Y not in all_mails_but(Y)


def test_an_answer_is_given_once():
    asked()
    first = sides()[0]
    introductions.agree(side=first, name="Xavière")
    for again in (
        lambda: introductions.agree(side=first, name="X"),
        lambda: introductions.refuse(side=first, block=False),
    ):
        with pytest.raises(NotTaken):
            again()


def test_who_wants_nothing_of_somebody_is_not_asked_again():
    asked()
    introductions.refuse(side=sides()[0], block=True)
    assert Block.objects.get().receiver.email == X
    first, second = (side.sheet for side in sides())
    again = asked(first, second, word=f"{WORD} Vraiment.")
    assert again.state == "ended"
    assert len(mails(X)) == len(mails(Y)) == 1


def test_one_for_which_nobody_answers_is_refused_before_anything_is_sent():
    silent = spoken_for("Silencieux")
    reach.silence(sheet=silent)
    here = spoken_for("Jardin")
    for sheet in (makers.make_actor("Sans personne"), silent):
        with pytest.raises(NotTaken, match="Personne ne répond"):
            proposed(here, sheet)
    assert not Message.objects.exists() and not Introduction.objects.exists()


def test_a_sheet_is_not_introduced_to_itself():
    sheet = spoken_for()
    with pytest.raises(NotTaken, match="deux fiches différentes"):
        proposed(sheet, sheet)


def test_one_that_went_meanwhile_ends_it_without_a_mail():
    introduction = proposed()
    actions.withdraw(sheet=sides()[0].sheet, by=Author.system())
    Message.objects.all().delete()
    assert introductions.confirm(introduction=introduction).state == "ended"
    assert not Message.objects.exists()


def test_sent_twice_it_is_one_and_the_third_of_a_day_waits():
    first, second, third = spoken_for(), spoken_for("Four"), spoken_for("Verger")
    assert proposed(first, second) == proposed(first, second)
    proposed(first, third)
    with pytest.raises(limits.TooMany):
        proposed(second, third)
    assert Introduction.objects.count() == 2
    with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1), tick=False):
        proposed(second, third)


def test_erasing_a_sheet_ends_it_and_tells_nothing_of_that_sheet():
    asked()
    introductions.agree(side=sides()[1], name="Yann")
    erased = sides()[0].sheet
    Message.objects.all().delete()
    erasure.erase(sheet=erased)
    assert not Introduction.objects.exists() and not Side.objects.exists()
    assert sorted(mail.to for mail in Message.objects.all()) == sorted([WRITER, Y])
    assert erased.title not in "".join(mail.body for mail in Message.objects.all())


def moved(side):
    side.sheet.submitted_by = makers.make_contributor("nouvelle@courriel-prive.fr")
    side.sheet.save()


def gone(side):
    actions.withdraw(sheet=side.sheet, by=Author.system())


def silent(side):
    reach.silence(sheet=side.sheet)


def unwanted(side):
    Block.objects.set(sender=side.introduction.introducer, receiver=side.person)


def apart(side):
    other = side.introduction.sides.exclude(pk=side.pk).get()
    Block.objects.set(sender=other.person, receiver=side.person)


def banned(side):
    Block.objects.set(sender=side.introduction.introducer, receiver=None)


def banned_oneself(side):
    Block.objects.set(sender=side.person, receiver=None)


def forgotten(side):
    Introduction.objects.update(introducer=None)


@pytest.mark.parametrize("first_to_agree", [0, 1])
@pytest.mark.parametrize(
    "meanwhile", [moved, gone, silent, unwanted, apart, banned, banned_oneself, forgotten]
)
def test_addresses_pass_only_between_those_who_answer_today_and_want_it_still(meanwhile, first_to_agree):
    asked()
    meanwhile(sides()[0])
    for number in (first_to_agree, 1 - first_to_agree):
        introductions.agree(side=sides()[number], name="Xavière")
    assert Introduction.objects.get().state == "asked"
    assert Y not in all_mails_but(Y) and X not in all_mails_but(X)
    with at_the_end():
        assert introductions.expire() == 1


def test_a_public_address_that_changed_gets_nothing_of_the_other():
    sheet = makers.make_actor("Les Jardins", email="ancienne@courriel-prive.fr")
    introduction = asked(sheet, spoken_for("Four", Y))
    sheet.email = "nouvelle@courriel-prive.fr"
    sheet.save()
    for side in introduction.sides.all():
        introductions.agree(side=side, name="Xavière")
    assert Y not in all_mails_but(Y)


def test_two_sheets_of_one_person_end_it_before_anybody_is_asked():
    author = makers.make_contributor(X)
    first, second = (makers.make_initiative(title, contributor=author) for title in ("Un", "Deux"))
    assert asked(first, second).state == "ended"
    assert not mails(X)


def test_a_report_keeps_it_from_taking_place_blocks_its_author_and_tells_the_moderators():
    makers.make_moderator("finistere", ["departement-29"])
    introduction = asked()
    assert not Introduction.objects.for_moderators().exists()
    introductions.report(side=sides()[0], text="Il insiste.")
    introduction.refresh_from_db()
    assert (introduction.state, sides()[0].answer, sides()[0].report_text) == (
        "asked",
        "refused",
        "Il insiste.",
    )
    assert Block.objects.get().receiver.email == X
    (mail,) = mails("finistere@exemple.fr")
    assert WORD not in mail.body and "/admin/contact/introduction/" in mail.body
    introductions.report(side=sides()[1], text="Moi aussi.")
    assert [side.report_text for side in sides()] == ["Il insiste.", "Moi aussi."]
    with pytest.raises(NotTaken):
        introductions.report(side=sides()[0], text="Encore.")
