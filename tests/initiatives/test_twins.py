import pytest
from django.urls import reverse

from initiatives.models import Initiative, Location
from initiatives.twins import actors_like, twins_of
from moderation.models import Status
from tests import makers
from tests.proposals import proposal, review_address

pytestmark = pytest.mark.django_db
LATITUDE, LONGITUDE = 48.39, -4.486
TITLE = "Jardin partagé du Bouguen"


def at(metres=0.0, commune=True):
    """Return a place that many metres north of the first."""
    return Location(
        kind="point",
        commune=makers.make_commune() if commune else None,
        latitude=LATITUDE + metres / 111_200,
        longitude=LONGITUDE,
    )


@pytest.fixture
def garden():
    return makers.make_initiative(TITLE, position=(LATITUDE, LONGITUDE))


@pytest.mark.parametrize(
    ("title", "metres", "found"),
    [
        (TITLE, 0, True),
        ("jardin partage du BOUGUEN", 900, True),
        ("Le jardin du Bouguen", 350, True),
        ("Jardins partagés du Bougen", 390, True),
        ("Le potager du Bouguen", 350, True),
        ("Le potager du Bouguen", 900, False),
        ("Atelier vélo", 0, False),
        ("Jardin partagé de Kerinou", 5_000, False),
        ("", 0, False),
        ("de la et du", 0, False),
    ],
)
def test_names_must_be_the_more_alike_the_farther_they_are(garden, title, metres, found):
    twins = twins_of(title, [at(metres)])
    assert [twin.initiative for twin in twins] == ([garden] if found else [])
    for twin in twins:
        assert twin.metres == pytest.approx(metres, abs=6)


def test_in_the_same_commune_without_a_point_the_name_decides(garden):
    place = Location(kind="commune", commune=makers.make_commune())
    assert [(twin.initiative, twin.km) for twin in twins_of("Jardin partagé du Bouguen", [place])] == [
        (garden, None)
    ]
    assert twins_of("Jardin de Kerinou", [place]) == []
    paris = Location(kind="commune", commune=makers.make_paris())
    assert twins_of(TITLE, [paris]) == []


def test_those_that_wait_are_for_moderators_and_oneself_is_no_twin(garden):
    waiting = makers.make_initiative(TITLE, status=Status.PENDING, position=(LATITUDE, LONGITUDE))
    makers.make_initiative(TITLE, status=Status.REFUSED, position=(LATITUDE, LONGITUDE))
    assert [twin.initiative for twin in twins_of(TITLE, [at()])] == [garden]
    found = twins_of(TITLE, [at()], waiting=True, but=garden.pk)
    assert [twin.initiative for twin in found] == [waiting]


def test_five_at_most_the_most_alike_first(garden):
    for number in range(8):
        makers.make_initiative(f"{TITLE} {number}", position=(LATITUDE, LONGITUDE))
    found = twins_of(TITLE, [at(), at(50)])
    assert len(found) == 5 and found[0].initiative == garden
    assert [twin.likeness for twin in found] == sorted((twin.likeness for twin in found), reverse=True)


def test_queries_do_not_grow_with_twins(garden, django_assert_max_num_queries):
    for number in range(8):
        makers.make_initiative(f"{TITLE} {number}", position=(LATITUDE, LONGITUDE))
    with django_assert_max_num_queries(12):
        for twin in twins_of(TITLE, [at()], waiting=True):
            assert twin.initiative.place_label


def test_the_look_before_sending_warns_and_lets_go_on(client, garden):
    address = review_address(client, proposal(title="Jardin partagé du Bouguen"))
    page = client.get(address).content.decode()
    assert "Est-ce déjà cette fiche" in page and garden.get_absolute_url() in page
    client.post(address)
    assert Initiative.objects.filter(title=TITLE).count() == 2
    other = client.get(review_address(client, proposal(title="Atelier vélo"))).content.decode()
    assert "Est-ce déjà" not in other


def test_moderators_see_twins_of_their_territories(client, garden):
    user = makers.make_moderator("finistere", ["departement-29"])
    client.force_login(user)
    sheet = makers.make_initiative(TITLE, status=Status.PENDING, position=(LATITUDE, LONGITUDE))
    other = makers.make_initiative(TITLE, status=Status.PENDING, position=(LATITUDE, LONGITUDE))
    page = client.get(reverse("admin:initiatives_initiative_change", args=[sheet.pk])).content.decode()
    assert "Peut-être un doublon de" in page
    assert garden.get_absolute_url() in page
    assert reverse("admin:initiatives_initiative_change", args=[other.pk]) in page
    Location.objects.filter(initiative=other).update(commune=makers.make_paris())
    page = client.get(reverse("admin:initiatives_initiative_change", args=[sheet.pk])).content.decode()
    assert reverse("admin:initiatives_initiative_change", args=[other.pk]) not in page


def names(actor, **kwargs):
    return [(found.name, round(likeness, 1)) for found, likeness in actors_like(actor, **kwargs)]


def test_actors_of_one_commune_with_close_names_are_twins():
    brest, paris = makers.make_commune(), makers.make_paris()
    actor = makers.make_actor("Les Jardins du Bouguen", commune=brest)
    makers.make_actor("les jardins du BOUGUEN", commune=brest, status=Status.PENDING)
    makers.make_actor("Jardins du Bouguen", commune=brest)
    makers.make_actor("Les Jardins du Bouguen", commune=paris)
    makers.make_actor("Jardins de Kerinou", commune=brest)
    makers.make_actor("Les Jardins du Bouguen", commune=brest, status=Status.REFUSED)
    nowhere = makers.make_actor("LES JARDINS du Bouguen")
    found = names(actor)
    assert [name for name, _ in found] == [
        "les jardins du BOUGUEN",
        "LES JARDINS du Bouguen",
        "Jardins du Bouguen",
    ]
    assert [likeness for _, likeness in found[:2]] == [1.0, 1.0]
    assert [name for name, _ in names(actor, apart=[nowhere.pk])] == [found[0][0], found[2][0]]
    assert len(names(nowhere)) == 3


def test_pairs_that_are_known_not_to_be_the_same_leave_room(garden):
    others = [makers.make_initiative(TITLE, position=(LATITUDE, LONGITUDE)) for _ in range(6)]
    found = twins_of(TITLE, [at()], but=garden.pk, apart=[sheet.pk for sheet in others[:4]])
    assert {twin.initiative for twin in found} == set(others[4:])
