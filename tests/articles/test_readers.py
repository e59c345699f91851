"""The versions of analyses, in words."""

import pytest

from articles.models import Article
from articles.readers import ArticleReader
from moderation.history import changes
from tests import makers

pytestmark = pytest.mark.django_db


def told(before, after, *, public):
    reader = ArticleReader(Article, public=public)
    reader.prepare([before, after])
    return {
        change.label: (list(change.removed), list(change.added), change.gist)
        for change in changes(reader, before, after)
    }


def test_names_instead_of_codes():
    initiative, garden = makers.make_initiative(), makers.make_theme()
    before = makers.make_article().snapshot()
    after = before | {
        "initiatives": [initiative.slug], "themes": [garden.slug], "territory": "departement-29", "kind": "methode",
    }  # fmt: skip
    found = told(before, after, public=False)
    assert found["initiatives présentées"][1] == [initiative.title]
    assert found["thèmes"][1] == [garden.name]
    assert found["territoire"][1] == ["Finistère (département)"]
    assert found["sorte"] == (["Retour d’expérience"], ["Méthode"], "")


def test_the_public_reads_no_name_that_is_not_public():
    hidden, actor = (
        makers.make_initiative("Caché", status="pending"),
        makers.make_actor("Secret", status="pending"),
    )
    before = makers.make_article(signed_by="Camille Le Goff").snapshot()
    after = before | {"initiatives": [hidden.slug], "authors": [actor.slug], "signed_by": ""}
    assert told(before, after, public=True) == {"signée": ([], [], "Retrait")}
    assert told(before, after, public=False)["initiatives présentées"][1] == ["Caché"]
