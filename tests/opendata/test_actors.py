"""Rows of actors: organisations, never persons."""

import pytest
from django.http import QueryDict

from initiatives.models import DeclaredBy, Membership
from opendata.actors import actors_export
from tests import makers

pytestmark = pytest.mark.django_db


def rows(query=""):
    export = actors_export(QueryDict(query))
    return [{column.name: column.read(row) for column in export.columns} for row in export.rows]


def test_a_row_says_what_the_page_says(settings):
    network = makers.make_actor("Réseau des jardins", kind="reseau")
    actor = makers.make_actor(
        commune=makers.make_commune(),
        phone="02 98 00 00 00",
        email="jardins@exemple.fr",
        links=[{"url": "https://exemple.fr/", "title": ""}],
    )
    Membership.objects.create(actor=actor, network=network)
    row = rows()[0]
    assert row["adresse_permanente"] == settings.SITE_URL + actor.get_absolute_url()
    assert (row["nom"], row["sorte"]) == ("Les Jardins du Bouguen", "Association")
    assert (row["commune"], row["code_commune"], row["code_departement"]) == ("Brest", "29019", "29")
    assert (row["reseaux"], row["liens"]) == ("Réseau des jardins", "https://exemple.fr/")
    said = " ".join(map(str, row.values()))
    assert "02 98" not in said
    assert "jardins@" not in said


def test_a_person_is_never_there():
    makers.make_actor("Camille Le Goff", kind="personne")
    makers.make_actor("Les Mains vertes")
    assert [row["nom"] for row in rows()] == ["Les Mains vertes"]
    assert rows("type=personne") == []


def test_the_filters_are_those_of_the_list():
    brest = makers.make_commune()
    makers.make_actor("Les Mains vertes", commune=brest)
    makers.make_actor("Brest Métropole", kind="collectivite", commune=brest)
    makers.make_actor("Ville de Paris", kind="collectivite", commune=makers.make_paris())

    def names(query):
        return [row["nom"] for row in rows(query)]

    assert names("q=mains") == ["Les Mains vertes"]
    assert names("type=collectivite") == ["Brest Métropole", "Ville de Paris"]
    assert names("territoire=departement-29&type=collectivite") == ["Brest Métropole"]
    assert len(names("type=zzz&territoire=zzz&q=%00")) == 3


@pytest.mark.parametrize("status", ["pending", "archived", "withdrawn"])
def test_what_is_not_public_is_not_there(status):
    makers.make_actor(status=status)
    assert rows() == []


def test_only_memberships_that_are_shown_are_named(settings):
    network, actor = makers.make_actor("Réseau", kind="reseau"), makers.make_actor()
    Membership.objects.create(actor=actor, network=network, declared_by=DeclaredBy.SUBJECT)
    assert rows("q=jardins")[0]["reseaux"] == "Réseau"
    settings.SHOW_DECLARED_RELATIONS = False
    assert rows("q=jardins")[0]["reseaux"] == ""


def test_they_lie_in_the_middle_of_their_commune():
    makers.make_actor(commune=makers.make_commune())
    makers.make_actor("Sans commune")
    export = actors_export(QueryDict())
    assert [export.points(row) for row in export.rows] == [[(makers.BREST[1], makers.BREST[0])], []]
