import pytest
from django.db import IntegrityError, transaction

from initiatives.models import (
    Actor,
    ActorListing,
    DeclaredBy,
    Initiative,
    KeyCount,
    Kinship,
    Listing,
    Location,
    Membership,
    NetworkLayout,
    Participation,
    Pin,
    Tag,
    Theme,
)
from initiatives.models.slugs import free_slug
from moderation import actions
from moderation.authors import Author
from moderation.erasure import erase
from moderation.models import FormerSlug
from places.territory import Territory
from tests import makers

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Jardin partagé", "jardin-partage"),
        ("L’Œuvre d’à côté", "l-oeuvre-d-a-cote"),
        ("日本", "initiative"),
        ("---", "initiative"),
        ("1984", "initiative-1984"),
        ("Proposer", "initiative-proposer"),
        ("a" * 120, "a" * 80),
    ],
)
def test_addresses(title, slug):
    assert free_slug(Initiative, title) == slug


def test_an_address_is_given_once_former_ones_included():
    first = makers.make_initiative("Jardin")
    assert makers.make_initiative("Jardin").slug == "jardin-2"
    first.rename("verger")
    first.save()
    assert FormerSlug.objects.owner_of(Initiative, "jardin") == first
    assert free_slug(Initiative, "Jardin") == "jardin-3"


def test_tags_are_one_whatever_accents_and_case():
    tags = Tag.objects.named(["École", "ecole", " ÉCOLE ", "#jardin", "", "!!", "école buissonnière"])
    assert [tag.name for tag in tags] == ["École", "jardin", "école buissonnière"]
    assert Tag.objects.named(["ecole"]) == tags[:1]
    assert [tag.slug for tag in tags] == ["ecole", "jardin", "ecole-buissonniere"]
    (foreign,) = Tag.objects.named(["日本"])
    assert foreign.slug == "65e5-672c"


def test_a_tag_counts_through_published_sheets_only():
    makers.make_initiative("Un", tags=["verger"])
    makers.make_initiative("Deux", tags=["verger", "caché"], status="pending")
    assert {tag.name: tag.published for tag in Tag.objects.used()} == {"verger": 1}


def refused(make):
    with pytest.raises(IntegrityError), transaction.atomic():
        make()
    return True


def test_the_database_refuses_what_cannot_be():
    sheet = makers.make_initiative()
    commune = makers.make_commune()
    of = {"initiative": sheet}
    assert refused(lambda: Location.objects.create(kind="point", commune=commune, **of))
    assert refused(lambda: Location.objects.create(kind="point", latitude=48.0, longitude=-4.0, **of))
    assert refused(lambda: Location.objects.create(kind="online", latitude=48.0, longitude=-4.0, **of))
    assert refused(lambda: Location.objects.create(kind="commune", **of))
    assert refused(lambda: Location.objects.create(kind="territory", **of))
    assert refused(
        lambda: Location.objects.create(kind="point", commune=commune, latitude=95, longitude=0, **of)
    )
    assert refused(lambda: Initiative.objects.filter(pk=sheet.pk).update(published_at=None))
    assert refused(lambda: Initiative.objects.filter(pk=sheet.pk).update(status="visible"))
    assert refused(lambda: Initiative.objects.filter(pk=sheet.pk).update(status="refused"))
    assert refused(lambda: Initiative.objects.filter(pk=sheet.pk).update(status="merged"))
    assert refused(lambda: Initiative.objects.filter(pk=sheet.pk).update(stage="finie"))
    actor = makers.make_actor()
    assert refused(lambda: Membership.objects.create(actor=actor, network=actor))
    Participation.objects.create(initiative=sheet, actor=actor, role="porte")
    assert refused(lambda: Participation.objects.create(initiative=sheet, actor=actor, role="porte"))
    assert refused(
        lambda: Tag.objects.create(name="Verger", slug="a") and Tag.objects.create(name="verger", slug="b")
    )


def test_a_location_knows_what_holds_it():
    makers.make_commune()
    sheet = makers.make_initiative(locations=[])
    town = Location.objects.create(initiative=sheet, kind="commune", commune_id="29019")
    group = Location.objects.create(initiative=sheet, kind="territory", intercommunality_id="242900314")
    for location in (town, group):
        location.refresh_from_db()
        assert (location.intercommunality_id, location.department_id, location.region_id) == (
            "242900314",
            "29",
            "53",
        )
    assert [location.label for location in (town, group)] == ["Brest (29)", "Brest Métropole"]
    assert Location(kind="online").label == "En ligne"
    assert Location(kind="national").label == "Toute la France"


def keys_of(sheet):
    return set(Listing.objects.get(pk=sheet.pk).keys)


def test_a_published_sheet_is_listed_by_its_keys():
    sante = makers.make_theme("sante", "Santé")
    actor = makers.make_actor(kind="collectif")
    waiting = makers.make_actor("En attente", status="pending")
    sheet = makers.make_initiative(themes=[sante], tags=["verger"], actors=[actor, waiting])
    tag = Tag.objects.get(name="verger")
    assert keys_of(sheet) == {
        "*", "avancement:activite", "echelle:quartier", f"theme:{sheet.main_theme_id}", f"theme:{sante.pk}",
        f"tag:{tag.pk}", f"acteur:{actor.pk}", "type:collectif", "commune-29019", "intercommunalite-242900314",
        "departement-29", "region-53",
    }  # fmt: skip
    national = makers.make_initiative("Partout", locations=[{"kind": "national"}])
    assert {"sur:national", "sans-point"} <= keys_of(national)
    wide = makers.make_initiative("Bretagne", locations=[{"kind": "territory", "region_id": "53"}])
    assert {"sur:region-53", "region-53", "sans-point"} <= keys_of(wide)


def test_counts_follow_publication_changes_and_deletion():
    sheet = makers.make_initiative(tags=["verger"])
    makers.make_initiative("Autre")
    assert KeyCount.objects.number("*") == 2
    assert KeyCount.objects.of("commune-") == {"29019": 2}
    actions.archive(sheet=sheet, by=Author.system())
    assert KeyCount.objects.number("*") == 1
    assert not KeyCount.objects.filter(key__startswith="tag:").exists()
    assert Pin.objects.count() == 1
    Initiative.objects.all().delete()
    assert not KeyCount.objects.exists()


def test_an_actor_taken_down_leaves_the_sheets_that_name_it():
    actor = makers.make_actor("Les Mains vertes")
    sheet = makers.make_initiative(actors=[actor])
    assert sheet.actor_label == "Les Mains vertes"
    actions.archive(sheet=actor, by=Author.system())
    sheet = Initiative.objects.for_cards().get()
    assert sheet.actor_label == ""
    assert not {key for key in keys_of(sheet) if key.startswith("acteur:")}


def test_labels_of_places_and_actors():
    names = ["Un", "Deux", "Trois"]
    sheet = makers.make_initiative(
        actors=[makers.make_actor(name) for name in names],
        locations=[
            {"kind": "commune", "commune": makers.make_commune()},
            {"kind": "online"},
            {"kind": "national"},
        ],
    )
    assert sheet.actor_label == "Un et 2 autres"
    assert sheet.place_label == "Brest (29) et 2 autres lieux"
    assert makers.make_initiative("Sans", locations=[]).place_label == ""
    assert makers.make_initiative("Texte", carried_by="Une voisine").actor_label == "Une voisine"


def test_a_snapshot_holds_what_is_public_and_nothing_else():
    contributor = makers.make_contributor("secret@exemple.fr")
    sheet = makers.make_initiative(tags=["b", "a"], actors=[makers.make_actor()], contributor=contributor)
    snapshot = sheet.snapshot()
    assert snapshot["tags"] == ["a", "b"]
    assert snapshot["locations"][0]["commune"] == "29019"
    assert snapshot["actors"][0]["role"] == "porte"
    assert "secret@exemple.fr" not in str(snapshot)


def within(kind, *tokens):
    return kind.objects.within(Territory.from_tokens(tokens))


def test_moderators_see_their_territory():
    makers.make_initiative("Brest")
    makers.make_initiative("Paris", commune=makers.make_paris(), position=None)
    assert {i.title for i in within(Initiative, "departement-29")} == {"Brest"}
    assert {i.title for i in within(Initiative, "region-53", "commune-75056")} == {"Brest", "Paris"}
    assert not within(Initiative, "lune-1").exists()


def test_a_submission_gives_no_hold_on_a_published_actor():
    known, new = makers.make_actor("Connu"), makers.make_actor("Nouveau", status="pending")
    makers.make_initiative(status="pending", actors=[known, new])
    assert list(within(Actor, "departement-29")) == [new]
    makers.make_initiative("Publiée", actors=[known])
    assert set(within(Actor, "departement-29")) == {known, new}


def test_a_theme_has_a_short_name():
    assert Theme(name="Habitat et urbanisme").short_name == "Habitat"


def test_tags_by_their_addresses_come_by_name(django_assert_num_queries):
    verger, ecole = makers.make_tag("verger"), makers.make_tag("École")
    assert Tag.objects.with_slugs(["verger", "ecole", "rien", "'"]) == [ecole, verger]
    with django_assert_num_queries(0):
        assert Tag.objects.with_slugs([]) == []


def test_tags_are_remembered_until_one_changes(django_assert_num_queries):
    verger, ecole = makers.make_tag("verger"), makers.make_tag("école")
    assert Tag.objects.remembered([verger.pk]) == {verger.pk: verger}
    with django_assert_num_queries(2):  # the version, and the one that is not known yet
        assert list(Tag.objects.remembered([ecole.pk, verger.pk, 0]).values()) == [ecole, verger]
    verger.name = "Vergers"
    verger.save()
    assert Tag.objects.remembered([verger.pk])[verger.pk].name == "Vergers"


def test_what_one_side_declares_is_shown_as_the_settings_say(settings):
    initiative, actor = makers.make_initiative(), makers.make_actor()
    agreed = Participation.objects.create(initiative=initiative, actor=actor, role="porte")
    alone = Participation.objects.create(
        initiative=initiative, actor=actor, role="finance", declared_by=DeclaredBy.SUBJECT
    )
    assert (agreed.is_agreed, alone.is_agreed) == (True, False)
    assert set(Participation.objects.shown()) == {agreed, alone}
    settings.SHOW_DECLARED_RELATIONS = False
    assert list(Participation.objects.shown()) == list(Participation.objects.agreed()) == [agreed]


@pytest.mark.parametrize("fields", [{"kind": "copie"}, {"declared_by": "nul"}])
def test_a_kinship_is_of_a_known_kind_and_declared_by_a_known_side(fields):
    one, other = makers.make_initiative("Une"), makers.make_initiative("Autre")
    with pytest.raises(IntegrityError), transaction.atomic():
        Kinship.objects.create(initiative=one, other=other, **{"kind": "suite"} | fields)


def test_an_initiative_is_bound_to_another_once_and_never_to_itself():
    one, other = makers.make_initiative("Une"), makers.make_initiative("Autre")
    kinship = Kinship.objects.create(initiative=one, other=other, kind=Kinship.Kind.INSPIRED)
    assert str(kinship) == "Une s’inspire de Autre"
    for initiative, target in ((one, other), (one, one)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Kinship.objects.create(initiative=initiative, other=target, kind=Kinship.Kind.INSPIRED)


def test_a_layout_has_a_place_for_each_node():
    kept = NetworkLayout.objects.create(
        scope="", signature="", numbers=[1, -2], xs=[0, 5_000], ys=[10_000, 0]
    )
    assert str(kept) == "France"
    assert NetworkLayout.objects.places(["", "region-53"]) == {"": {1: (0.0, 1.0), -2: (0.5, 0.0)}}
    with pytest.raises(IntegrityError), transaction.atomic():
        NetworkLayout.objects.create(scope="region-53", signature="", numbers=[1], xs=[], ys=[0])


def test_an_erased_initiative_leaves_its_actors_in_none_of_its_territories():
    actor = makers.make_actor()
    gone = makers.make_initiative(actors=[actor])
    makers.make_initiative("Ailleurs", actors=[actor], commune=makers.make_paris())
    listing = ActorListing.objects.get(actor=actor)
    assert {"commune-29019", "commune-75056"} <= set(listing.keys)
    erase(sheet=gone)
    listing.refresh_from_db()
    assert "commune-75056" in listing.keys and "commune-29019" not in listing.keys
