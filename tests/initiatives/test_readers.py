"""The versions of initiatives and actors, in words."""

import pytest

from initiatives.models import Actor, Initiative, Membership
from initiatives.readers import ActorReader, InitiativeReader, published_names
from moderation.history import Change, changes
from tests import makers

pytestmark = pytest.mark.django_db


def compared(reader, before, after):
    reader.prepare([before, after])
    return changes(reader, before, after)


def public(before, after):
    return compared(InitiativeReader(Initiative, public=True), before, after)


def test_places_and_themes_are_named():
    theme, brest = makers.make_theme(), makers.make_commune()
    reader = InitiativeReader(Initiative, public=False)
    point = {"kind": "point", "address": "2 rue X", "latitude": 48.39, "longitude": -4.48}
    point |= {"commune": brest.pk, "intercommunality": "242900314", "department": "29", "region": "53"}
    wide = {"kind": "territory", "address": "", "latitude": None, "longitude": None}
    wide |= {"commune": None, "intercommunality": None, "department": "29", "region": "53"}
    snapshot = {
        "main_theme": theme.slug,
        "locations": [point, wide, {"kind": "online"}],
        "actors": [{"actor": "a", "name": "Les Mains vertes", "role": "porte"}],
        "photos": [{"id": 3, "alt": "Un bac", "credit": ""}],
    }
    reader.prepare([snapshot])
    assert {change.label: change.added for change in changes(reader, {}, snapshot)} == {
        "thème principal": ["Alimentation et agriculture"],
        "lieux": [
            "Une adresse précise, Brest (29), 2 rue X, 48.39, -4.48",
            "Un territoire plus large, Finistère",
            "En ligne",
        ],
        "acteurs": ["Les Mains vertes (porte)"],
        "photos": ["photo 3, Un bac"],
    }


def test_every_field_of_a_snapshot_has_a_french_name():
    sheet = makers.make_initiative()
    reader = InitiativeReader(Initiative, public=False)
    reader.prepare([])
    unnamed = [name for name in sheet.snapshot() if reader.label(name) == name]
    assert unnamed == ["description", "licence", "photos"]  # the same word in both languages


POINT = {
    "kind": "point",
    "address": "2 rue du Bouguen",
    "latitude": 48.39,
    "longitude": -4.48,
    "commune": "29019",
}


def test_the_public_reads_no_street_and_no_position():
    makers.make_commune()
    (change,) = public({"locations": []}, {"locations": [POINT]})
    assert change.added == ["Une adresse précise, Brest (29)"]
    (change,) = public({"locations": [POINT]}, {"locations": [POINT | {"address": "", "latitude": 48.4}]})
    assert change == Change("lieux", gist="Modification")


def test_the_public_reads_the_names_of_published_actors_only():
    makers.make_actor("Les Jardins")
    makers.make_actor("Camille Le Goff", kind="personne", status="withdrawn")
    parts = [
        {"actor": slug, "name": "Nom d’alors", "role": "porte"}
        for slug in ("les-jardins", "camille-le-goff", "parti")
    ]
    (change,) = public({"actors": []}, {"actors": parts})
    assert change.added == ["Les Jardins (porte)"]
    assert public({"actors": parts[:1]}, {"actors": parts}) == []


def test_an_actor_is_named_as_it_is_today():
    actor = makers.make_actor("Les Jardins")
    actor.rename("les-potagers")
    actor.name = "Les Potagers"
    actor.save()
    assert published_names(["les-jardins"]) == {"les-jardins": "Les Potagers"}
    Actor.objects.create(name="Autre", slug="les-jardins", kind="association")
    assert published_names(["les-jardins", "les-potagers"]) == {"les-potagers": "Les Potagers"}


def test_who_carries_it_is_not_told_again():
    assert public({"carried_by": "Camille Le Goff"}, {"carried_by": ""}) == [
        Change("portée par (texte)", gist="Retrait")
    ]


@pytest.mark.parametrize(
    ("before", "after", "removed", "added"),
    [
        ([], [(1, "Un bac"), (2, "")], [], ["2\u00a0photos\u00a0: «\u00a0Un bac\u00a0»"]),
        ([(1, "Un bac")], [(2, "")], ["1\u00a0photo\u00a0: «\u00a0Un bac\u00a0»"], ["1\u00a0photo"]),
        (
            [(1, "Bac"), (2, "Mur")],
            [(1, "Un bac"), (2, "Mur")],
            ["1\u00a0photo\u00a0: «\u00a0Bac\u00a0»"],
            ["1\u00a0photo\u00a0: «\u00a0Un bac\u00a0»"],
        ),
    ],
)
def test_photos_are_counted_with_their_alternative_texts(before, after, removed, added):
    before, after = (
        {"photos": [{"id": pk, "alt": alt, "credit": "Camille Le Goff"} for pk, alt in photos]}
        for photos in (before, after)
    )
    (change,) = public(before, after)
    assert (list(change.removed), list(change.added)) == (removed, added)


def test_the_credit_of_a_photo_is_not_told():
    photos = [{"photos": [{"id": 1, "alt": "Un bac", "credit": name}]} for name in ("Camille Le Goff", "")]
    assert public(*photos) == [Change("photos", gist="Modification")]


def test_communes_and_networks_of_actors_are_named():
    makers.make_commune()
    makers.make_actor("Réseau des jardins", kind="reseau")
    makers.make_actor("Réseau secret", kind="reseau", status="pending")
    before = {"commune": None, "networks": []}
    after = {"commune": "29019", "networks": ["reseau-des-jardins", "reseau-secret"]}
    assert compared(ActorReader(Actor, public=True), before, after) == [
        Change("commune", [], ["Brest (29)"]),
        Change("réseaux", [], ["Réseau des jardins"]),
    ]
    assert compared(ActorReader(Actor, public=False), before, after)[1].added == [
        "Réseau des jardins",
        "Réseau secret",
    ]
    hidden = after | {"networks": ["reseau-des-jardins"]}
    assert compared(ActorReader(Actor, public=True), hidden, after) == []


def test_reading_more_versions_asks_no_more(django_assert_max_num_queries):
    actors = [makers.make_actor(f"Acteur {n}") for n in range(5)]
    snapshots = [makers.make_initiative(f"Jardin {n}", actors=actors[:n]).snapshot() for n in range(5)]
    with django_assert_max_num_queries(10):
        InitiativeReader(Initiative, public=True).prepare(snapshots)


def test_the_public_history_names_no_network_that_one_side_alone_declares(settings):
    actor = makers.make_actor()
    for name, declared_by in (("Réseau sûr", "both"), ("Réseau Fantôme", "subject")):
        network = makers.make_actor(name, kind="reseau")
        Membership.objects.create(actor=actor, network=network, declared_by=declared_by)
    after = actor.snapshot()
    before = after | {"networks": []}
    shown = ["Réseau Fantôme", "Réseau sûr"]
    assert compared(ActorReader(Actor, public=True), before, after) == [Change("réseaux", [], shown)]
    settings.SHOW_DECLARED_RELATIONS = False
    assert compared(ActorReader(Actor, public=True), before, after) == [Change("réseaux", [], ["Réseau sûr"])]
    assert compared(ActorReader(Actor, public=False), before, after) == [Change("réseaux", [], shown)]
    # By a former address of either, too.
    for sheet in Actor.objects.all():
        sheet.rename(f"{sheet.slug}-2")
        sheet.save()
    assert compared(ActorReader(Actor, public=True), before, after) == [Change("réseaux", [], ["Réseau sûr"])]
