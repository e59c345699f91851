import pytest

from moderation import charter, erasure
from moderation.models import CharterPoint, CharterTick, Status
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def points():
    CharterPoint.objects.all().delete()
    return [CharterPoint.objects.create(text=f"Point {rank}", rank=rank) for rank in (1, 2, 3)]


@pytest.fixture
def sheet():
    return makers.make_initiative(status=Status.PENDING)


def ticked(sheet):
    return [str(line.point) for line in charter.checklist(sheet) if line.tick]


def test_points_come_in_their_order_with_who_ticked_them(points, sheet):
    user = makers.make_moderator("anne")
    CharterPoint.objects.filter(pk=points[0].pk).update(rank=9)
    charter.tick(sheet=sheet, user=user, points=[str(points[1].pk)])
    lines = charter.checklist(sheet)
    assert [(str(line.point), line.tick and line.tick.user) for line in lines] == [
        ("Point 2", user),
        ("Point 3", None),
        ("Point 1", None),
    ]


def test_only_what_was_changed_is_written(points, sheet):
    """Two people tick at the same time: neither undoes what the other did."""
    anne, brieuc = makers.make_moderator("anne"), makers.make_moderator("brieuc")
    one, two, three = (str(point.pk) for point in points)
    charter.tick(sheet=sheet, user=anne, points=[one, two])
    # Both have the page with one and two ticked; one unticks two, the other adds three.
    charter.tick(sheet=sheet, user=anne, points=[one], were=[one, two])
    charter.tick(sheet=sheet, user=brieuc, points=[one, two, three], were=[one, two])
    assert ticked(sheet) == ["Point 1", "Point 3"]
    assert CharterTick.objects.get(point=points[0]).user == anne
    charter.tick(sheet=sheet, user=brieuc, points=[one])
    assert CharterTick.objects.get(point=points[0]).user == anne


@pytest.mark.parametrize("sent", ["0", "", "x", "\u0663", "9" * 40, "-1", "\x00"])
def test_what_is_no_point_is_ignored(points, sheet, sent):
    charter.tick(sheet=sheet, user=makers.make_moderator(), points=[sent], were=[sent])
    assert ticked(sheet) == []


def test_a_point_that_is_out_of_use_keeps_its_ticks_and_is_not_shown(points, sheet):
    charter.tick(sheet=sheet, user=makers.make_moderator(), points=[str(point.pk) for point in points])
    CharterPoint.objects.filter(pk=points[0].pk).update(is_active=False)
    charter.tick(sheet=sheet, user=makers.make_moderator("b"), points=[], were=[str(points[0].pk)])
    assert ticked(sheet) == ["Point 2", "Point 3"]
    assert CharterTick.objects.filter(point=points[0]).exists()


def test_what_is_not_ticked_is_not_met(points, sheet):
    charter.tick(sheet=sheet, user=makers.make_moderator(), points=[str(points[0].pk)])
    assert [str(point) for point in CharterPoint.objects.unmet(sheet)] == ["Point 2", "Point 3"]
    other = makers.make_initiative("Autre", status=Status.PENDING)
    assert CharterPoint.objects.unmet(other).count() == 3


def test_erasing_a_sheet_erases_its_ticks(points, sheet):
    charter.tick(sheet=sheet, user=makers.make_moderator(), points=[str(points[0].pk)])
    erasure.erase(sheet=sheet)
    assert not CharterTick.objects.exists()


def test_a_point_is_written_as_its_own_sentence_or_as_itself():
    assert CharterPoint(text="Un lieu.").sentence == "Un lieu."
    assert CharterPoint(text="Un lieu.", missing="Où est-ce\u202f?").sentence == "Où est-ce\u202f?"
