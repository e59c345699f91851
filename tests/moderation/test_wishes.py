import pytest

from initiatives.models import Initiative
from moderation import actions
from moderation.authors import Author
from moderation.wishes import newest_version, read_version, wishes_of
from tests import makers

pytestmark = pytest.mark.django_db


def wanted(sheet, before="Jardin partagé du Bouguen", after="Le jardin"):
    (wish,) = wishes_of(sheet, {"title": {"before": before, "after": after}})
    return wish


def test_a_wish_says_what_changes():
    wish = wanted(makers.make_initiative())
    (change,) = wish.told
    assert (wish.name, change.label, change.removed, change.added) == (
        "title",
        "titre",
        ["Jardin partagé du Bouguen"],
        ["Le jardin"],
    )
    assert wish.told_meanwhile == [] and not wish.is_done


def test_what_somebody_else_changed_is_beside_it():
    sheet = makers.make_initiative("Jardin des Capucins")
    (change,) = wanted(sheet).told_meanwhile
    assert (change.removed, change.added) == (["Jardin partagé du Bouguen"], ["Jardin des Capucins"])


def test_what_the_sheet_says_already_is_done():
    wish = wanted(makers.make_initiative("Le jardin"))
    assert wish.is_done and wish.meanwhile is None


def test_fields_are_in_the_order_of_the_sheet():
    sheet = makers.make_initiative()
    changes = {name: {"before": "", "after": "x"} for name in ("phone", "summary", "title")}
    assert [wish.name for wish in wishes_of(sheet, changes)] == ["title", "summary", "phone"]


def test_the_version_grows_with_each_change():
    sheet = makers.make_initiative()
    first = newest_version(sheet)
    actions.amend(sheet=sheet, by=Author.system())
    assert newest_version(sheet) > first > 0
    untold = Initiative.objects.create(
        title="x", summary="x", main_theme=makers.make_theme(), stage="idee", scale="commune"
    )
    assert newest_version(untold) == 0


@pytest.mark.parametrize(
    ("text", "number"), [("12", 12), ("0", 0), ("", -1), ("x", -1), ("-3", -1), ("²", -1), ("9" * 30, -1)]
)
def test_the_number_of_a_version_as_it_comes_back(text, number):
    assert read_version(text) == number
