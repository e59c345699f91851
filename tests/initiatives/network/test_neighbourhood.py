import pytest

from initiatives.models import DeclaredBy, Kinship, Membership, Participation
from initiatives.network.neighbourhood import NODES, neighbourhood_of
from moderation.models import Status
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.fixture
def actor():
    return makers.make_actor()


def names(drawing):
    return sorted(dot.node.name for dot in drawing.dots)


def test_what_a_sheet_is_bound_to_and_what_that_is_bound_to(actor):
    garden = makers.make_initiative("Jardin", actors=[actor])
    makers.make_initiative("Verger", actors=[actor])
    Membership.objects.create(actor=actor, network=makers.make_actor("Réseau", kind="reseau"))
    other = makers.make_initiative("Autre ville", actors=[makers.make_actor("Autre acteur")])
    Kinship.objects.create(initiative=other, other=garden, kind="inspiree")
    assert names(neighbourhood_of(garden)) == [
        "Autre acteur", "Autre ville", "Jardin", "Les Jardins du Bouguen", "Réseau", "Verger",
    ]  # fmt: skip
    assert names(neighbourhood_of(actor)) == [
        "Autre ville", "Jardin", "Les Jardins du Bouguen", "Réseau", "Verger",
    ]  # fmt: skip
    middle = next(dot for dot in neighbourhood_of(garden).dots if dot.node.name == "Jardin")
    assert (middle.x, middle.y) == ("50.00%", "50.00%")


def test_a_single_relation_is_not_drawn(actor):
    garden = makers.make_initiative("Jardin", actors=[actor])
    assert neighbourhood_of(garden) is neighbourhood_of(actor) is None
    assert neighbourhood_of(makers.make_initiative("Seule")) is None


@pytest.mark.parametrize("status", [Status.PENDING, Status.ARCHIVED, Status.WITHDRAWN])
def test_only_what_is_published(actor, status):
    garden = makers.make_initiative("Jardin", actors=[actor])
    makers.make_initiative("Cachée", actors=[actor], status=status)
    Participation.objects.create(initiative=garden, actor=makers.make_actor("Caché", status=status))
    makers.make_initiative("Verger", actors=[actor])
    assert names(neighbourhood_of(garden)) == ["Jardin", "Les Jardins du Bouguen", "Verger"]


def test_what_one_side_declares_shows_as_settings_say(actor, settings):
    garden = makers.make_initiative("Jardin", actors=[actor])
    Participation.objects.create(
        initiative=garden, actor=makers.make_actor("Une"), declared_by=DeclaredBy.OBJECT
    )
    assert names(neighbourhood_of(garden)) == ["Jardin", "Les Jardins du Bouguen", "Une"]
    settings.SHOW_DECLARED_RELATIONS = False
    assert neighbourhood_of(garden) is None


def test_it_is_bounded_and_asks_one_query(actor, django_assert_num_queries):
    garden = makers.make_initiative("Jardin", actors=[actor])
    for number in range(30):
        Participation.objects.create(
            initiative=garden, actor=makers.make_actor(f"Acteur {number}"), role="soutient"
        )
        makers.make_initiative(f"Autre {number}", actors=[actor])
    neighbourhood_of(garden)  # themes are remembered
    for sheet in (garden, actor):
        with django_assert_num_queries(2):  # one, and the version by which themes are remembered
            assert len(neighbourhood_of(sheet).dots) == NODES


def test_what_is_not_published_hides_nothing_that_is(actor):
    for number in range(2 * NODES):
        makers.make_initiative(f"Archivée {number}", actors=[actor], status=Status.ARCHIVED)
    shown = [makers.make_initiative(f"Jardin {number}", actors=[actor]) for number in range(3)]
    for number in range(2 * NODES):
        makers.make_initiative(f"Close {number}", actors=[actor], status=Status.ARCHIVED)
    assert names(neighbourhood_of(actor)) == [*(sheet.title for sheet in shown), "Les Jardins du Bouguen"]
    network = makers.make_actor("Réseau", kind="reseau")
    for number in range(2 * NODES + 3):
        status = Status.PUBLISHED if number % NODES == 0 else Status.WITHDRAWN
        member = makers.make_actor(f"Membre {number:02}", status=status)
        Membership.objects.create(actor=member, network=network)
    assert names(neighbourhood_of(network)) == ["Membre 00", "Membre 12", "Membre 24", "Réseau"]


def test_the_drawing_does_not_depend_on_where_rows_lie(actor):
    sheets = [
        makers.make_initiative(f"Jardin {number:02}", actors=[actor]) for number in range(2 * NODES + 6)
    ]
    before = names(neighbourhood_of(actor))
    rows = Participation.objects.filter(initiative__in=[sheet.pk for sheet in sheets])
    for row in list(rows.order_by("-pk")):  # each is written again, elsewhere
        row.role = "soutient"
        row.save()
    assert names(neighbourhood_of(actor)) == before
    assert "Jardin 06" in before and "Jardin 05" not in before  # the newest are looked at
