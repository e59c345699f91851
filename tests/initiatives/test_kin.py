import pytest

from initiatives.kin import kin_of
from initiatives.models import Initiative, Kinship
from initiatives.sheet import published_sheet
from moderation import actions
from moderation.authors import Author
from tests import makers

pytestmark = pytest.mark.django_db


def told(sheet):
    return [
        (label, [(one.initiative.title, one.said_by) for one in linked]) for label, linked in kin_of(sheet)
    ]


def test_links_are_told_from_both_ends():
    one, two = makers.make_initiative("Un"), makers.make_initiative("Deux")
    for kind in Kinship.Kind.values:
        Kinship.objects.create(initiative=one, other=two, kind=kind)
    for sheet in (one, published_sheet(one.slug)):
        assert [label for label, _ in told(sheet)] == ["S’inspire de", "Fait partie de", "Fait suite à"]
    for sheet in (two, published_sheet(two.slug)):
        assert told(sheet) == [
            ("A inspiré", [("Un", "")]),
            ("Comprend", [("Un", "")]),
            ("A pour suite", [("Un", "")]),
        ]


def test_what_one_alone_says_is_told_as_such_or_not_at_all(settings):
    one, two = makers.make_initiative("Un"), makers.make_initiative("Deux")
    Kinship.objects.create(initiative=one, other=two, kind="suite", declared_by="subject")
    assert told(one) == [("Fait suite à", [("Deux", "selon cette initiative")])]
    assert told(published_sheet("deux")) == [("A pour suite", [("Un", "selon l’autre initiative")])]
    settings.SHOW_DECLARED_RELATIONS = False
    assert told(one) == told(published_sheet("deux")) == []


def test_a_sheet_that_is_not_public_is_not_named():
    one, two = makers.make_initiative("Un"), makers.make_initiative("Deux")
    Kinship.objects.create(initiative=one, other=two, kind="suite")
    actions.withdraw(sheet=two, by=Author.system())
    assert told(published_sheet("un")) == told(Initiative.objects.get(slug="un")) == []


def test_pages_say_it(client):
    actor = makers.make_actor()
    one = makers.make_initiative("Un", actors=[actor])
    one.participations.update(declared_by="object")
    Kinship.objects.create(
        initiative=one, other=makers.make_initiative("Deux"), kind="partie", declared_by="object"
    )
    page = client.get(one.get_absolute_url()).content.decode()
    assert (
        "Fait partie de" in page
        and "selon l’autre initiative" in page
        and "porte, selon l’initiative" in page
    )
    page = client.get("/initiatives/deux/").content.decode()
    assert "Comprend" in page and "selon cette initiative" in page
