from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from contributors.models import RightsRequest
from moderation import questions
from moderation.authors import Author
from moderation.exporting import export_of, note_export, sheets_of
from moderation.models import Status
from moderation.trusting import trust
from tests import makers

pytestmark = pytest.mark.django_db


def test_all_kinds_of_sheets_are_told_and_those_of_nobody_else():
    person = makers.make_contributor("camille@exemple.fr", "Camille")
    sheet = makers.make_initiative(status=Status.PENDING, contributor=person)
    actor = makers.make_actor(submitted_by=person)
    makers.make_initiative("Autre", contributor=makers.make_contributor())
    questions.ask(sheet=sheet, by=Author.system(), text="Quel jour\u202f?")
    assert set(sheets_of(person)) == {sheet, actor}
    told = export_of(person)
    assert told["personne"]["adresse électronique"] == "camille@exemple.fr"
    first, second = sorted(told["fiches"], key=lambda told: told["sorte"], reverse=True)
    assert (first["titre"], first["statut"], second["sorte"]) == (sheet.title, "en attente", "acteur")
    assert first["questions"][0]["question"] == "Quel jour\u202f?"
    assert first["contenu"]["title"] == sheet.title and first["historique"]


def test_a_person_is_told_of_what_they_may_change_without_being_read_again():
    person, other = makers.make_contributor("camille@exemple.fr"), makers.make_contributor("autre@exemple.fr")
    sheet = makers.make_initiative()
    for trusted in (person, other):
        trust(sheet=sheet, contributor=trusted, by=Author.system())
    (told,) = export_of(person)["confiances"]
    assert told["fiche"] == sheet.title and told["donnée le"]


def test_a_copy_is_noted_once_a_day():
    person = makers.make_contributor()
    with time_machine.travel(timezone.now().replace(hour=10), tick=False):
        note_export(person)
        note_export(person)
    assert RightsRequest.objects.count() == 1
    with time_machine.travel(timezone.now() + timedelta(days=2), tick=False):
        note_export(person)
    assert RightsRequest.objects.count() == 2
