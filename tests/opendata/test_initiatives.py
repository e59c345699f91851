"""Rows of initiatives: what they say, and what they never say."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from initiatives.filters import Filters
from initiatives.models import DeclaredBy, Initiative, Location, Participation
from moderation import actions
from moderation.authors import Author
from opendata.initiatives import COLUMNS, initiatives_export, newest_first
from tests import makers

pytestmark = pytest.mark.django_db


def rows(filters=None):
    export = initiatives_export(filters or Filters())
    return [{column.name: column.read(row) for column in export.columns} for row in export.rows]


def test_a_row_says_what_the_sheet_says(settings):
    digital = makers.make_theme("numerique", "Numérique et communs")
    sheet = makers.make_initiative(
        themes=[digital],
        tags=["compost", "Jardin partagé"],
        actors=[makers.make_actor()],
        links=[{"url": "https://exemple.fr/", "title": ""}, {"url": "https://exemple.org/", "title": ""}],
    )
    (row,) = rows()
    assert row["adresse_permanente"] == settings.SITE_URL + sheet.get_absolute_url()
    assert row["titre"] == "Jardin partagé du Bouguen"
    assert (row["theme"], row["autres_themes"]) == ("Alimentation et agriculture", "Numérique et communs")
    assert row["etiquettes"] == "compost | Jardin partagé"
    assert row["porteurs"] == "Les Jardins du Bouguen"
    assert (row["commune"], row["code_commune"], row["code_departement"], row["code_region"]) == (
        "Brest",
        "29019",
        "29",
        "53",
    )
    assert (row["latitude"], row["longitude"]) == makers.BREST
    assert row["liens"] == "https://exemple.fr/ | https://exemple.org/"
    assert (row["licence_donnees"], row["licence_textes"]) == ("Licence Ouverte 2.0", "CC BY-SA 4.0")
    assert (row["source"], row["exemple"]) == ("", "non")


def test_what_comes_from_elsewhere_says_so():
    makers.make_initiative(
        source="Annuaire des fablabs", source_url="https://exemple.org/", licence="ODbL 1.0"
    )
    (row,) = rows()
    assert (row["source"], row["adresse_source"]) == ("Annuaire des fablabs", "https://exemple.org/")
    assert (row["licence_donnees"], row["licence_textes"]) == ("ODbL 1.0", "ODbL 1.0")


def test_nobody_s_name_number_or_mail_is_in_it():
    person = makers.make_actor("Camille Le Goff", kind="personne")
    makers.make_initiative(
        actors=[person],
        carried_by="Dominique Kerjean",
        phone="02 98 00 00 00",
        email="jardin@exemple.fr",
        contributor=makers.make_contributor("camille@prive.fr"),
    )
    (row,) = rows()
    said = " ".join(map(str, row.values()))
    for secret in ("Camille", "Kerjean", "02 98", "jardin@", "prive.fr"):
        assert secret not in said
    assert not {"telephone", "courriel", "email"} & {column.name for column in COLUMNS}


def test_only_relations_and_actors_that_are_shown_are_named(settings):
    declared = makers.make_actor("La Ressourcerie")
    sheet = makers.make_initiative(actors=[makers.make_actor("En attente", status="pending"), declared])
    Participation.objects.filter(actor=declared).update(declared_by=DeclaredBy.SUBJECT)
    assert rows()[0]["porteurs"] == "La Ressourcerie"
    settings.SHOW_DECLARED_RELATIONS = False
    assert rows()[0]["porteurs"] == ""
    assert sheet.participations.count() == 2


@pytest.mark.parametrize("status", ["unconfirmed", "pending", "refused", "archived", "withdrawn"])
def test_what_is_not_public_is_not_there(status):
    makers.make_initiative(status=status)
    assert rows() == []


def test_what_is_taken_down_meanwhile_is_not_sent():
    makers.make_initiative("Première")
    second = makers.make_initiative("Seconde")
    export = initiatives_export(Filters())
    actions.withdraw(sheet=second, by=Author.system())
    assert [row.initiative.title for row in export.rows] == ["Première"]


def test_without_a_place_nothing_is_invented():
    makers.make_initiative(locations=[{"kind": Location.Kind.ONLINE}])
    (row,) = rows()
    assert row["lieux"] == "En ligne"
    assert [row[name] for name in ("commune", "code_commune", "code_departement", "latitude")] == [
        None,
        None,
        None,
        None,
    ]


def test_the_newest_come_first_whatever_the_order_asked_for():
    for title in ("Bêta", "Alpha", "Gamma"):
        makers.make_initiative(title)
    assert [row["titre"] for row in rows(Filters(asked_sort="titre"))] == ["Gamma", "Alpha", "Bêta"]
    assert len(newest_first(Filters(), 2)) == 2


def test_queries_do_not_grow_with_the_rows():
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as captured:
            rows()
        return len(captured)

    makers.make_initiative(tags=["compost"], actors=[makers.make_actor()])
    one = queries()
    for number in range(12):
        makers.make_initiative(f"n° {number}", tags=["compost", f"mot {number}"])
    assert queries() <= one
    assert Initiative.objects.count() == 13
