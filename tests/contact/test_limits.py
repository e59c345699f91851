from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from contact import limits, threads
from contact.models import Thread
from outbox.models import Message
from tests import makers
from tests.messages import TEXT, WRITER, asked, passed_on, proposed, sent, spoken_for

pytestmark = pytest.mark.django_db


def texts(count):
    return [f"{TEXT} Lettre {number}." for number in range(count)]


def test_one_person_sends_five_a_day_confirmed_or_not():
    sheet = spoken_for()
    for text in texts(limits.SENT_A_DAY):
        sent(sheet, text=text)
    with pytest.raises(limits.TooMany, match="Cinq messages") as full:
        sent(sheet, text="Bonjour, un de plus pour aujourd’hui.", email=WRITER.upper())
    assert 86_000 < full.value.hit.retry_after <= 86_400
    assert Message.objects.filter(to=WRITER).count() == limits.SENT_A_DAY
    sent(sheet, text="Bonjour, un de plus pour aujourd’hui.", email="autre@exemple.fr")
    with time_machine.travel(timezone.now() + timedelta(days=1, seconds=1), tick=False):
        sent(sheet, text="Bonjour, un de plus pour aujourd’hui.")


def test_one_person_gets_ten_a_day_whatever_the_sheet():
    author = makers.make_contributor("camille@exemple.fr")
    sheets = [makers.make_initiative(f"Jardin {number}", contributor=author) for number in range(3)]
    late = sent(sheets[2], text="Bonjour, celui-ci arrive trop tard ce jour-là.", email="tard@exemple.fr")
    for number, text in enumerate(texts(limits.RECEIVED_A_DAY)):
        passed_on(sheets[number % 2], text=text, email=f"voisine{number}@exemple.fr")
    with pytest.raises(limits.TooMany, match="attendons demain"):
        threads.confirm(thread=late)
    late.refresh_from_db()
    assert late.state == "unconfirmed"
    with time_machine.travel(timezone.now() + timedelta(days=1, seconds=1), tick=False):
        assert threads.confirm(thread=late).state == "open"


def test_introductions_count_with_messages():
    first, second = spoken_for(), spoken_for("Four")
    for number, text in enumerate(texts(limits.RECEIVED_A_DAY - 1)):
        passed_on(first, text=text, email=f"voisine{number}@exemple.fr")
    asked(first, second)
    with pytest.raises(limits.TooMany):
        sent(first, text="Bonjour, un de trop pour aujourd’hui.", email="tard@exemple.fr")
    with pytest.raises(limits.TooMany):
        proposed(first, spoken_for("Verger"), email="tard@exemple.fr")


def test_the_third_copy_of_a_text_within_a_day_waits_for_a_moderator():
    makers.make_moderator("finistere", ["departement-29"])
    sheets = [spoken_for(f"Jardin {number}", f"jardin{number}@exemple.fr") for number in range(5)]
    held = [passed_on(sheets[0]), passed_on(sheets[1], email="complice@exemple.fr")]
    assert [thread.state for thread in held] == ["open", "open"]
    third = passed_on(sheets[2], text=TEXT.replace(" ", "\n").upper(), email="troisieme@exemple.fr")
    assert (third.state, passed_on(sheets[3]).state) == ("held", "held")
    assert not Message.objects.filter(to="jardin2@exemple.fr").exists()
    assert Message.objects.filter(to="finistere@exemple.fr").count() == 2
    with time_machine.travel(timezone.now() + timedelta(days=1, seconds=1), tick=False):
        assert passed_on(sheets[4]).state == "open"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Bonjour à tous !", "bonjour a tous", True),
        ("Bonjour, à\n\ntous", "Bonjour à tous…", True),
        ("Bonjour à tous", "Bonjour à toutes", False),
        ("日本", "日本", True),
    ],
)
def test_texts_that_differ_by_their_dress_only_are_the_same(one, other, same):
    assert (limits.digest_of(one) == limits.digest_of(other)) is same


def test_what_is_counted_is_found_by_an_index(django_assert_num_queries):
    sheet = spoken_for()
    sheet.content_type(), sheet.refresh_from_db()
    receiver = sheet.submitted_by
    with django_assert_num_queries(2):
        limits.check_sheet(sheet)
    with django_assert_num_queries(2):
        limits.check_receiver(receiver)
    assert not Thread.objects.exists()
