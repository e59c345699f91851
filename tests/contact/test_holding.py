import json

import pytest
from django.core.serializers.json import DjangoJSONEncoder

from contact import checking, introductions, reach, threads
from contact.models import Block, Introduction, Side, Silence, Thread, Turn
from contributors.models import SignedLink
from initiatives.demo import loading
from initiatives.models import Initiative
from moderation import erasure, merging
from moderation.authors import Author
from moderation.exporting import export_of
from tests import makers
from tests.messages import TEXT, WORD, WRITER, asked, passed_on, receiver, sent, spoken_for

pytestmark = pytest.mark.django_db
KEPT = (Thread, Turn, Introduction, Side, Block, Silence)


def test_all_goes_with_a_sheet_and_nothing_of_another():
    sheet, other = spoken_for("Un jardin"), spoken_for("Un four")
    thread = passed_on(sheet)
    threads.stop(thread=thread, contributor=receiver(thread), everywhere=False)
    asked(sheet, other)
    reach.silence(sheet=sheet)
    kept = passed_on(other, text=f"{TEXT} Bis.")
    erasure.erase(sheet=sheet)
    assert Thread.objects.get() == kept and Turn.objects.get().thread == kept
    assert not [model for model in KEPT[2:] if model.objects.exists()]
    links = SignedLink.objects.filter(purpose="answer")
    assert {link.sheet for link in links} == {kept}


def test_removing_the_demonstration_takes_it_along():
    sheet = makers.make_initiative("Exemple", source=loading.EXAMPLES, contributor=makers.make_contributor())
    passed_on(sheet)
    reach.silence(sheet=sheet)
    assert loading.remove() == 1
    assert not Thread.objects.exists() and not Silence.objects.exists()


def test_a_conversation_goes_on_when_its_sheet_joins_another():
    first, second = spoken_for("Un jardin"), spoken_for("Le même jardin")
    thread = passed_on(second)
    merging.merge(winner=first, loser=second, choices={}, by=Author.system())
    threads.reply(thread=thread, contributor=receiver(thread), text="Oui.", shows_address=False)
    late = sent(first)
    threads.confirm(thread=late)
    assert Thread.objects.filter(state="open").count() == 2
    merged = Initiative.objects.get(pk=second.pk)
    with pytest.raises(threads.NotTaken):
        sent(merged, text=f"{TEXT} Bis.")


def told(person):
    return json.dumps(export_of(person), cls=DjangoJSONEncoder, ensure_ascii=False)


def test_each_is_told_what_is_held_of_them_and_no_address_of_the_other():
    sheet, other = spoken_for("Un jardin", "camille@exemple.fr"), spoken_for("Un four", "yann@exemple.fr")
    thread = passed_on(sheet, shows_address=True)
    threads.reply(thread=thread, contributor=receiver(thread), text="Venez samedi.", shows_address=False)
    asked(sheet, other)
    introductions.agree(side=Side.objects.about(sheet).get(), name="Camille G.")
    sender, reader = told(thread.sender), told(receiver(thread))
    for words in (TEXT, "Venez samedi.", "Un jardin"):
        assert words in sender and words in reader
    assert WORD in sender and WORD in reader and "Camille G." in reader and "Camille G." not in sender
    assert "camille@exemple.fr" not in sender and WRITER not in reader
    assert told(makers.make_contributor()).count(TEXT) == 0


def test_what_did_not_reach_somebody_is_not_told_to_them():
    thread = sent(spoken_for(email="camille@exemple.fr"))
    assert TEXT in told(thread.sender)
    assert TEXT not in told(thread.sheet.submitted_by)


def test_what_somebody_reported_and_a_block_everywhere_are_told_to_them():
    thread = passed_on(spoken_for(email="camille@exemple.fr"))
    threads.report(thread=thread, contributor=receiver(thread), text="Il insiste.")
    checking.ban(exchange=thread, role="sender", by=Author.moderator(makers.make_moderator()))
    met = asked(spoken_for("Un", "yann@exemple.fr"), spoken_for("Deux"), email="autre@exemple.fr")
    introductions.report(side=met.sides.first(), text="Elle aussi.")
    assert "Il insiste." in told(receiver(thread)) and "Il insiste." not in told(thread.sender)
    assert export_of(thread.sender)["bloquée ou bloqué partout depuis le"]
    assert not export_of(receiver(thread))["bloquée ou bloqué partout depuis le"]
    assert "Elle aussi." in told(met.sides.first().person)


def test_who_is_blocked_is_told_to_who_blocks():
    thread = passed_on()
    threads.stop(thread=thread, contributor=receiver(thread), everywhere=True)
    assert export_of(receiver(thread))["personnes bloquées"][0]["fiche"] == "toutes"
    assert export_of(thread.sender)["personnes bloquées"] == []
