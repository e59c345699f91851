"""What changed from one version of a sheet to the next."""

import pytest
from django.urls import reverse

from initiatives.admin.initiative_reader import InitiativeReader
from initiatives.models import Initiative
from moderation import actions
from moderation.admin import SnapshotReader, reading
from moderation.admin.history import Change, Piece, changes, word_by_word
from moderation.authors import Author
from tests import makers


class Reader(SnapshotReader):
    labels = {"tags": "étiquettes"}


def compared(before, after):
    return changes(Reader(Initiative), before, after)


def test_short_values_are_shown_whole():
    assert compared({"title": "Jardin"}, {"title": "Jardins"}) == [Change("titre", ["Jardin"], ["Jardins"])]


def test_choices_are_shown_by_their_words():
    assert compared({"stage": "idee"}, {"stage": "activite"}) == [
        Change("avancement", ["Idée"], ["En activité"])
    ]


def test_what_is_empty_on_one_side_only_comes_or_goes():
    assert compared({"phone": ""}, {"phone": "02 98"}) == [Change("téléphone public", [], ["02 98"])]
    assert compared({"since": 2019}, {"since": None}) == [Change("depuis", ["2019"], [])]


def test_of_lists_only_what_came_or_went_is_shown():
    assert compared({"tags": ["a", "b"]}, {"tags": ["b", "c"]}) == [Change("étiquettes", ["a"], ["c"])]


def test_links_are_shown_with_their_titles():
    (change,) = compared(
        {"links": []}, {"links": [{"url": "https://a.fr/", "title": "A"}, {"url": "https://b.fr/"}]}
    )
    assert change.added == ["A (https://a.fr/)", "https://b.fr/"]


def test_the_same_is_no_change():
    assert compared({"title": "a", "tags": []}, {"title": "a", "tags": []}) == []


def test_a_field_of_an_older_or_newer_time_is_shown_by_its_name():
    assert [change.label for change in compared({"gone": "x"}, {"come": "y"})] == ["come", "gone"]


def test_an_erased_version_is_compared_with_nothing():
    assert compared({}, {"title": "a"}) == [Change("titre", [], ["a"])]


def test_long_texts_are_compared_word_by_word():
    before = (
        "Chaque samedi matin, on y plante, on y arrose et on y partage les récoltes avec tout le quartier."
    )
    (change,) = compared({"description": before}, {"description": before.replace("samedi", "dimanche")})
    assert change.pieces == [
        Piece("same", "Chaque "),
        Piece("removed", "samedi "),
        Piece("added", "dimanche "),
        Piece("same", before.partition("samedi ")[2]),
    ]


def test_what_stayed_is_shortened_in_its_middle():
    text = " ".join(f"mot{number}" for number in range(100))
    first, *_ = word_by_word(text, f"{text} fin")
    assert first.text.startswith("mot0 mot1 ")
    assert " […] " in first.text
    assert len(first.text) < len(text) / 2


@pytest.mark.django_db
def test_places_and_themes_are_named():
    theme, brest = makers.make_theme(), makers.make_commune()
    reader = InitiativeReader(Initiative)
    point = {"kind": "point", "address": "2 rue X", "latitude": 48.39, "longitude": -4.48}
    point |= {"commune": brest.pk, "intercommunality": "242900314", "department": "29", "region": "53"}
    wide = {"kind": "territory", "address": "", "latitude": None, "longitude": None}
    wide |= {"commune": None, "intercommunality": None, "department": "29", "region": "53"}
    snapshot = {
        "main_theme": theme.slug,
        "locations": [point, wide, {"kind": "online"}],
        "actors": [{"actor": "a", "name": "Les Mains vertes", "role": "porte"}],
        "photos": [{"id": 3, "alt": "Un bac", "credit": ""}],
    }
    reader.prepare([snapshot])
    assert {change.label: change.added for change in changes(reader, {}, snapshot)} == {
        "thème principal": ["Alimentation et agriculture"],
        "lieux": [
            "Une adresse précise, Brest (29), 2 rue X, 48.39, -4.48",
            "Un territoire plus large, Finistère",
            "En ligne",
        ],
        "acteurs": ["Les Mains vertes (porte)"],
        "photos": ["photo 3, Un bac"],
    }


@pytest.mark.django_db
def test_every_field_of_a_snapshot_has_a_french_name():
    sheet = makers.make_initiative()
    reader = InitiativeReader(Initiative)
    reader.prepare([])
    unnamed = [name for name in sheet.snapshot() if reader.label(name) == name]
    assert unnamed == ["description", "licence", "photos"]  # the same word in both languages


@pytest.mark.django_db
def test_the_page_shows_each_version_and_who_made_it(client):
    user = makers.make_moderator()
    client.force_login(user)
    contributor = makers.make_contributor("camille@exemple.fr")
    sheet = makers.make_initiative(status="unconfirmed", contributor=contributor)
    actions.submit(sheet=sheet, contributor=contributor)
    actions.confirm(sheet=sheet, contributor=contributor)
    actions.refuse(sheet=sheet, by=Author.moderator(user), reason="Précisez le lieu.")
    page = client.get(reverse("admin:initiatives_initiative_history", args=[sheet.pk])).content.decode()
    positions = [page.index(word) for word in ("Refus, ", "Confirmation, ", "Proposition, ")]
    assert positions == sorted(positions)
    assert "Précisez le lieu." in page
    assert "Par modération (moderation)" in page
    assert "Par contributeur ou contributrice" in page
    assert "camille" not in page


@pytest.mark.django_db
def test_pages_of_versions_overlap_by_nothing(client, monkeypatch):
    monkeypatch.setattr(reading, "VERSIONS_PER_PAGE", 2)
    client.force_login(makers.make_moderator())
    sheet = makers.make_initiative("Version 0")
    for number in range(1, 5):
        sheet.title = f"Version {number}"
        sheet.save()
        actions.amend(sheet=sheet, by=Author.system())
    url = reverse("admin:initiatives_initiative_history", args=[sheet.pk])
    shown = [client.get(f"{url}?p={page}").context["versions"] for page in (1, 2, 3)]
    assert [[change.added for version in page for change in version.changes] for page in shown] == [
        [["Version 4"], ["Version 3"]],
        [["Version 2"], ["Version 1"]],
        [],
    ]
    assert [version.is_first for page in shown for version in page] == [False] * 4 + [True]
