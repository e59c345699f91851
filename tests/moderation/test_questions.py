from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from moderation import actions, questions
from moderation.authors import Author
from moderation.models import Question, Status
from outbox.models import Message
from tests import makers

pytestmark = pytest.mark.django_db


def waiting():
    return makers.make_initiative(status=Status.PENDING, contributor=makers.make_contributor())


def asked(sheet, text="Quel jour\u202f?"):
    return questions.ask(sheet=sheet, by=Author.system(), text=text)


@pytest.mark.parametrize("status", [Status.UNCONFIRMED, Status.PUBLISHED, Status.REFUSED, Status.WITHDRAWN])
def test_only_a_sheet_that_waits_is_asked_about(status):
    sheet = makers.make_initiative(status=status, contributor=makers.make_contributor())
    with pytest.raises(actions.TransitionRefused, match="question impossible"):
        asked(sheet)
    assert not Question.objects.exists()


def test_somebody_must_be_there_to_answer_something():
    for sheet, text in (
        (makers.make_initiative(status=Status.PENDING), "Quel jour\u202f?"),
        (waiting(), "  "),
    ):
        with pytest.raises(actions.TransitionRefused, match="question impossible"):
            asked(sheet, text)
    assert not Message.objects.exists()


def test_one_answer_is_for_all_that_was_asked():
    sheet = waiting()
    asked(sheet)
    asked(sheet, "Et où\u202f?")
    assert questions.answer(sheet=sheet, text=" Le samedi, au parc. ")
    assert {question.answer for question in Question.objects.all()} == {"Le samedi, au parc."}
    assert not questions.answer(sheet=sheet, text="Encore")


def test_publishing_closes_what_was_asked():
    sheet = waiting()
    asked(sheet)
    published = actions.publish(sheet=sheet, by=Author.system())
    assert published.question_asked_at is None
    assert not questions.answer(sheet=sheet, text="Le samedi.")


@pytest.mark.django_db(transaction=True)
def test_ten_answers_at_once_are_one():
    sheet = waiting()
    makers.make_moderator()
    asked(sheet)
    Message.objects.all().delete()

    def answer(number):
        try:
            return questions.answer(sheet=sheet, text=f"Réponse {number}")
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        assert sorted(pool.map(answer, range(10))) == [False] * 9 + [True]
    assert Message.objects.count() == 1
