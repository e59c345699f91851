import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError

from contributors.models import User
from moderation.models import Scope
from moderation.scope import groups_within, territories_of
from tests import makers

pytestmark = pytest.mark.django_db


def test_a_superuser_moderates_everywhere():
    assert territories_of(makers.make_administrator()) is None


def test_a_group_without_territory_moderates_everywhere():
    assert territories_of(makers.make_moderator()) is None


def test_a_group_moderates_its_territories():
    user = makers.make_moderator("a", ["departement-29", "region-53"])
    assert territories_of(user) == ["departement-29", "region-53"]


def test_the_widest_of_several_groups_wins():
    user = makers.make_moderator("a", ["departement-29"])
    user.groups.add(Group.objects.create(name="tout le pays"))
    assert territories_of(user) is None


def test_territories_of_several_groups_add_up():
    user = makers.make_moderator("a", ["departement-29"])
    other = Group.objects.create(name="autre")
    Scope.objects.create(group=other, territory="departement-22")
    user.groups.add(other)
    assert territories_of(user) == ["departement-22", "departement-29"]


def test_somebody_without_group_moderates_nowhere():
    assert territories_of(User.objects.create_user("seul", is_staff=True)) == []


def test_an_account_that_was_closed_moderates_nowhere():
    user = makers.make_administrator()
    user.is_active = False
    assert territories_of(user) == []


def test_a_territory_that_does_not_exist_is_refused():
    scope = Scope(group=Group.objects.create(name="a"), territory="departement-999")
    with pytest.raises(ValidationError, match="n’existe pas"):
        scope.clean()
    makers.make_department()
    scope.territory = "departement-29"
    scope.clean()
    assert str(scope) == "Finistère"


def make_group(name, *territories):
    group = Group.objects.create(name=name)
    for territory in territories:
        Scope.objects.create(group=group, territory=territory)
    return group


def test_groups_within_are_those_whose_territories_are_all_inside():
    makers.make_commune()
    makers.make_paris()
    make_group("Brest", "commune-29019", "intercommunalite-242900314")
    make_group("Paris et Brest", "commune-29019", "departement-75")
    make_group("partout")
    make_group("nulle part", "departement-999")
    user = makers.make_moderator("a", ["region-53"])
    assert [group.name for group in groups_within(user)] == ["Brest", "groupe de a"]
    everywhere = makers.make_moderator("b")
    assert {"partout", "Paris et Brest"} <= {group.name for group in groups_within(everywhere)}
    assert len(groups_within(makers.make_administrator())) == Group.objects.count()


def test_whoever_is_out_of_the_team_has_no_groups():
    make_group("Brest", "departement-29")
    user = makers.make_moderator("a", ["departement-29"])
    user.is_active = False
    assert groups_within(user) == []
