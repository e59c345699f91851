import pytest

from moderation import actions, erasure, holdings
from moderation.authors import Author
from moderation.exporting import export_of
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(monkeypatch):
    """Hold something more, and return what was asked to forget it."""
    monkeypatch.setattr(holdings, "_HOLDINGS", {})
    forgotten = []
    holding = holdings.Holding(
        forget=lambda content_type, numbers: forgotten.append((content_type, list(numbers))),
        export=lambda contributor: {"timbres": [contributor.name]},
        purge=lambda: {"stamps": 3},
    )
    holdings.register("timbres", holding)
    return forgotten


def test_what_is_held_above_is_forgotten_told_and_purged(told):
    sheet = makers.make_initiative(status="pending")
    number, kind = sheet.pk, sheet.content_type()
    erasure.erase(sheet=sheet)
    assert told == [(kind, [number])]
    assert export_of(makers.make_contributor(name="Camille"))["timbres"] == ["Camille"]
    assert erasure.purge()["stamps"] == 3


def test_what_depends_on_a_sheet_is_told_of_each_change(told):
    seen = []
    holdings.register(
        "suites", holdings.Holding(export=lambda person: {}, follow=lambda one: seen.append(one.status))
    )
    sheet = makers.make_initiative(status="pending")
    seen.clear()
    actions.publish(sheet=sheet, by=Author.system())
    actions.withdraw(sheet=sheet, by=Author.system())
    assert seen == ["published", "withdrawn"]
