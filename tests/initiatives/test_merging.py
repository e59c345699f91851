"""Photos, roles and members when sheets are merged, and when they part."""

import pytest

from initiatives import animating
from initiatives.models import (
    ActorListing,
    Animator,
    KeyCount,
    Listing,
    Membership,
    Participation,
    Tag,
    Theme,
)
from initiatives.models.animator import animators_of
from initiatives.relating.rings import closes_a_ring
from moderation import merging
from moderation.authors import Author
from moderation.models import Status
from photos.models import Photo
from places.territory import Territory
from tests import makers

pytestmark = pytest.mark.django_db
SYSTEM = Author.system()


def merge(winner, loser, **choices):
    merged, left = merging.merge(winner=winner, loser=loser, choices=choices, by=SYSTEM)
    assert left == []
    return merged


def photos(sheet):
    return [photo.pk for photo in type(sheet).objects.get(pk=sheet.pk).photos.all()]


def again(sheet):
    return type(sheet).objects.get(pk=sheet.pk)


@pytest.mark.parametrize(
    ("choice", "shown"),
    [("winner", "own"), ("loser", "theirs"), ("both", "own theirs")],
)
@pytest.mark.parametrize("status", [Status.PUBLISHED, Status.PENDING])
def test_photos_go_where_they_were_chosen_and_come_back(choice, shown, status):
    own, theirs = makers.make_photo("La nôtre"), makers.make_photo("La leur")
    winner = makers.make_initiative("Un", photos=[own])
    loser = makers.make_initiative("Deux", status=status, photos=[theirs])
    before = winner.snapshot(), loser.snapshot()
    merged = merge(winner, loser, photos=choice)
    expected = [photo.pk for name, photo in (("own", own), ("theirs", theirs)) if name in shown.split()]
    assert photos(winner) == expected
    for photo in Photo.objects.all():
        assert photo.is_public == (photo.pk in expected), photo.alt
        assert photo.path(photo.width).exists() or not photo.is_public
    assert Photo.objects.count() == 2
    assert merging.undo(merged=merged, by=SYSTEM) == []
    assert (photos(winner), photos(loser)) == ([own.pk], [theirs.pk])
    assert (again(winner).snapshot(), again(loser).snapshot()) == before
    assert Photo.objects.get(pk=own.pk).is_public
    assert Photo.objects.get(pk=theirs.pk).is_public == (status == Status.PUBLISHED)


def test_a_photo_erased_since_is_told():
    winner = makers.make_initiative("Un")
    loser = makers.make_initiative("Deux", photos=[makers.make_photo("La leur")])
    merged = merge(winner, loser, photos="loser")
    Photo.objects.all().delete()
    assert merging.undo(merged=merged, by=SYSTEM) == ["une photo («\u00a0La leur\u00a0»)"]


def test_actors_of_both_take_part_in_the_winner():
    one, two = makers.make_actor("Un"), makers.make_actor("Deux")
    winner, loser = makers.make_initiative("A", actors=[one]), makers.make_initiative("B", actors=[two])
    merged = merge(winner, loser, actors="both")
    assert [row.actor for row in winner.participations.order_by("pk")] == [one, two]
    merging.undo(merged=merged, by=SYSTEM)
    assert [row.actor for row in winner.participations.all()] == [one]
    assert [row.actor for row in loser.participations.all()] == [two]


def roles(actor):
    return sorted((row.initiative.title, row.role) for row in actor.participations.all())


def test_what_an_actor_does_moves_to_the_one_it_joins_and_back(client):
    winner, loser = makers.make_actor("Les Jardins"), makers.make_actor("Jardins")
    shared = makers.make_initiative("Partagée", actors=[winner, loser])
    alone = makers.make_initiative("Seule", actors=[loser])
    Participation.objects.create(initiative=shared, actor=loser, role="finance")
    before = roles(loser)
    merged = merge(winner, loser)
    assert roles(winner) == [("Partagée", "finance"), ("Partagée", "porte"), ("Seule", "porte")]
    page = client.get(alone.get_absolute_url()).content.decode()
    assert winner.get_absolute_url() in page and loser.get_absolute_url() not in page
    assert alone.title in client.get(winner.get_absolute_url()).content.decode()
    assert merging.undo(merged=merged, by=SYSTEM) == []
    assert roles(loser) == before and roles(winner) == [("Partagée", "porte")]
    assert loser.get_absolute_url() in client.get(alone.get_absolute_url()).content.decode()


@pytest.mark.parametrize("winner_is_in", [True, False])
def test_members_and_networks_move_too(winner_is_in):
    winner, loser = makers.make_actor("Réseau", kind="reseau"), makers.make_actor("Le réseau", kind="reseau")
    member, both, wider = makers.make_actor("Un"), makers.make_actor("Deux"), makers.make_actor("Trois")
    for actor, network in (
        (member, loser),
        (both, loser),
        (both, winner),
        (winner, loser) if winner_is_in else (loser, winner),
        (loser, wider),
    ):
        Membership.objects.create(actor=actor, network=network)
    before = winner.snapshot(), loser.snapshot()
    merged = merge(winner, loser, networks="both")
    assert set(winner.members.published()) == {member, both}
    assert set(winner.networks.published()) == {wider}
    merging.undo(merged=merged, by=SYSTEM)
    assert (again(winner).snapshot(), again(loser).snapshot()) == before
    assert set(loser.members.all()) == {member, both} | ({winner} if winner_is_in else set())


def test_a_merge_closes_no_ring_of_networks():
    winner, loser = makers.make_actor("Réseau", kind="reseau"), makers.make_actor("Le réseau", kind="reseau")
    wider, inner = makers.make_actor("Large", kind="reseau"), makers.make_actor("Étroit", kind="reseau")
    Membership.objects.create(actor=winner, network=wider)
    Membership.objects.create(actor=wider, network=loser)
    Membership.objects.create(actor=inner, network=loser)
    merged = merge(winner, loser)
    assert set(winner.members.all()) == {inner}
    assert not closes_a_ring(inner, winner)
    merging.undo(merged=merged, by=SYSTEM)
    assert set(again(loser).members.all()) == {wider, inner}


def test_what_actors_know_and_where_they_act_is_chosen_and_comes_back():
    makers.make_theme("culture", "Culture"), makers.make_theme("sante", "Santé"), makers.make_department()
    winner, loser = makers.make_actor("Les Jardins"), makers.make_actor("Jardins", territory="departement-29")
    winner.skills.set(Tag.objects.named(["compost"]))
    loser.skills.set(Tag.objects.named(["Compost", "animation"]))
    loser.themes.set(Theme.objects.filter(slug="culture"))
    before = winner.snapshot(), loser.snapshot()
    merged = merge(winner, loser, skills="both", themes="loser", territory="loser")
    after = again(winner).snapshot()
    assert (after["skills"], after["themes"], after["territory"]) == (
        ["animation", "compost"],
        ["culture"],
        "departement-29",
    )
    assert set(ActorListing.objects.values_list("pk", flat=True)) == {winner.pk}
    merging.undo(merged=merged, by=SYSTEM)
    assert (again(winner).snapshot(), again(loser).snapshot()) == before
    assert ActorListing.objects.count() == 2


def test_roles_that_somebody_took_away_since_are_told():
    winner, loser = makers.make_actor("Les Jardins"), makers.make_actor("Jardins")
    for title in ("Une", "Deux", "Trois"):
        makers.make_initiative(title, actors=[loser])
    merged = merge(winner, loser)
    winner.participations.filter(initiative__title="Une").delete()
    assert merging.undo(merged=merged, by=SYSTEM) == ["un lien retiré depuis"]
    assert len(roles(loser)) == 2
    merged = merge(winner, again(loser))
    winner.participations.all().delete()
    assert merging.undo(merged=merged, by=SYSTEM) == ["2\u00a0liens retirés depuis"]


def test_an_actor_that_waits_joins_a_published_one():
    winner = makers.make_actor("Les Jardins")
    loser = makers.make_actor("Jardins", status=Status.PENDING)
    sheet = makers.make_initiative("Proposée", status=Status.PENDING, actors=[loser])
    merge(winner, loser)
    assert list(sheet.actors.all()) == [winner] and list(sheet.companions()) == []


def test_a_change_meanwhile_leaves_to_an_actor_what_it_gets_back():
    winner, loser = (
        makers.make_actor("Les Jardins", kind="reseau"),
        makers.make_actor("Jardins", kind="reseau"),
    )
    shared = makers.make_initiative("Partagée", actors=[winner, loser])
    member = makers.make_actor("Un")
    for network in (winner, loser):
        Membership.objects.create(actor=member, network=network)
    merged = merge(winner, loser)
    for sheet in (shared, member):
        sheet.restore_snapshot(sheet.snapshot() | {"summary": "Tout neuf."})
        assert again(sheet).summary == "Tout neuf."
    assert [row.actor for row in again(shared).public_participations] == [winner]
    merging.undo(merged=merged, by=SYSTEM)
    assert roles(loser) == roles(winner) == [("Partagée", "porte")]
    assert list(loser.members.all()) == list(winner.members.all()) == [member]


def test_a_change_meanwhile_may_take_the_winner_away():
    winner, loser = makers.make_actor("Les Jardins"), makers.make_actor("Jardins")
    shared = makers.make_initiative("Partagée", actors=[winner, loser])
    merge(winner, loser)
    shared.restore_snapshot(shared.snapshot() | {"actors": []})
    assert not roles(winner)


def test_calls_go_along_and_come_back():
    winner, loser = makers.make_initiative("Un"), makers.make_initiative("Deux")
    own = makers.make_call("Un toit", initiative=winner, kind="lieu")
    theirs = makers.make_call("Des bras", initiative=loser)
    merged = merge(winner, loser)
    assert list(winner.calls.order_by("pk")) == [own, theirs]
    assert KeyCount.objects.number("appel:personnes") == 1
    assert Listing.objects.get().card["calls"] == ["lieu", "personnes"]
    assert merging.undo(merged=merged, by=SYSTEM) == []
    assert list(loser.calls.all()) == [theirs] and list(winner.calls.all()) == [own]
    assert Listing.objects.get(pk=loser.pk).card["calls"] == ["personnes"]
    assert Listing.objects.get(pk=winner.pk).card["calls"] == ["lieu"]


@pytest.mark.parametrize("state", ["proposed", "declined"])
def test_who_animates_goes_on_under_the_name_of_the_winner(state):
    makers.make_commune()
    user, territory = makers.make_administrator(), Territory.from_token("departement-29")
    winner, loser = makers.make_actor("Les Jardins", email="w@exemple.fr"), makers.make_actor("Jardins")
    said = animating.propose(actor=winner, territory=territory, by=user)
    Animator.objects.filter(pk=said.pk).update(state=state)
    done = animating.confirm(animator=animating.ask(actor=loser, territory=territory), by=user)
    merged = merge(winner, loser)
    assert [one.actor for one in animators_of(territory)] == [winner]
    assert Animator.objects.get(pk=said.pk).actor == loser
    assert merging.undo(merged=merged, by=SYSTEM) == []
    rows = Animator.objects.order_by("pk").values_list("pk", "actor", "territory", "state")
    assert list(rows) == [
        (said.pk, winner.pk, "departement-29", state),
        (done.pk, loser.pk, "departement-29", "confirmed"),
    ]


def test_a_winner_that_animates_already_goes_on():
    makers.make_commune()
    user, territory = makers.make_administrator(), Territory.from_token("departement-29")
    winner, loser = makers.make_actor("Les Jardins"), makers.make_actor("Jardins")
    own = animating.confirm(animator=animating.ask(actor=winner, territory=territory), by=user)
    animating.ask(actor=loser, territory=territory)
    merge(winner, loser)
    assert animators_of(territory) == [own]


def test_a_winner_that_gave_up_since_gives_nothing_back():
    makers.make_commune()
    user, territory = makers.make_administrator(), Territory.from_token("departement-29")
    winner, loser = makers.make_actor("Les Jardins", email="w@exemple.fr"), makers.make_actor("Jardins")
    said = animating.propose(actor=winner, territory=territory, by=user)
    done = animating.confirm(animator=animating.ask(actor=loser, territory=territory), by=user)
    merged = merge(winner, loser)
    animating.end(animator=Animator.objects.get(pk=done.pk), by=user)
    assert merging.undo(merged=merged, by=SYSTEM) == ["un lien retiré depuis"]
    assert Animator.objects.get().pk == said.pk
    assert Animator.objects.get().actor == winner
