from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from initiatives.models import Actor, Initiative
from moderation import actions
from moderation.authors import Author
from moderation.models import FormerSlug, Revision, Scope, Sheet, SheetQuerySet, Status
from tests import makers

pytestmark = pytest.mark.django_db
KINDS = [makers.make_initiative, makers.make_actor]
each_kind = pytest.mark.parametrize("make", KINDS, ids=["initiative", "actor"])


# --- Statuses, held by the database whatever the code does ----------------------------------------------------


@each_kind
@pytest.mark.parametrize(
    "bad",
    [
        {"status": "visible"},
        {"published_at": None},
        {"status": Status.PENDING, "queued_at": None},
        {"status": Status.REFUSED},
        {"status": Status.MERGED},
    ],
    ids=[
        "unknown",
        "published without date",
        "queued without date",
        "refused without reason",
        "merged nowhere",
    ],
)
def test_the_database_refuses_a_status_without_what_goes_with_it(make, bad):
    sheet = make()
    with pytest.raises(IntegrityError), transaction.atomic():
        type(sheet).objects.filter(pk=sheet.pk).update(**bad)


@each_kind
def test_only_a_merged_sheet_leads_elsewhere(make):
    sheet, other = make("Un"), make("Deux")
    with pytest.raises(IntegrityError), transaction.atomic():
        type(sheet).objects.filter(pk=sheet.pk).update(merged_into=other)


@each_kind
def test_visitors_see_published_sheets_only(make):
    made = {status: make(status.label, status=status) for status in Status if status != Status.MERGED}
    kind = type(made[Status.PUBLISHED])
    assert list(kind.objects.published()) == [made[Status.PUBLISHED]]
    assert [status for status, sheet in made.items() if sheet.is_published] == [Status.PUBLISHED]


@each_kind
def test_the_queue_gives_first_what_waits_longest(make):
    first, second, third = (make(name, status=Status.PENDING) for name in ("Un", "Deux", "Trois"))
    kind = type(first)
    kind.objects.filter(pk=third.pk).update(queued_at=first.queued_at - timedelta(days=1))
    assert list(kind.objects.pending()) == [third, first, second]


# --- Addresses ------------------------------------------------------------------------------------------------


@each_kind
def test_a_former_address_leads_to_the_sheet(make):
    sheet = make("Jardin")
    kind = type(sheet)
    sheet.rename("verger")
    sheet.save()
    assert kind.objects.moved("jardin") == sheet
    assert kind.objects.moved("verger") is None  # it has not moved: this is where it is
    assert kind.objects.moved("potager") is None
    other = Actor if kind is Initiative else Initiative
    assert other.objects.moved("jardin") is None


@each_kind
def test_a_merged_sheet_leads_to_the_one_that_stays(make):
    gone, stays = make("Doublon"), make("Jardin")
    kind = type(gone)
    kind.objects.filter(pk=gone.pk).update(status=Status.MERGED, merged_into=stays)
    assert kind.objects.moved("doublon") == stays


@each_kind
def test_nothing_leads_to_a_sheet_that_is_not_public(make):
    sheet, gone = make("Jardin"), make("Doublon")
    kind = type(sheet)
    kind.objects.filter(pk=gone.pk).update(status=Status.MERGED, merged_into=sheet)
    sheet.rename("verger")
    sheet.save()
    actions.archive(sheet=sheet, by=Author.system())
    assert kind.objects.moved("jardin") is None
    assert kind.objects.moved("doublon") is None


def test_a_former_address_goes_over_to_its_later_owner():
    first, second = makers.make_initiative("Un"), makers.make_initiative("Deux")
    FormerSlug.objects.remember(first, "jardin")
    FormerSlug.objects.remember(second, "jardin")
    assert FormerSlug.objects.owner_of(Initiative, "jardin") == second
    assert [str(former) for former in FormerSlug.objects.all()] == ["jardin"]


def test_a_former_address_whose_owner_is_gone_leads_nowhere():
    sheet = makers.make_initiative()
    FormerSlug.objects.remember(sheet, "jardin")
    Initiative.objects.all().delete()
    assert FormerSlug.objects.owner_of(Initiative, "jardin") is None


# --- Territories of moderators --------------------------------------------------------------------------------


def test_a_territory_of_moderation_exists():
    makers.make_department()
    group = Group.objects.create(name="Finistère")
    scope = Scope(group=group, territory="departement-29")
    scope.full_clean()
    scope.save()
    assert str(scope) == "Finistère"
    for token in ("departement-99", "29", "planete-mars", "departement-29; DROP TABLE"):
        with pytest.raises(ValidationError, match="n’existe pas"):
            Scope(group=group, territory=token).full_clean()


def test_a_territory_of_moderation_that_the_gazetteer_lost_shows_its_code():
    assert str(Scope(territory="departement-99")) == "departement-99"


def test_a_group_has_each_territory_once():
    group = Group.objects.create(name="Finistère")
    Scope.objects.create(group=group, territory="departement-29")
    with pytest.raises(IntegrityError):
        Scope.objects.create(group=group, territory="departement-29")


@each_kind
def test_moderators_see_the_sheets_of_their_territory(make):
    place = {"commune": makers.make_paris()}
    if make is makers.make_initiative:
        place["position"] = (48.8566, 2.3522)
    there = make("Paris", **place)
    here = make("Brest", commune=makers.make_commune())
    sheets = type(here).objects
    assert set(sheets.moderated_by(makers.make_moderator("partout"))) == {here, there}
    assert set(sheets.moderated_by(makers.make_moderator("finistere", ["departement-29"]))) == {here}
    assert not sheets.moderated_by(makers.make_moderator("ain", ["departement-01"])).exists()


# --- History --------------------------------------------------------------------------------------------------


@each_kind
def test_a_revision_finds_its_sheet_and_says_what_was_done(make, time_machine):
    time_machine.move_to("2026-03-14T23:30:00Z", tick=False)
    sheet = make()
    revision = Revision.objects.get(content_type=sheet.content_type(), object_id=sheet.pk)
    assert revision.sheet == sheet
    assert revision.data == sheet.snapshot()
    assert str(revision) == "reprise de données, 15/03/2026 00:30"  # the hour of Paris


# --- What each kind must say ----------------------------------------------------------------------------------


class Silent(Sheet):
    """A kind of sheet that says nothing of itself."""

    class Meta:
        app_label = "moderation"
        abstract = True


@pytest.mark.parametrize("method", ["get_absolute_url", "snapshot", "refresh"])
def test_a_kind_that_forgets_something_is_told_so(method):
    with pytest.raises(TypeError, match="Silent must say"):
        getattr(Silent, method)(Silent.__new__(Silent))


def test_a_kind_that_does_not_lie_in_territories_is_told_so():
    with pytest.raises(TypeError, match="must say how its sheets lie in a territory"):
        SheetQuerySet(Initiative).within([])


def test_a_kind_without_companions_has_none():
    assert list(makers.make_actor().companions()) == []
