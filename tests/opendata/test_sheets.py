from datetime import date, timedelta

import pytest
from django.utils import timezone

from events.models import Event
from initiatives.models import Actor, Call
from opendata.sheets import card_of, models, path_of, sheet_at
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("jardin", "/initiatives/jardin/"),
        ("acteurs/jardin", "/acteurs/jardin/"),
        (" /appels/jardin/ ", "/appels/jardin/"),
        ("https://exemple.fr/rencontres/jardin/?x=1#y", "/rencontres/jardin/"),
        ("", ""),
        ("///", ""),
        ("http://[", ""),
        ("x" * 501, ""),
    ],
)
def test_an_address_is_written_in_several_ways(text, path):
    assert path_of(text) == path


def test_each_kind_of_sheet_is_found_by_its_page():
    sheets = [makers.make_initiative(), makers.make_actor(), makers.make_call(), makers.make_event()]
    for sheet in sheets:
        assert sheet_at(sheet.get_absolute_url()) == sheet
    assert {"initiative", "actor", "call", "event"} <= set(models())


@pytest.mark.parametrize("status", ["pending", "refused", "archived", "withdrawn"])
def test_what_is_not_public_is_not_found(status):
    for sheet in (
        makers.make_initiative("Secret", status=status),
        makers.make_actor("Secret", status=status),
    ):
        assert sheet_at(sheet.get_absolute_url()) is None


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/initiatives/",
        "/initiatives/rien/",
        "/initiatives/a\x00/",
        "/admin/",
        "/themes/alimentation/",
        "x",
    ],
)
def test_other_paths_are_no_sheet(path):
    makers.make_theme()
    assert sheet_at(path) is None


def test_what_a_card_says_of_each_kind():
    garden = makers.make_initiative()
    card = card_of(garden)
    assert (card.noun, card.title, card.theme) == ("Initiative", garden.title, garden.main_theme)
    assert card.text == garden.summary
    assert ("place", "Brest (29)") in card.facts
    actor = makers.make_actor("Les voisins", kind=Actor.Kind.NETWORK)
    assert (card_of(actor).noun, card_of(actor).theme) == ("Réseau", None)
    call = makers.make_call("Des bras", initiative=garden)
    facts = dict(card_of(call).facts)
    assert facts["calendar"].startswith("Jusqu’au ")
    assert facts["people"] == garden.title
    Call.objects.filter(pk=call.pk).update(until=timezone.localdate() - timedelta(days=1))
    call.refresh_from_db()
    assert dict(card_of(call).facts)["calendar"] == "Cet appel est terminé"


def test_a_meeting_says_when_it_comes_next():
    day = timezone.localdate() + timedelta(days=9)
    event = makers.make_event("Portes ouvertes", day=day)
    assert str(day.year) in dict(card_of(event).facts)["calendar"]
    past = makers.make_event("Fête d’hier", day=date(2020, 5, 1))
    assert dict(card_of(Event.objects.get(pk=past.pk)).facts)["calendar"] == "Cette rencontre est passée"


def test_an_analysis_says_its_kind_its_theme_and_who_signed_it():
    theme = makers.make_theme()
    article = makers.make_article(themes=[theme], signed_by="Camille Le Goff")
    assert sheet_at(article.get_absolute_url()) == article
    card = card_of(article)
    assert (card.noun, card.title, card.theme) == ("Retour d’expérience", article.title, theme)
    assert card.facts == [("people", "Camille Le Goff")] and card.text == article.summary
