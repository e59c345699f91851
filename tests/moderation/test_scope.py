import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError

from contributors.models import User
from initiatives.models import Actor, Initiative
from moderation import actions
from moderation.erasure import sheet_models
from moderation.models import Scope, Status, ThemeScope
from moderation.scope import Mandate, groups_within, mandates_of, territories_of, theme_names
from outbox.models import Message
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


# --- Themes ---


def themed(username, themes, territories=()):
    user = makers.make_moderator(username, territories)
    for theme in themes:
        ThemeScope.objects.create(group=user.groups.get(), theme=theme)
    return user


@pytest.fixture
def sheets():
    health, culture = makers.make_theme("sante", "Santé"), makers.make_theme("culture", "Culture")
    paris = {"commune": makers.make_paris(), "position": None}
    return {
        "health in Brest": makers.make_initiative("a", theme=health),
        "health in Paris": makers.make_initiative("b", theme=health, **paris),
        "culture in Brest": makers.make_initiative("c", theme=culture),
        "culture, and health, in Paris": makers.make_initiative("d", theme=culture, themes=[health], **paris),
    }


def seen(user, sheets):
    found = set(Initiative.objects.moderated_by(user).values_list("pk", flat=True))
    return {name for name, sheet in sheets.items() if sheet.pk in found}


def test_a_group_moderates_its_themes_everywhere(sheets):
    user = themed("a", ["sante"])
    assert mandates_of(user) == [Mandate(None, ("sante",))]
    assert territories_of(user) is None
    assert seen(user, sheets) == {"health in Brest", "health in Paris", "culture, and health, in Paris"}


def test_a_group_moderates_its_themes_in_its_territories(sheets):
    user = themed("a", ["sante"], ["departement-29"])
    assert territories_of(user) == ["departement-29"]
    assert seen(user, sheets) == {"health in Brest"}


def test_groups_add_up_without_lending_each_other_what_they_have(sheets):
    """Health in the Finistère and culture in Paris is not health in Paris."""
    user = themed("a", ["sante"], ["departement-29"])
    other = themed("b", ["culture"], ["departement-75"]).groups.get()
    user.groups.add(other)
    assert seen(user, sheets) == {"health in Brest", "culture, and health, in Paris"}


def test_groups_of_the_same_themes_make_one_mandate():
    user = themed("a", ["sante"], ["departement-29"])
    user.groups.add(themed("b", ["sante"], ["departement-75"]).groups.get())
    assert mandates_of(user) == [Mandate(("departement-29", "departement-75"), ("sante",))]


def test_the_whole_takes_all_in(sheets):
    user = themed("a", ["sante"], ["departement-29"])
    user.groups.add(Group.objects.create(name="tout"))
    assert mandates_of(user) == [Mandate(None, None)]
    assert seen(user, sheets) == set(sheets)


def test_a_theme_that_is_gone_opens_nothing(sheets):
    assert seen(themed("a", ["disparu"]), sheets) == set()


def test_what_has_no_theme_is_limited_by_territory_only():
    actor = makers.make_actor(commune=makers.make_commune())
    far = makers.make_actor("Loin", commune=makers.make_paris())
    assert set(Actor.objects.moderated_by(themed("a", ["sante"]))) == {actor, far}
    assert list(Actor.objects.moderated_by(themed("b", ["sante"], ["departement-29"]))) == [actor]


def test_a_theme_that_does_not_exist_is_refused():
    scope = ThemeScope(group=Group.objects.create(name="a"), theme="sante")
    with pytest.raises(ValidationError, match="n’existe pas"):
        scope.clean()
    makers.make_theme("sante", "Santé")
    assert theme_names() == {"sante": "Santé"}
    scope.clean()


def test_one_query_reads_all_groups(django_assert_num_queries):
    user = themed("a", ["sante", "culture"], ["departement-29", "region-53"])
    with django_assert_num_queries(1):
        assert mandates_of(user) == [Mandate(("departement-29", "region-53"), ("culture", "sante"))]


def test_territories_are_read_once_for_all_kinds_of_sheets(django_assert_num_queries):
    makers.make_commune()
    user = makers.make_moderator("finistere", ["departement-29"])
    with django_assert_num_queries(2):  # the groups, the territory
        for kind in sheet_models():
            assert str(kind._default_manager.moderated_by(user).query)
    assert [place.token for place in mandates_of(user)[0].places] == ["departement-29"]


def test_moderators_of_a_theme_hear_of_its_sheets_only():
    makers.make_theme("sante", "Santé")
    themed("sante", ["sante"])
    themed("culture", ["culture"])
    sheet = makers.make_initiative(
        theme=makers.make_theme("sante"), status=Status.UNCONFIRMED, contributor=makers.make_contributor()
    )
    actions.confirm(sheet=sheet, contributor=sheet.submitted_by)
    assert [message.to for message in Message.objects.all()] == ["sante@exemple.fr"]


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
